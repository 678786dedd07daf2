// src/measure/postgres/causes.ts
import { causesOfStatements, wordsOf } from "../statements.js";
import { onlyIn } from "./indexes.js";
import { idOf } from "./metrics.js";
import { planChange } from "./plan.js";
var QUANTITIES = [
  { metric: "queries", unit: "count", least: 5e-3, of: ({ calls }) => calls, isByPlan: false },
  { metric: "rows", unit: "count", least: 5e-3, of: ({ rows }) => rows, isByPlan: false },
  { metric: "blocks", unit: "count", least: 1, of: ({ hit, read }) => hit + read, isByPlan: true },
  { metric: "time", unit: "ms", least: 5e-3, of: ({ ms }) => ms, isByPlan: true }
];
function causesOf({ base, head }) {
  if (base === null || head === null) return [];
  const known = {
    idOf,
    noteOf: (statement) => head.callers.get(statement) ?? base.callers.get(statement) ?? null,
    planChange(statement) {
      const [was, is] = [base.plans.get(statement), head.plans.get(statement)];
      return was === void 0 || is === void 0 ? null : planChange(was, is);
    },
    indexesOf: (statements) => changedIndexes(statements, { base, head })
  };
  return causesOfStatements(QUANTITIES, { base: base.endpoints, head: head.endpoints }, known);
}
function changedIndexes(statements, { base, head }) {
  const touched = (index, { plans }) => statements.some((statement) => {
    const plan = plans.get(statement);
    if (plan !== void 0) return plan.some((step) => step.index === index.name);
    return wordsOf(statement).has(unquoted(index.table.slice(index.table.lastIndexOf(".") + 1)).toLowerCase());
  });
  const found = (index, numbers) => ({
    ...{ kind: "index", name: index.name, unit: "bytes", whole: null },
    ...numbers,
    note: `on ${index.table}, ${index.definition}`
  });
  const [gone, come] = [
    onlyIn(base.catalog.indexes, head.catalog.indexes),
    onlyIn(head.catalog.indexes, base.catalog.indexes)
  ];
  return [
    ...gone.filter((index) => touched(index, base)).map((index) => found(index, { base: index.bytes, head: null })),
    ...come.filter((index) => touched(index, head)).map((index) => found(index, { base: null, head: index.bytes }))
  ];
}
var unquoted = (name) => name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
export {
  causesOf
};
