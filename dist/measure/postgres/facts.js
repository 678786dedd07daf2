// src/measure/postgres/facts.ts
import { gatherFacts } from "../facts.js";
import { ALL, createRanges } from "../ranges.js";
import { busyPool, repeatedStatements, slowStatements } from "../statement-facts.js";
import { shortStatement } from "../statements.js";
import { TARGET } from "../watched.js";
import { total } from "./counters.js";
import { duplicates, identityOf } from "./indexes.js";
import { proposeIndexes } from "./propose.js";
var LARGE = 1e3;
var LEAST_BLOCKS = 1e3;
function factsOf(sides, repeatedAfter, ranges) {
  return gatherFacts("postgres", rulesOf(repeatedAfter), sides, ranges);
}
var newRanges = () => createRanges(rulesOf(0));
function rulesOf(repeatedAfter) {
  const looked = ({ loaded }) => loaded.requests === 0 ? [] : [ALL];
  return [
    {
      ...{ rule: "n-plus-one", unit: "count", looked: ({ endpoints }) => endpoints.keys() },
      of: (seen) => repeatedStatements(seen, repeatedAfter, callerIn(seen))
    },
    { rule: "slow-statement", unit: "ms", of: (seen) => slowStatements(seen, callerIn(seen)), looked },
    { rule: "missing-index", unit: "count", of: unindexed },
    { rule: "unused-index", unit: "bytes", of: unused },
    { rule: "duplicate-index", unit: "bytes", of: doubled },
    // Without enough that is read there is no share, which is not nothing.
    {
      rule: "low-cache-hit",
      unit: "fraction",
      of: cacheHit,
      looked: (seen) => cacheHit(seen).map(({ subject }) => subject)
    },
    { rule: "lock-wait", unit: "ms", of: waited },
    { rule: "busy-pool", unit: "fraction", of: busyPool },
    { rule: "stale-statistics", unit: "fraction", of: stale }
  ];
}
var callerIn = ({ callers }) => (statement) => callers.get(statement) ?? null;
function unindexed({ plans, catalog }) {
  const explained = [...plans].map(([statement, plan]) => ({ statement, plan }));
  return proposeIndexes(explained, catalog).map(({ table, statement, sql, rows, cost, costThen }) => ({
    subject: table,
    name: shortStatement(statement),
    value: rows,
    note: `${sql} would make that about ${gainOf(cost, costThen)}, where reading one page in order costs 1`
  }));
}
var gainOf = (cost, costThen) => `${Math.round(cost / costThen)} times cheaper by the planner's estimate: ${Math.round(costThen)} instead of ${Math.round(cost)}`;
function unused({ catalog, indexScans, plans }) {
  const planned = new Set([...plans.values()].flatMap((plan) => plan.map(({ index }) => index)));
  return catalog.indexes.filter((index) => !index.isUnique && !planned.has(index.name) && (indexScans.get(identityOf(index)) ?? 0) === 0).map(({ name, table, bytes, definition }) => ({ subject: table, name, value: bytes, note: definition }));
}
function doubled({ catalog }) {
  return duplicates(catalog.indexes).map(({ index, by }) => ({
    subject: index.table,
    name: index.name,
    value: index.bytes,
    note: `${index.definition}; ${by.name} is ${by.definition}`
  }));
}
function cacheHit({ loaded }) {
  const { hit, read } = total(loaded.statements.values());
  return hit + read < LEAST_BLOCKS ? [] : [{ subject: TARGET, name: null, value: hit / (hit + read), note: "of the database's shared buffers" }];
}
function waited({ waits }) {
  return waits.map(({ statement, table, ms }) => ({
    subject: table ?? TARGET,
    name: statement === null ? null : shortStatement(statement),
    value: ms,
    note: null
  }));
}
function stale({ catalog }) {
  return catalog.tables.filter(({ rows, deadRows }) => rows + deadRows >= LARGE).map((table) => ({
    subject: table.name,
    name: null,
    value: isUnknown(table) ? 1 : table.deadRows / (table.rows + table.deadRows),
    note: lastCare(table)
  }));
}
var isUnknown = ({ rows, modified, analyzed }) => analyzed === null && rows >= LARGE && modified * 2 >= rows;
function lastCare({ vacuumed, analyzed }) {
  const ago = (days) => days === null ? "never" : days < 1 ? "today" : `${Math.floor(days)} ${days < 2 ? "day" : "days"} ago`;
  return `last vacuumed ${ago(vacuumed)}, last analysed ${ago(analyzed)}`;
}
export {
  factsOf,
  newRanges
};
