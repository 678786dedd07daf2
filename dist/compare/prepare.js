// src/compare/prepare.ts
import { collectorOf, laneOf } from "../model/metric.js";
import { FIRST_LOOK } from "../model/plan.js";
import { compareExact, roundsOf } from "./exact.js";
import { isLive } from "./live.js";
import { unlessEmpty } from "./rate.js";
import { firstRounds, testRounds } from "./rounds.js";
import { redefineMetric } from "./rules.js";
import { clears, testStored } from "./stored.js";
function meantBy({ kind, metric }, overrides) {
  const named = redefineMetric(metric, overrides);
  return kind === "rate" ? { ...named, scale: "difference" } : named;
}
function prepare(series, metric, rule, stored) {
  if (series.kind === "exact") return { kind: "settled", rule, comparison: exactOrOneSided(series, metric, rule) };
  const kept = series.base.length;
  if (!hasValues(series, "base") || !hasValues(series, "head"))
    return { kind: "settled", rule, comparison: oneSided(metric, rule, testRounds(series, metric, rule, kept)) };
  const history = stored?.histories.get(metric.id);
  const candidate = {
    id: metric.id,
    collector: laneOf(metric),
    kind: series.kind,
    kept,
    isLive: (rounds) => isLive(series, rounds),
    testAt: (rounds) => testRounds(series, metric, rule, rounds),
    isCleared: (rounds) => history !== void 0 && rounds === FIRST_LOOK && clears(firstRounds(series, rounds), metric, rule, history)
  };
  return { kind: "paired", rule, candidate };
}
function hasValues(series, side) {
  return series.kind === "rate" ? series[side].some((count) => unlessEmpty(count) !== null) : series[side].some((value) => value !== null);
}
function prepareStored(series, metric, rule, stored) {
  const settled = (comparison) => ({ kind: "settled", rule, comparison });
  if (series.kind === "exact") {
    const comparison = exactOrOneSided(series, metric, rule);
    const note = comparison.change === "new" ? whyNotNew(metric, stored) : null;
    if (note === null) return settled(comparison);
    return settled({ ...comparison, change: "inconclusive", note, rounds: roundsOf(series) });
  }
  const history = stored.histories.get(metric.id) ?? { metric, jobs: 0, values: [], early: [] };
  const tested = testStored(series, metric, rule, history);
  const { base, head } = tested;
  if (base === null && head !== null && stored.exact.has(metric.id))
    return settled({ ...oneSided(metric, rule, tested), change: "inconclusive", note: NOW_VARIES });
  if (head === null || base === null && history.jobs > 0)
    return settled(oneSided(metric, tested.rule, { base, head }));
  return { kind: "stored", rule: tested.rule, tested };
}
function valuesOf({ exact, histories }) {
  return {
    histories: new Map(histories.map((one) => [one.metric.id, one])),
    exact: new Set(exact.map(({ metric }) => metric.id)),
    recorded: new Set(exact.map(({ metric }) => collectorOf(metric)))
  };
}
function whyNotNew(metric, { histories, recorded }) {
  const kind = histories.get(metric.id)?.metric.kind ?? "exact";
  if (kind !== "exact") return VARIED;
  return recorded.has(collectorOf(metric)) ? null : NO_RECORD;
}
var VARIED = "it was not the same in every round of the stored job that stands for base, so that there is no one value to set it against";
var NO_RECORD = "the stored job that stands for base was not measured with the same tools and settings";
var NOW_VARIES = "it is not the same in every run any more, as it was in the stored job that stands for base";
function exactOrOneSided(series, metric, rule) {
  if (series.base !== null && series.head !== null) return compareExact(series, metric, rule);
  const one = oneSided(metric, rule, series);
  const lost = series.lost?.filter((side) => series[side] === null) ?? [];
  return lost.length === 0 ? one : { ...one, change: "inconclusive", note: lostOn(lost) };
}
function lostOn(sides) {
  const where = sides.length > 1 ? "both sides" : sides[0];
  return `its counts were lost on ${where}: in each round that asked for it, what counts them was reset, started anew or full`;
}
function oneSided(metric, rule, { base, head }) {
  const plain = {
    metric,
    rule,
    base,
    head,
    effect: null,
    p: null,
    pAdjusted: null,
    rounds: 0,
    noise: null,
    smallestVisible: null
  };
  if (base === null && head === null) return { ...plain, change: "inconclusive", note: "neither side gave a value" };
  return { ...plain, change: base === null ? "new" : "missing" };
}
export {
  meantBy,
  prepare,
  prepareStored,
  valuesOf
};
