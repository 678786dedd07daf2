// src/measure/mysql/seen.ts
import { keyOf } from "./catalog.js";
import { addAll } from "./counters.js";
var newAsked = () => ({ requests: 0, statements: /* @__PURE__ */ new Map() });
function newSeen() {
  return {
    endpoints: /* @__PURE__ */ new Map(),
    loaded: newAsked(),
    plans: /* @__PURE__ */ new Map(),
    catalog: null,
    indexReads: /* @__PURE__ */ new Map(),
    pages: { asked: 0, fetched: 0 },
    connections: 0,
    maxConnections: 0,
    waits: /* @__PURE__ */ new Map()
  };
}
function named(used, texts) {
  const statements = /* @__PURE__ */ new Map();
  for (const [id, counters] of used) addAll(statements, /* @__PURE__ */ new Map([[texts.get(id) ?? id, counters]]));
  return statements;
}
function include(into, { requests, statements }) {
  into.requests += requests;
  addAll(into.statements, statements);
}
var MOST_STATEMENTS = 1e4;
function includeRound(into, asked) {
  include(into, asked);
  for (const statement of [...into.statements.keys()].slice(MOST_STATEMENTS)) into.statements.delete(statement);
}
function includeSeen(into, round) {
  for (const [endpoint, asked] of round.endpoints) {
    const sum = into.endpoints.get(endpoint) ?? newAsked();
    includeRound(sum, asked);
    into.endpoints.set(endpoint, sum);
  }
  includeRound(into.loaded, round.loaded);
  for (const [statement, plan] of round.plans) into.plans.set(statement, plan);
  into.catalog = round.catalog ?? into.catalog;
  for (const [index, reads] of round.indexReads) into.indexReads.set(index, (into.indexReads.get(index) ?? 0) + reads);
  into.pages = { asked: into.pages.asked + round.pages.asked, fetched: into.pages.fetched + round.pages.fetched };
  if (round.maxConnections > 0) includeSampled(into, round, round.maxConnections);
}
function includeCatalog(seen, before, after) {
  seen.catalog = after;
  const was = new Map(before.indexes.map((index) => [keyOf(index), index.reads]));
  for (const index of after.indexes) {
    const more = Math.max(0, index.reads - (was.get(keyOf(index)) ?? 0));
    seen.indexReads.set(keyOf(index), (seen.indexReads.get(keyOf(index)) ?? 0) + more);
  }
}
function includeSampled(seen, { connections, waits }, maxConnections) {
  seen.connections = Math.max(seen.connections, connections);
  seen.maxConnections = maxConnections;
  for (const [statement, ms] of waits ?? []) seen.waits.set(statement, Math.max(seen.waits.get(statement) ?? 0, ms));
}
export {
  MOST_STATEMENTS,
  include,
  includeCatalog,
  includeRound,
  includeSampled,
  includeSeen,
  named,
  newAsked,
  newSeen
};
