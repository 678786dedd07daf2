// src/compare/compare.ts
import { parseMetricId } from "../model/metric.js";
import { compareExact } from "./exact.js";
import { decide } from "./paired.js";
import { pairSampled } from "./pairs.js";
import { pairRate } from "./rate.js";
import { lostByHead, withRecorded } from "./recorded.js";
import { redefineMetric, resolveRule, unmatchedGlobs } from "./rules.js";
import { holm } from "./statistics/holm.js";
import { decideStored, testStored } from "./stored.js";
import { testPairs } from "./tested.js";
function compareAll({ series: measured, overrides, falseAlarms, against = null }) {
  const series = seriesAgainst(measured, against);
  const stored = against?.kind === "stored" ? valuesOf(against.baseline) : null;
  const prepared = series.flatMap((one) => prepare(one, overrides, stored));
  const gating = prepared.filter((one) => one.kind === "tested").filter(({ rule }) => rule.role === "gate");
  const worse = adjust(gating, ({ pWorse }) => pWorse);
  const better = adjust(gating, ({ pBetter }) => pBetter);
  const comparisons = prepared.map((one) => {
    if (one.kind === "settled") return one.comparison;
    return one.decide({
      falseAlarms,
      divisor: one.rule.role === "gate" ? gating.length : 1,
      adjusted: { worse: worse.get(one) ?? one.pWorse, better: better.get(one) ?? one.pBetter }
    });
  });
  return {
    comparisons: comparisons.map(withRoleReason),
    series,
    family: gating.length,
    unmatchedGlobs: unmatchedGlobs(
      series.map(({ metric }) => metric.id),
      overrides
    )
  };
}
function seriesAgainst(series, against) {
  if (against === null) return series;
  const recorded = withRecorded(series, against.baseline);
  return against.kind === "stored" ? [...recorded, ...lostByHead(series, against.baseline)] : recorded;
}
function prepare(series, overrides, stored) {
  const rule = resolveRule(series.metric, overrides);
  if (rule === "off") return [];
  const named = redefineMetric(series.metric, overrides);
  const metric = series.kind === "rate" ? { ...named, scale: "difference" } : named;
  if (stored !== null) return [prepareStored(series, metric, rule, stored)];
  if (series.kind === "exact") return [{ kind: "settled", comparison: exactOrOneSided(series, metric, rule) }];
  const pairs = pairsOf(series, metric);
  if (pairs.base === null || pairs.head === null)
    return [{ kind: "settled", comparison: oneSided(metric, rule, pairs) }];
  const tested = testPairs(metric, rule, pairs);
  return [{ kind: "tested", ...testsOf(tested), decide: (family) => decide(tested, family) }];
}
function prepareStored(series, metric, rule, stored) {
  const settled = (comparison) => ({ kind: "settled", comparison });
  if (series.kind === "exact") {
    const comparison = exactOrOneSided(series, metric, rule);
    if (comparison.change !== "new" || stored.recorded.has(collectorOf(metric))) return settled(comparison);
    return settled({ ...comparison, change: "inconclusive", note: NO_RECORD });
  }
  const history = stored.histories.get(metric.id) ?? { metric, jobs: 0, values: [] };
  const tested = testStored(series, metric, rule, history);
  const { base, head } = tested;
  if (base === null && head !== null && stored.exact.has(metric.id))
    return settled({ ...oneSided(metric, rule, tested), change: "inconclusive", note: NOW_VARIES });
  if (head === null || base === null && history.jobs > 0)
    return settled(oneSided(metric, tested.rule, { base, head }));
  return { kind: "tested", ...testsOf(tested), decide: (family) => decideStored(tested, family) };
}
function valuesOf({ exact, histories }) {
  return {
    histories: new Map(histories.map((one) => [one.metric.id, one])),
    exact: new Set(exact.map(({ metric }) => metric.id)),
    recorded: new Set(exact.map(({ metric }) => collectorOf(metric)))
  };
}
var collectorOf = ({ id }) => parseMetricId(id)?.collector ?? "";
var NO_RECORD = "the stored job that stands for base was not measured with the same tools and settings";
var NOW_VARIES = "it is not the same in every run any more, as it was in the stored job that stands for base";
var testsOf = ({ rule, pWorse, pBetter }) => ({ rule, pWorse, pBetter });
function pairsOf(series, metric) {
  return series.kind === "rate" ? pairRate(series) : pairSampled(series, metric);
}
function exactOrOneSided(series, metric, rule) {
  return series.base === null || series.head === null ? oneSided(metric, rule, series) : compareExact(series, metric, rule);
}
function oneSided(metric, rule, { base, head }) {
  const plain = { metric, rule, base, head, effect: null, p: null, pAdjusted: null, rounds: 0, smallestVisible: null };
  if (base === null && head === null) return { ...plain, change: "inconclusive", note: "neither side gave a value" };
  return { ...plain, change: base === null ? "new" : "missing" };
}
function adjust(tested, p) {
  const adjusted = holm(tested.map(p), tested.length);
  return new Map(tested.map((one, i) => [one, adjusted[i]]));
}
function withRoleReason(comparison) {
  const { metric, rule, note } = comparison;
  if (rule.role !== "watch" || metric.roleReason === void 0) return comparison;
  const watched = `watched only: ${metric.roleReason}`;
  return { ...comparison, note: note === void 0 ? watched : `${watched}; ${note}` };
}
export {
  compareAll
};
