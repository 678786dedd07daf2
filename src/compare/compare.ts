import type { Comparison, Rule } from "../model/comparison.ts";
import type { Metric } from "../model/metric.ts";
import type { MetricOverride } from "../model/override.ts";
import type { ExactSeries, RateSeries, SampledSeries, Series } from "../model/series.ts";
import { compareExact } from "./exact.ts";
import { decide } from "./paired.ts";
import { type Pairs, pairSampled } from "./pairs.ts";
import { pairRate } from "./rate.ts";
import { redefineMetric, resolveRule, unmatchedGlobs } from "./rules.ts";
import { holm } from "./statistics/holm.ts";
import { type Tested, testPairs } from "./tested.ts";

export interface CompareInput {
  /** One a metric id. */
  readonly series: readonly Series[];
  readonly overrides: readonly MetricOverride[];
  /** False alarms allowed, all gating metrics together: 0.01 is 1 %. */
  readonly falseAlarms: number;
}

export interface Compared {
  /** In the order of the series, without those whose role is off. */
  readonly comparisons: readonly Comparison[];
  /** The number of metrics that the false alarms were split over: gating, statistical, present on both sides. */
  readonly family: number;
  /** Globs of the config that match no metric. */
  readonly unmatchedGlobs: readonly string[];
}

/**
 * Compares every metric. Holm runs over the gating ones alone, once for each direction; a watched metric is tested by
 * itself at the plain `falseAlarms`, so that watching more never costs the gating metrics any power.
 */
export function compareAll({ series, overrides, falseAlarms }: CompareInput): Compared {
  const prepared = series.flatMap((one) => prepare(one, overrides));
  const gating = prepared.flatMap((one) =>
    one.kind === "tested" && one.tested.rule.role === "gate" ? [one.tested] : [],
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
      adjusted: { worse: worse.get(tested) ?? tested.pWorse, better: better.get(tested) ?? tested.pBetter },
    });
  });
  return {
    comparisons: comparisons.map(withRoleReason),
    family: gating.length,
    unmatchedGlobs: unmatchedGlobs(
      series.map(({ metric }) => metric.id),
      overrides,
    ),
  };
}

type Prepared =
  | { readonly kind: "settled"; readonly comparison: Comparison }
  | { readonly kind: "tested"; readonly tested: Tested };

/** None when the metric is off. */
function prepare(series: Series, overrides: readonly MetricOverride[]): readonly Prepared[] {
  const rule = resolveRule(series.metric, overrides);
  if (rule === "off") return [];
  const named = redefineMetric(series.metric, overrides);
  // Rates are set against each other as differences of shares, whatever their collector calls their scale.
  const metric: Metric = series.kind === "rate" ? { ...named, scale: "difference" } : named;
  if (series.kind === "exact") return [{ kind: "settled", comparison: exactOrOneSided(series, metric, rule) }];
  const pairs = pairsOf(series, metric);
  if (pairs.base === null || pairs.head === null)
    return [{ kind: "settled", comparison: oneSided(metric, rule, pairs) }];
  return [{ kind: "tested", tested: testPairs(metric, rule, pairs) }];
}

function pairsOf(series: SampledSeries | RateSeries, metric: Metric): Pairs {
  return series.kind === "rate" ? pairRate(series) : pairSampled(series, metric);
}

function exactOrOneSided(series: ExactSeries, metric: Metric, rule: Rule): Comparison {
  return series.base === null || series.head === null
    ? oneSided(metric, rule, series)
    : compareExact(series, metric, rule);
}

/** What exists on one side only is new or missing; what neither side gave was not measured, which is not a pass. */
function oneSided(
  metric: Metric,
  rule: Rule,
  { base, head }: { base: number | null; head: number | null },
): Comparison {
  const plain = { metric, rule, base, head, effect: null, p: null, pAdjusted: null, rounds: 0, smallestVisible: null };
  if (base === null && head === null) return { ...plain, change: "inconclusive", note: "neither side gave a value" };
  return { ...plain, change: base === null ? "new" : "missing" };
}

function adjust(tested: readonly Tested[], p: (one: Tested) => number): ReadonlyMap<Tested, number> {
  const adjusted = holm(tested.map(p), tested.length);
  return new Map(tested.map((one, i) => [one, adjusted[i]!]));
}

/** A metric that its collector lowered to watching says so, before anything else. */
function withRoleReason(comparison: Comparison): Comparison {
  const { metric, rule, note } = comparison;
  if (rule.role !== "watch" || metric.roleReason === undefined) return comparison;
  const watched = `watched only: ${metric.roleReason}`;
  return { ...comparison, note: note === undefined ? watched : `${watched}; ${note}` };
}
