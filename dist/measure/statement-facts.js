// src/measure/statement-facts.ts
import { shortStatement } from "./statements.js";
import { TARGET } from "./watched.js";
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
    value: ms / calls,
    note: noteOf(statement)
  }));
}
function senderOf({ endpoints }, statement) {
  return [...endpoints].find(([, { statements }]) => statements.has(statement))?.[0] ?? TARGET;
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
