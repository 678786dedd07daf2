// src/measure/statements.ts
import { asWritten } from "./sql-text.js";
import { shortened } from "./subject.js";
var MOST = 8;
var LEAST_SHARE = 0.02;
var LONGEST = 200;
var shortStatement = (text) => shortened(asWritten(text), LONGEST);
var wordsOf = (statement) => new Set(statement.toLowerCase().split(/[^\p{L}\p{N}_$]+/u));
function causesOfStatements(quantities, { base, head }, known) {
  return [...head].flatMap(([endpoint, after]) => {
    const before = base.get(endpoint);
    if (before === void 0 || before.requests === 0 || after.requests === 0) return [];
    return quantities.flatMap((quantity) => {
      const change = changeOf(quantity, before, after);
      const shared = { metric: known.idOf(quantity.metric, endpoint), at: null };
      const indexes = quantity.isByPlan ? known.indexesOf(change.parts.map(({ statement }) => statement)) : [];
      const ofIndexes = indexes.slice(0, MOST).map((index) => ({ ...shared, ...index }));
      return [...ofIndexes, ...ofParts(quantity, change, known).map((one) => ({ ...shared, ...one }))];
    });
  });
}
function changeOf({ least, of }, before, after) {
  const sum = ({ requests, statements }) => [...statements.values()].reduce((sofar, counters) => sofar + of(counters), 0) / requests;
  const part = ({ requests, statements }, statement) => {
    const counters = statements.get(statement);
    return counters === void 0 ? null : of(counters) / requests;
  };
  const whole = sum(after) - sum(before);
  if (Math.abs(whole) < least) return { whole, parts: [] };
  const smallest = Math.max(least, LEAST_SHARE * Math.abs(whole));
  const parts = [.../* @__PURE__ */ new Set([...after.statements.keys(), ...before.statements.keys()])].map((statement) => ({ statement, base: part(before, statement), head: part(after, statement) })).filter((one) => growth(one) >= smallest).sort((one, other) => growth(other) - growth(one)).slice(0, MOST);
  return { whole, parts };
}
var growth = ({ base, head }) => Math.abs((head ?? 0) - (base ?? 0));
function ofParts({ unit, isByPlan }, { whole, parts }, { noteOf, planChange }) {
  return parts.flatMap(({ statement, base, head }) => {
    const shared = { name: shortStatement(statement), unit };
    const plan = isByPlan ? planChange(statement) : null;
    return [
      { ...shared, kind: "statement", base, head, whole, note: noteOf(statement) },
      ...plan === null ? [] : [{ ...shared, kind: "plan", base: null, head: null, whole: null, note: plan }]
    ];
  });
}
export {
  causesOfStatements,
  shortStatement,
  wordsOf
};
