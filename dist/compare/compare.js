// src/compare/compare.ts
import { compareExact } from "./exact.js";
import { decide } from "./paired.js";
import { pairSampled } from "./pairs.js";
import { pairRate } from "./rate.js";
import { redefineMetric, resolveRule, unmatchedGlobs } from "./rules.js";
import { holm } from "./statistics/holm.js";
import { testPairs } from "./tested.js";
function compareAll({ series, overrides, falseAlarms }) {
  const prepared = series.flatMap((one) => prepare(one, overrides));
  const gating = prepared.flatMap(
    (one) => one.kind === "tested" && one.tested.rule.role === "gate" ? [one.tested] : []
  );
  const worse = adjust(gating, ({ pWorse }) => pWorse);
  const better = adjust(gating, ({ pBetter }) => pBetter);
  const comparisons = prepared.map((one) => {
    if (one.kind === "settled") return one.comparison;
    const { tested } = one;
    const gates = tested.rule.role === "gate";
    return decide(tested, {
      falseAlarms,
      divisor: gates ? gating.length : 1,
      adjusted: { worse: worse.get(tested) ?? tested.pWorse, better: better.get(tested) ?? tested.pBetter }
    });
  });
  return {
    comparisons: comparisons.map(withRoleReason),
    family: gating.length,
    unmatchedGlobs: unmatchedGlobs(
      series.map(({ metric }) => metric.id),
      overrides
    )
  };
}
function prepare(series, overrides) {
  const rule = resolveRule(series.metric, overrides);
  if (rule === "off") return [];
  const named = redefineMetric(series.metric, overrides);
  const metric = series.kind === "rate" ? { ...named, scale: "difference" } : named;
  if (series.kind === "exact") return [{ kind: "settled", comparison: exactOrOneSided(series, metric, rule) }];
  const pairs = pairsOf(series, metric);
  if (pairs.base === null || pairs.head === null)
    return [{ kind: "settled", comparison: oneSided(metric, rule, pairs) }];
  return [{ kind: "tested", tested: testPairs(metric, rule, pairs) }];
}
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
