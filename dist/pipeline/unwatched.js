// src/pipeline/unwatched.ts
import { mayBothMatch } from "../config/globs.js";
import { registry } from "../measure/registry.js";
import { matchesId } from "../model/metric.js";
var RULES_OF = {
  http: ["large-payload", "redirect", "repeated-call", "uncached", "uncompressed"],
  mysql: [
    ...["n-plus-one", "slow-statement", "missing-index", "unused-index", "duplicate-index"],
    ...["low-cache-hit", "lock-wait", "busy-pool"]
  ],
  postgres: [
    ...["n-plus-one", "slow-statement", "missing-index", "unused-index", "duplicate-index"],
    ...["low-cache-hit", "lock-wait", "busy-pool", "stale-statistics"]
  ],
  redis: ["evicted-keys", "low-cache-hit"],
  resources: ["busy-processor", "full-memory", "leak"],
  runtime: ["blocked-event-loop", "blocking-call"]
};
function lostWatchers({ unwatched = [], overrides, rules, weighed }) {
  const isAlone = weighed.kind === "budgets-only";
  return unwatched.map((one) => {
    const ids = familiesOf(one.watcher).map(({ glob, gates }) => ({ id: `${one.watcher}/${glob}@*`, gates }));
    const hasLimit = overrides.some(
      ({ glob, max }) => max !== void 0 && ids.some(({ id }) => mayBothMatch(glob, id))
    );
    const hasGate = ids.some(({ id, gates }) => mayGate(id, gates === true, overrides));
    const hasRule = (RULES_OF[one.watcher] ?? []).some((rule) => rules.block.includes(rule));
    return { ...one, gates: hasLimit || !isAlone && (hasGate || hasRule) };
  });
}
function familiesOf(watcher) {
  return registry.find(({ id }) => id === watcher)?.metrics ?? [];
}
function mayGate(family, byDefault, overrides) {
  let gates = byDefault;
  for (const { glob, role, control } of overrides) {
    if (role === "gate") gates ||= mayBothMatch(glob, family);
    else if ((role !== void 0 || control === true) && matchesId(glob, family)) gates = false;
  }
  return gates;
}
export {
  RULES_OF,
  lostWatchers
};
