// src/pipeline/unwatched.ts
import { mayBothMatch } from "../config/globs.js";
import { registry } from "../measure/registry.js";
import { asSentence } from "../measure/subject.js";
import { matchesId } from "../model/metric.js";
import { idleWatchers } from "./idle.js";
var OF_DATABASES = [
  ...["n-plus-one", "slow-statement", "missing-index", "unused-index"],
  ...["duplicate-index", "low-cache-hit", "lock-wait", "busy-pool"]
];
var RULES_OF = new Map(
  Object.entries({
    http: ["large-payload", "redirect", "repeated-call", "uncached", "uncompressed"],
    mysql: OF_DATABASES,
    postgres: [...OF_DATABASES, "stale-statistics"],
    redis: ["evicted-keys", "low-cache-hit"],
    resources: ["busy-processor", "full-memory", "leak"],
    runtime: ["blocked-event-loop", "blocking-call"]
  })
);
function unseen(rounds, unmatched) {
  const { unwatched = [], series } = rounds;
  const idle = idleWatchers(series).filter((one) => !unwatched.some(({ watcher }) => watcher === one.watcher));
  const lost = lostWatchers({ ...rounds, unwatched: [...unwatched, ...idle] });
  const isSaid = (watcher) => lost.some((one) => one.watcher === watcher && one.gates);
  const missed = unmatched.flatMap((glob) => {
    const watcher = watcherOf(glob, rounds);
    if (watcher === null || isSaid(watcher) || !mayBlock(glob, rounds)) return [];
    return [{ watcher: glob, why: whyUnseen(watcher, rounds), rounds: 0, gates: true }];
  });
  return [...lost, ...missed];
}
function watcherOf(glob, { conditions }) {
  const [, id] = /^([^/@*?]+)\//u.exec(glob) ?? [];
  const isOn = registry.some((one) => one.kind === "watcher" && one.id === id) && Object.hasOwn(conditions, id);
  return isOn ? id : null;
}
function mayBlock(glob, { overrides, weighed }) {
  let [gates, hasLimit] = [false, false];
  for (const { glob: of, role, max, control } of overrides) {
    const isOwn = of === glob;
    if (isOwn && max !== void 0) hasLimit = true;
    if (isOwn && role === "gate") gates = true;
    else if (role !== void 0 && role !== "gate" || control === true) {
      if (!matchesId(of, glob)) continue;
      gates = false;
      if (role === "off") hasLimit = false;
    }
  }
  return hasLimit || gates && weighed.kind !== "budgets-only";
}
var MOST_SAID = 2;
function whyUnseen(watcher, { notWeighed }) {
  const name = `${watcher}: `;
  const known = notWeighed.filter((line) => line.startsWith(name)).map((line) => line.slice(name.length));
  const what = "the config lets it block, and nothing that was measured matches it";
  return asSentence(known.length === 0 ? `${what}.` : `${what}: ${known.slice(0, MOST_SAID).join(" ")}`);
}
function lostWatchers({ unwatched = [], overrides, rules, weighed }) {
  const isAlone = weighed.kind === "budgets-only";
  return unwatched.map((one) => {
    const ids = familiesOf(one.watcher).map(({ glob, gates }) => ({ id: `${one.watcher}/${glob}@*`, gates }));
    const hasLimit = overrides.some(
      ({ glob, max }) => max !== void 0 && ids.some(({ id }) => mayBothMatch(glob, id))
    );
    const hasGate = ids.some(({ id, gates }) => mayGate(id, gates === true, overrides));
    const hasRule = (RULES_OF.get(one.watcher) ?? []).some((rule) => rules.block.includes(rule));
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
  lostWatchers,
  unseen
};
