// src/measure/redis/seen.ts
import { Tally } from "../tally.js";
import { TALLIES } from "./request.js";
function newTraced() {
  return { commands: new Tally(), found: new Tally(), keys: new Tally(), known: new Tally(), missed: new Tally() };
}
function newSeen() {
  return {
    ...newTraced(),
    load: {
      requests: 0,
      hits: 0,
      misses: 0,
      evicted: 0,
      hitsOfRounds: [],
      evictedOfRounds: [],
      policy: "",
      calls: /* @__PURE__ */ new Map(),
      slow: /* @__PURE__ */ new Map()
    }
  };
}
function includeTraced(seen, traced) {
  for (const name of TALLIES) seen[name].include(traced[name]);
}
function includeLoad({ load }, { used, requests, slow, policy }) {
  load.requests += requests;
  load.hits += used.hits;
  load.misses += used.misses;
  load.evicted += used.evicted;
  const reads = used.hits + used.misses;
  if (reads > 0) load.hitsOfRounds.push(used.hits / reads);
  if (requests > 0) load.evictedOfRounds.push(used.evicted / requests);
  for (const [command, calls] of used.calls) load.calls.set(command, (load.calls.get(command) ?? 0) + calls);
  for (const name of slow) load.slow.set(name, (load.slow.get(name) ?? 0) + 1);
  load.policy = policy;
}
export {
  includeLoad,
  includeTraced,
  newSeen,
  newTraced
};
