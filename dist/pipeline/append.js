// src/pipeline/append.ts
import { judgeCounts, unjudged } from "../measure/counted.js";
import { laneOf } from "../model/metric.js";
import {
  SIDES
} from "../model/series.js";
function appendRounds(earlier, now, kept) {
  const before = new Map(earlier.map((one) => [one.metric.id, unjudged(one)]));
  const known = new Set(now.map(({ metric }) => metric.id));
  const fresh = now.map(unjudged);
  const joined = fresh.map((one) => joinOne(before.get(one.metric.id), one, kept(laneOf(one.metric))));
  const gone = [...before.values()].filter(({ metric }) => !known.has(metric.id));
  const silent = gone.flatMap((one) => {
    const rounds = kept(laneOf(one.metric));
    if (one.kind === "exact") return rounds.before > 0 && rounds.now === 0 ? [one] : [];
    return [concat(one, blank(one, rounds.now))];
  });
  return judgeCounts([...joined, ...silent]);
}
function joinOne(first, one, { before, now }) {
  if (one.kind === "exact") {
    if (first?.kind === "sampled") return concat(first, constant(one, now));
    const isOther = first?.kind === "exact" && (first.base !== one.base || first.head !== one.head);
    return isOther && before > 0 && now > 0 ? concat(constant(first, before), constant(one, now)) : one;
  }
  if (first?.kind === one.kind) return concat(first, one);
  return concat(
    first?.kind === "exact" && one.kind === "sampled" ? { ...constant(first, before), metric: one.metric } : blank(one, before),
    one
  );
}
function concat(first, then) {
  const lost = SIDES.filter(
    (side) => [first, then].some((one) => one.kind === "sampled" && one.lost?.includes(side) === true)
  );
  const joined = { ...first, base: [...first.base, ...then.base], head: [...first.head, ...then.head] };
  return lost.length === 0 ? joined : { ...joined, lost };
}
function blank(like, rounds) {
  const nothing = new Array(rounds).fill(null);
  return { ...like, base: nothing, head: nothing };
}
function constant({ metric, base, head }, rounds) {
  const side = (one) => new Array(rounds).fill(one);
  return { kind: "sampled", metric: { ...metric, kind: "sampled" }, base: side(base), head: side(head) };
}
function withEarlierLimits(earlier, now) {
  const before = new Set(earlier.map(({ name }) => name));
  const fresh = now.filter(({ name, pooled }) => pooled.base !== null || pooled.head !== null || !before.has(name));
  const known = new Set(fresh.map(({ name }) => name));
  return [...fresh, ...earlier.filter(({ name }) => !known.has(name))];
}
export {
  appendRounds,
  withEarlierLimits
};
