// src/measure/counted.ts
import { chanceOfOrder, chanceOfTwo } from "../model/chance.js";
import { collectorOf } from "../model/metric.js";
import { FIRST_LOOK } from "../model/plan.js";
import { SIDES } from "../model/series.js";
import { differencesOf, distinct, isWorse, list, middle, nearestOf, only, present } from "./given.js";
var isCounted = (one) => one.kind === "sampled" && one.counted !== void 0;
function isVarying(one) {
  return SIDES.some((side) => distinct(one[side]).length > 1) && distinct(differencesOf(one)).join() !== "0";
}
function judgeCounts(series) {
  const counts = series.filter(isCounted);
  const varying = counts.filter(isVarying).length;
  const looked = /* @__PURE__ */ new Map();
  for (const { metric, base, head } of counts) {
    const collector = collectorOf(metric);
    const rounds = looked.get(collector) ?? /* @__PURE__ */ new Set();
    for (const round of base.keys()) if ((base[round] ?? head[round] ?? null) !== null) rounds.add(round);
    looked.set(collector, rounds);
  }
  return series.flatMap(
    (one) => isCounted(one) ? countSeries(one, { varying, looked: looked.get(collectorOf(one.metric)).size }) ?? [] : one
  );
}
function unjudged(one) {
  if (isCounted(one)) return { ...one, metric: asCounted(one.metric, one.counted) };
  if (one.kind !== "exact" || one.counts === void 0) return one;
  const { metric, counts, lost } = one;
  const counted = { ...counts, kind: "sampled", metric: asCounted(metric, metric.role), counted: metric.role };
  return lost === void 0 ? counted : { ...counted, lost };
}
function asCounted({ roleReason, ...metric }, role) {
  const own = { ...metric, kind: "sampled", role };
  return role === "gate" || roleReason === void 0 ? own : { ...own, roleReason };
}
function countSeries(counted, { varying, looked }) {
  const { lost = [] } = counted;
  const base = distinct(counted.base);
  const head = distinct(counted.head);
  if (base.length === 0 && head.length === 0 && lost.length === 0) return null;
  const each = SIDES.map((side) => present(counted[side]).length);
  const most = Math.max(...each);
  const rounds = Math.min(...each) || most;
  const isAlone = base.length === 0 || head.length === 0;
  const exact = exactOf(counted);
  const row = (one, isDoubtful) => isDoubtful ? { ...one, doubt: doubtOf(rounds, varying) } : one;
  if (SIDES.some((side) => lost.includes(side) && distinct(counted[side]).length === 0))
    return { ...exact, base: only(base), head: only(head) };
  if (isAlone && most < looked && lost.length === 0)
    return watchedOnly(counted, `asked for in ${most} of ${looked} rounds`);
  const isByChance = (varying + 1) * chanceOfTwo(rounds, rounds) > CHANCE;
  if (base.length <= 1 && head.length <= 1) {
    const one = { ...exact, base: base[0] ?? null, head: head[0] ?? null };
    return row(one, one.base !== one.head && isByChance);
  }
  const differences = differencesOf(counted);
  const [by, ...others] = distinct(differences);
  if (by !== void 0 && others.length === 0 && differences.length === rounds && rounds > 1)
    return row({ ...exact, base: middle(base), head: middle(base) + by }, by !== 0 && isByChance);
  const differing = SIDES.filter((side) => distinct(counted[side]).length > 1);
  const seen = differing.map((side) => `${side} ${list(distinct(counted[side]))}`).join("; ");
  const nearest = nearestOf(base, head);
  const chance = varying * chanceOfOrder(rounds, rounds);
  const isFew = rounds < FIRST_LOOK;
  const isJudged = isFew && counted.counted === "gate" ? isWorse(nearest, counted.metric) : chance <= SELDOM;
  if (nearest === null || !isJudged) return watchedOnly(counted, `it is not the same in every round (${seen})`);
  const varies = `not the same in every round (${seen}), but no round of one side is within those of the other, so the two nearest values are set against each other`;
  return row({ ...exact, ...nearest, varies }, isFew || chance > CHANCE);
}
function exactOf({ metric, base, head, lost }) {
  const exact = { kind: "exact", metric: { ...metric, kind: "exact" }, counts: { base, head } };
  return lost === void 0 ? exact : { ...exact, lost };
}
function watchedOnly(counted, roleReason) {
  if (counted.counted !== "gate") return counted;
  return { ...counted, metric: { ...counted.metric, role: "watch", roleReason } };
}
var CHANCE = 2e-3;
var SELDOM = 0.05;
function doubtOf(rounds, varying) {
  const beside = varying === 0 ? "" : ` beside ${varying} such ${varying === 1 ? "count that varies" : "counts that vary"}`;
  return `it was counted in ${rounds} ${rounds === 1 ? "round" : "rounds"}, too few to tell it from chance${beside}`;
}
export {
  judgeCounts,
  unjudged
};
