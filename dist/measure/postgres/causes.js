// src/measure/postgres/causes.ts
import { NONE, total } from "./counters.js";
import { onlyIn } from "./indexes.js";
import { idOf } from "./metrics.js";
import { planChange } from "./plan.js";
import { shortStatement } from "./text.js";
var MOST = 8;
var LEAST_SHARE = 0.02;
var QUANTITIES = [
  { metric: "queries", unit: "count", least: 5e-3, of: ({ calls }) => calls, isByPlan: false },
  { metric: "rows", unit: "count", least: 5e-3, of: ({ rows }) => rows, isByPlan: false },
  { metric: "blocks", unit: "count", least: 1, of: ({ hit, read }) => hit + read, isByPlan: true },
  { metric: "time", unit: "ms", least: 0.05, of: ({ ms }) => ms, isByPlan: true }
];
function causesOf({ base, head }) {
  if (base === null || head === null) return [];
  return [...head.endpoints].flatMap(([endpoint, after]) => {
    const before = base.endpoints.get(endpoint);
    if (before === void 0 || before.requests === 0 || after.requests === 0) return [];
    return QUANTITIES.flatMap((quantity) => ofMetric(quantity, endpoint, { before, after }, { base, head }));
  });
}
function ofMetric(quantity, endpoint, { before, after }, sides) {
  const whole = perRequest(quantity, after) - perRequest(quantity, before);
  if (Math.abs(whole) < quantity.least) return [];
  const least = Math.max(quantity.least, LEAST_SHARE * Math.abs(whole));
  const parts = partsOf(quantity, before, after).filter((part) => Math.abs(growth(part)) >= least).sort((x, y) => Math.abs(growth(y)) - Math.abs(growth(x))).slice(0, MOST);
  const shared = { metric: idOf(quantity.metric, endpoint), at: null };
  const statements = parts.flatMap(({ statement, ...numbers }) => {
    const name = shortStatement(statement);
    const note = sides.head.callers.get(statement) ?? sides.base.callers.get(statement) ?? null;
    const plan = quantity.isByPlan ? changeOfPlan(statement, sides) : null;
    return [
      { ...shared, kind: "statement", name, ...numbers, unit: quantity.unit, whole, note },
      ...plan === null ? [] : [
        {
          ...shared,
          kind: "plan",
          name,
          base: null,
          head: null,
          unit: quantity.unit,
          whole: null,
          note: plan
        }
      ]
    ];
  });
  const indexes = quantity.isByPlan ? changedIndexes(parts, sides) : [];
  return [...indexes.map((index) => ({ ...shared, ...index })), ...statements];
}
var growth = ({ base, head }) => (head ?? 0) - (base ?? 0);
var perRequest = ({ of }, { requests, statements }) => of(total(statements.values())) / requests;
function partsOf({ of }, before, after) {
  const part = (asked, statement) => asked.statements.has(statement) ? of(asked.statements.get(statement) ?? NONE) / asked.requests : null;
  return [.../* @__PURE__ */ new Set([...after.statements.keys(), ...before.statements.keys()])].map((statement) => ({
    statement,
    base: part(before, statement),
    head: part(after, statement)
  }));
}
function changeOfPlan(statement, { base, head }) {
  const [was, is] = [base.plans.get(statement), head.plans.get(statement)];
  return was === void 0 || is === void 0 ? null : planChange(was, is);
}
function changedIndexes(parts, { base, head }) {
  const touched = (index, { plans }) => parts.some(({ statement }) => {
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
  ].slice(0, MOST);
}
var unquoted = (name) => name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
var wordsOf = (statement) => new Set(statement.toLowerCase().split(/[^\p{L}\p{N}_]+/u));
export {
  causesOf
};
