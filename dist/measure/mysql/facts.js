// src/measure/mysql/facts.ts
import { gatherFacts } from "../facts.js";
import { ALL, createRanges } from "../ranges.js";
import { busyPool, repeatedStatements, senderOf, slowStatements } from "../statement-facts.js";
import { shortStatement, wordsOf } from "../statements.js";
import { TARGET } from "../watched.js";
import { keyOf } from "./catalog.js";
import { definitionOf, duplicates } from "./indexes.js";
var WASTED = 10;
function factsOf(sides, repeatedAfter, ranges) {
  return gatherFacts("mysql", rulesOf(repeatedAfter), sides, ranges);
}
var newRanges = () => createRanges(rulesOf(0));
function rulesOf(repeatedAfter) {
  const looked = ({ loaded }) => loaded.requests === 0 ? [] : [ALL];
  return [
    {
      ...{ rule: "n-plus-one", unit: "count", looked: ({ endpoints }) => endpoints.keys() },
      of: (seen) => repeatedStatements(seen, repeatedAfter, () => null)
    },
    { rule: "slow-statement", unit: "ms", of: (seen) => slowStatements(seen, () => null), looked },
    { rule: "missing-index", unit: "count", of: unindexed, looked },
    { rule: "unused-index", unit: "bytes", of: unused, looked },
    { rule: "duplicate-index", unit: "bytes", of: doubled, looked },
    // Without anything that is read there is no share, which is not nothing.
    {
      rule: "low-cache-hit",
      unit: "fraction",
      of: cacheHit,
      looked: (seen) => cacheHit(seen).map(({ subject }) => subject)
    },
    { rule: "lock-wait", unit: "ms", of: waited, looked },
    { rule: "busy-pool", unit: "fraction", of: busyPool, looked }
  ];
}
function unindexed(seen) {
  const isWasteful = ({ unindexed: unindexed2, calls, examined, sent }) => unindexed2 * 2 >= calls && examined > WASTED * sent;
  const all = [...seen.endpoints.values(), seen.loaded].flatMap(({ statements }) => [...statements]);
  return all.filter(([, counters]) => isWasteful(counters)).map(([statement, { examined, sent, calls }]) => ({
    subject: tableOf(seen, statement),
    name: shortStatement(statement),
    key: statement,
    value: examined / calls,
    note: `for ${rowsOf(sent / calls)} returned, asked by ${nameOf(senderOf(seen, statement))}`
  }));
}
var rowsOf = (each) => Math.round(each) === 1 ? "1 row" : `${Math.round(each)} rows`;
var nameOf = (sender) => sender === TARGET ? "the target" : sender;
function tableOf({ catalog }, statement) {
  const words = wordsOf(statement);
  return catalog?.tables.find(({ name }) => words.has(name.toLowerCase()))?.name ?? TARGET;
}
function unused({ catalog, indexReads }) {
  return (catalog?.indexes ?? []).filter((index) => !index.isUnique && (indexReads.get(keyOf(index)) ?? 0) === 0).map((index) => ({
    subject: index.table,
    name: index.name,
    value: index.bytes,
    note: `${definitionOf(index)}; about, as a part of all indexes of the table`
  }));
}
function doubled({ catalog }) {
  return (catalog ? duplicates(catalog) : []).map(({ index, by }) => ({
    subject: index.table,
    name: index.name,
    value: index.bytes,
    note: `${definitionOf(index)}; ${by.name} is ${definitionOf(by)}`
  }));
}
function cacheHit({ pages: { asked, fetched } }) {
  if (asked === 0) return [];
  const note = "of the buffer pool, which all databases of the server share";
  return [{ subject: TARGET, name: null, value: (asked - fetched) / asked, note }];
}
function waited({ waits }) {
  return [...waits].map(([statement, value]) => ({
    subject: TARGET,
    name: statement === "" ? null : shortStatement(statement),
    value,
    note: null
  }));
}
export {
  factsOf,
  newRanges
};
