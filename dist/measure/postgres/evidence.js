// src/measure/postgres/evidence.ts
import { addAll } from "./counters.js";
import { identityOf } from "./indexes.js";
function withRound(evidence, seen) {
  const endpoints = new Map(evidence?.endpoints ?? []);
  for (const [endpoint, asked] of seen.traced) endpoints.set(endpoint, sum(endpoints.get(endpoint), asked));
  const indexScans = new Map(evidence?.indexScans ?? []);
  for (const [identity, scans] of scansBetween(seen.before.indexes, seen.after.indexes))
    indexScans.set(identity, (indexScans.get(identity) ?? 0) + scans);
  return {
    endpoints,
    loaded: sum(evidence?.loaded, seen.loaded ?? NOTHING),
    callers: new Map([...seen.callers, ...evidence?.callers ?? []]),
    plans: new Map([...seen.plans, ...evidence?.plans ?? []]),
    catalog: seen.after,
    indexScans,
    connections: Math.max(evidence?.connections ?? 0, seen.sampled.connections),
    maxConnections: seen.sampled.maxConnections,
    waits: [...evidence?.waits ?? [], ...seen.sampled.waits].sort((x, y) => y.ms - x.ms).slice(0, MOST_WAITS)
  };
}
var MOST_WAITS = 100;
var MOST_STATEMENTS = 5e3;
var NOTHING = { requests: 0, statements: /* @__PURE__ */ new Map() };
function sum(one = NOTHING, other = NOTHING) {
  const statements = new Map(one.statements);
  addAll(statements, other.statements);
  return { requests: one.requests + other.requests, statements: new Map([...statements].slice(0, MOST_STATEMENTS)) };
}
function scansBetween(before, after) {
  const was = new Map(before.map((index) => [identityOf(index), index.scans]));
  return new Map(
    after.map((index) => {
      const scans = index.scans - (was.get(identityOf(index)) ?? 0);
      return [identityOf(index), scans < 0 ? index.scans : scans];
    })
  );
}
export {
  MOST_STATEMENTS,
  withRound
};
