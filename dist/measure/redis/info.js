// src/measure/redis/info.ts
var STATISTIC = /^cmdstat_([^:]{1,200}):calls=(\d{1,15}),/u;
function parseInfo(text, own) {
  const fields = /* @__PURE__ */ new Map();
  const calls = /* @__PURE__ */ new Map();
  for (const line of text.split("\r\n")) {
    const statistic = STATISTIC.exec(line);
    if (statistic) {
      const name = commandName(statistic[1]);
      calls.set(name, Number(statistic[2]) - (own.get(name) ?? 0));
    } else {
      const colon = line.indexOf(":");
      if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1));
    }
  }
  const number = (name) => Number(fields.get(name) ?? 0) || 0;
  return {
    runId: fields.get("run_id") ?? "",
    calls,
    hits: number("keyspace_hits"),
    misses: number("keyspace_misses"),
    evicted: number("evicted_keys"),
    expired: number("expired_keys"),
    memory: number("used_memory"),
    clients: number("connected_clients"),
    policy: fields.get("maxmemory_policy") ?? ""
  };
}
function commandName(statistic) {
  return statistic.replaceAll("|", " ").toUpperCase();
}
function usedBetween(before, after) {
  const calls = /* @__PURE__ */ new Map();
  for (const [name, count] of after.calls) {
    const more = count - (before.calls.get(name) ?? 0);
    if (more !== 0) calls.set(name, more);
  }
  const hits = after.hits - before.hits;
  const misses = after.misses - before.misses;
  const evicted = after.evicted - before.evicted;
  const expired = after.expired - before.expired;
  const isReset = [hits, misses, evicted, expired, ...calls.values()].some((more) => more < 0);
  const isGone = [...before.calls].some(([name, count]) => count > 0 && !after.calls.has(name));
  return before.runId !== after.runId || isReset || isGone ? null : { calls, hits, misses, evicted, expired };
}
function totalOf(calls) {
  return [...calls.values()].reduce((sum, count) => sum + count, 0);
}
export {
  parseInfo,
  totalOf,
  usedBetween
};
