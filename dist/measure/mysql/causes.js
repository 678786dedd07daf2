// src/measure/mysql/causes.ts
import { planDifference } from "../plans.js";
import { causesOfStatements, wordsOf } from "../statements.js";
import { definitionOf, onlyIn } from "./indexes.js";
import { idOf } from "./metrics.js";
var QUANTITIES = [
  { metric: "queries", unit: "count", least: 5e-3, of: ({ calls }) => calls, isByPlan: false },
  { metric: "rows", unit: "count", least: 1, of: ({ examined }) => examined, isByPlan: true },
  { metric: "time", unit: "ms", least: 5e-3, of: ({ ms }) => ms, isByPlan: true }
];
function causesOf({ base, head }) {
  const known = {
    idOf,
    noteOf: () => null,
    planChange(statement) {
      const [was, is] = [base.plans.get(statement), head.plans.get(statement)];
      return was === void 0 || is === void 0 ? null : planDifference(was, is);
    },
    indexesOf: (statements) => changedIndexes(statements, { base, head })
  };
  return causesOfStatements(QUANTITIES, { base: base.endpoints, head: head.endpoints }, known);
}
function changedIndexes(statements, { base, head }) {
  if (!base.catalog || !head.catalog) return [];
  const words = statements.map(wordsOf);
  const found = [
    ...onlyIn(base.catalog, head.catalog).map((index) => ({ index, base: index.bytes, head: null })),
    ...onlyIn(head.catalog, base.catalog).map((index) => ({ index, base: null, head: index.bytes }))
  ];
  return found.filter(({ index }) => words.some((one) => one.has(index.table.toLowerCase()))).map(({ index, ...numbers }) => ({
    ...{ kind: "index", name: index.name, unit: "bytes", whole: null },
    ...numbers,
    note: `on ${index.table} ${definitionOf(index)}`
  }));
}
export {
  causesOf
};
