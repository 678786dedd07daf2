// src/measure/mysql/causes.ts
import { shortened } from "../subject.js";
import { total } from "./counters.js";
import { definitionOf, onlyIn } from "./indexes.js";
import { idOf } from "./metrics.js";
var MOST = 8;
var LONGEST = 200;
var LEAST_SHARE = 0.02;
var QUERIES = { metric: "queries", unit: "count", least: 5e-3, of: ({ calls }) => calls };
var BY_PLAN = [
  { metric: "rows", unit: "count", least: 1, of: ({ examined }) => examined },
  { metric: "time", unit: "ms", least: 0.05, of: ({ ms }) => ms }
];
var shortStatement = (text) => shortened(text, LONGEST);
function causesOf({ base, head }) {
  return [...head.endpoints].flatMap(([endpoint, after]) => {
    const before = base.endpoints.get(endpoint);
    if (!before || before.requests === 0 || after.requests === 0) return [];
    return [
      ...statementCauses(QUERIES, endpoint, before, after),
      ...BY_PLAN.flatMap((quantity) => {
        const statements = statementCauses(quantity, endpoint, before, after);
        return [...indexCauses(quantity, endpoint, statements, { base, head }), ...statements];
      })
    ];
  });
}
function statementCauses({ metric, unit, least, of }, endpoint, before, after) {
  const sum = ({ requests, statements }) => of(total(statements.values())) / requests;
  const part = ({ requests, statements }, statement) => {
    const counters = statements.get(statement);
    return counters === void 0 ? null : of(counters) / requests;
  };
  const whole = sum(after) - sum(before);
  const smallest = Math.max(least, LEAST_SHARE * Math.abs(whole));
  const change = ({ base, head }) => Math.abs((head ?? 0) - (base ?? 0));
  return [.../* @__PURE__ */ new Set([...after.statements.keys(), ...before.statements.keys()])].map((statement) => ({
    ...{ metric: idOf(metric, endpoint), kind: "statement", name: shortStatement(statement), unit, whole },
    ...{ base: part(before, statement), head: part(after, statement), note: null, at: null }
  })).filter((cause) => change(cause) >= smallest).sort((one, other) => change(other) - change(one)).slice(0, MOST);
}
function indexCauses({ metric }, endpoint, statements, { base, head }) {
  if (!base.catalog || !head.catalog) return [];
  const isNamed = (table) => statements.some(({ name }) => tablesOf(name).has(table.toLowerCase()));
  const shared = { metric: idOf(metric, endpoint), kind: "index", unit: "bytes", whole: null, at: null };
  const found = [
    ...onlyIn(base.catalog, head.catalog).map((index) => ({ index, base: index.bytes, head: null })),
    ...onlyIn(head.catalog, base.catalog).map((index) => ({ index, base: null, head: index.bytes }))
  ];
  return found.filter(({ index }) => isNamed(index.table)).slice(0, MOST).map(({ index, ...numbers }) => ({
    ...shared,
    ...numbers,
    name: index.name,
    note: `on ${index.table} ${definitionOf(index)}`
  }));
}
var tablesOf = (statement) => new Set(statement.toLowerCase().split(/[^\p{L}\p{N}_$]+/u));
export {
  causesOf,
  shortStatement,
  tablesOf
};
