// src/measure/statement-facts.ts
import { shortStatement } from "./statements.js";
import { TARGET } from "./watched.js";
var USUAL = 0.5;
function repeatedStatements({ endpoints }, after, noteOf) {
  return [...endpoints].flatMap(
    ([subject, { requests, statements }]) => [...statements].filter(([, { calls }]) => requests > after && calls > requests).map(([statement, { calls }]) => ({
      ...{ subject, name: shortStatement(statement), value: calls / requests, note: noteOf(statement) }
    }))
  );
}
function slowStatements(seen, noteOf) {
  return [...seen.loaded.statements].map(([statement, { ms, calls }]) => ({
    subject: senderOf(seen, statement),
    name: shortStatement(statement),
    key: statement,
    value: ms / calls,
    note: noteOf(statement)
  }));
}
function senderOf({ endpoints }, statement) {
  let [sender, most] = [TARGET, USUAL];
  for (const [endpoint, { requests, statements }] of endpoints) {
    const often = (statements.get(statement)?.calls ?? 0) / requests;
    if (often > most) [sender, most] = [endpoint, often];
  }
  return sender;
}
function busyPool({
  connections,
  maxConnections
}) {
  if (maxConnections === 0) return [];
  const note = `${connections} of ${maxConnections}`;
  return [{ subject: TARGET, name: null, value: connections / maxConnections, note }];
}
export {
  busyPool,
  repeatedStatements,
  senderOf,
  slowStatements
};
