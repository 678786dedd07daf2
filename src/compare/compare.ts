import type { Baseline, StoredHistory } from "../model/baseline.ts";
import type { Comparison, Rule } from "../model/comparison.ts";
import { type Metric, type MetricId, parseMetricId } from "../model/metric.ts";
import type { MetricOverride } from "../model/override.ts";
import type { ExactSeries, RateSeries, SampledSeries, Series } from "../model/series.ts";
import { compareExact } from "./exact.ts";
import { decide } from "./paired.ts";
import { type Pairs, pairSampled } from "./pairs.ts";
import { pairRate } from "./rate.ts";
import { lostByHead, withRecorded } from "./recorded.ts";
import { redefineMetric, resolveRule, unmatchedGlobs } from "./rules.ts";
import { holm } from "./statistics/holm.ts";
import { decideStored, testStored } from "./stored.ts";
import { type Family, testPairs } from "./tested.ts";

/**
 * What stands for a base that was not measured. recorded: stored values for exact metrics; whatever varies by chance stays
 * without a base. stored: besides, such a metric is set against how much it varies over stored jobs.
 */
export interface Against {
  readonly kind: "recorded" | "stored";
  readonly baseline: Baseline;
}

export interface CompareInput {
  /** null or absent: base was measured, its values are in the series. */
  readonly against?: Against | null;
  /** One a metric id. */
  readonly series: readonly Series[];
  readonly overrides: readonly MetricOverride[];
  /** False alarms allowed, all gating metrics together: 0.01 is 1 %. */
  readonly falseAlarms: number;
}

export interface Compared {
  /** In the order of the series, then what only stored jobs have; without those whose role is off. */
  readonly comparisons: readonly Comparison[];
  /** As compared: with stored values where base has none of its own. */
  readonly series: readonly Series[];
  /** The number of metrics that the false alarms were split over: gating, statistical, with something to be set against. */
  readonly family: number;
  /** Globs of the config that match no metric. */
  readonly unmatchedGlobs: readonly string[];
}

/**
 * Compares every metric. Holm runs over the gating ones alone, once for each direction; a watched metric is tested by
 * itself at the plain `falseAlarms`, so that watching more never costs the gating metrics any power.
 */
export function compareAll({ series: measured, overrides, falseAlarms, against = null }: CompareInput): Compared {
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
      adjusted: { worse: worse.get(one) ?? one.pWorse, better: better.get(one) ?? one.pBetter },
    });
  });
  return {
    comparisons: comparisons.map(withRoleReason),
    series,
    family: gating.length,
    unmatchedGlobs: unmatchedGlobs(
      series.map(({ metric }) => metric.id),
      overrides,
    ),
  };
}

function seriesAgainst(series: readonly Series[], against: Against | null): readonly Series[] {
  if (against === null) return series;
  const recorded = withRecorded(series, against.baseline);
  return against.kind === "stored" ? [...recorded, ...lostByHead(series, against.baseline)] : recorded;
}

/** A metric with its tests, to be decided when those of the whole family are known. */
interface Testable {
  readonly kind: "tested";
  readonly rule: Rule;
  readonly pWorse: number;
  readonly pBetter: number;
  readonly decide: (family: Family) => Comparison;
}

type Prepared = { readonly kind: "settled"; readonly comparison: Comparison } | Testable;

/** None when the metric is off. */
function prepare(
  series: Series,
  overrides: readonly MetricOverride[],
  stored: StoredValues | null,
): readonly Prepared[] {
  const rule = resolveRule(series.metric, overrides);
  if (rule === "off") return [];
  const named = redefineMetric(series.metric, overrides);
  // Rates are set against each other as differences of shares, whatever their collector calls their scale.
  const metric: Metric = series.kind === "rate" ? { ...named, scale: "difference" } : named;
  if (stored !== null) return [prepareStored(series, metric, rule, stored)];
  if (series.kind === "exact") return [{ kind: "settled", comparison: exactOrOneSided(series, metric, rule) }];
  const pairs = pairsOf(series, metric);
  if (pairs.base === null || pairs.head === null)
    return [{ kind: "settled", comparison: oneSided(metric, rule, pairs) }];
  const tested = testPairs(metric, rule, pairs);
  return [{ kind: "tested", ...testsOf(tested), decide: (family) => decide(tested, family) }];
}

/** New is what comparable jobs do not have; where no job is comparable, nobody knows. */
function prepareStored(series: Series, metric: Metric, rule: Rule, stored: StoredValues): Prepared {
  const settled = (comparison: Comparison): Prepared => ({ kind: "settled", comparison });
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
  if (head === null || (base === null && history.jobs > 0))
    return settled(oneSided(metric, tested.rule, { base, head }));
  return { kind: "tested", ...testsOf(tested), decide: (family) => decideStored(tested, family) };
}

/** A baseline, looked up by metric. */
interface StoredValues {
  readonly histories: ReadonlyMap<MetricId, StoredHistory>;
  /** Metrics of which the job that stands for base has an exact value, and the collectors that gave them. */
  readonly exact: ReadonlySet<MetricId>;
  readonly recorded: ReadonlySet<string>;
}

function valuesOf({ exact, histories }: Baseline): StoredValues {
  return {
    histories: new Map(histories.map((one) => [one.metric.id, one])),
    exact: new Set(exact.map(({ metric }) => metric.id)),
    recorded: new Set(exact.map(({ metric }) => collectorOf(metric))),
  };
}

const collectorOf = ({ id }: Metric) => parseMetricId(id)?.collector ?? "";

const NO_RECORD = "the stored job that stands for base was not measured with the same tools and settings";

const NOW_VARIES = "it is not the same in every run any more, as it was in the stored job that stands for base";

const testsOf = ({ rule, pWorse, pBetter }: Omit<Testable, "kind" | "decide">) => ({ rule, pWorse, pBetter });

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

function adjust(tested: readonly Testable[], p: (one: Testable) => number): ReadonlyMap<Testable, number> {
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
