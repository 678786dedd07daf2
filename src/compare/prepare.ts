/** One metric made ready: settled by itself, or tested and waiting for the tests of its family. */
import type { Baseline, StoredHistory } from "../model/baseline.ts";
import type { Comparison, Rule } from "../model/comparison.ts";
import { collectorOf, laneOf, type Metric, type MetricId } from "../model/metric.ts";
import type { MetricOverride } from "../model/override.ts";
import { FIRST_LOOK } from "../model/plan.ts";
import type { ExactSeries, RateSeries, SampledSeries, Series, Side } from "../model/series.ts";
import { compareExact, roundsOf } from "./exact.ts";
import { isLive } from "./live.ts";
import type { Candidate } from "./look.ts";
import { unlessEmpty } from "./rate.ts";
import { firstRounds, testRounds } from "./rounds.ts";
import { redefineMetric } from "./rules.ts";
import { clears, type StoredTested, testStored } from "./stored.ts";

/** Settled by itself, or tested and to be decided when the tests of the whole family are known. */
export type Prepared =
  | { readonly kind: "settled"; readonly rule: Rule; readonly comparison: Comparison }
  | { readonly kind: "paired"; readonly rule: Rule; readonly candidate: Candidate }
  | { readonly kind: "stored"; readonly rule: Rule; readonly tested: StoredTested };

export type OfKind<Kind extends Prepared["kind"]> = Extract<Prepared, { kind: Kind }>;

/** Rates are set against each other as differences of shares, whatever their collector calls their scale. */
export function meantBy({ kind, metric }: Series, overrides: readonly MetricOverride[]): Metric {
  const named = redefineMetric(metric, overrides);
  return kind === "rate" ? { ...named, scale: "difference" } : named;
}

export function prepare(series: Series, metric: Metric, rule: Rule, stored: StoredValues | null): Prepared {
  if (series.kind === "exact") return { kind: "settled", rule, comparison: exactOrOneSided(series, metric, rule) };
  const kept = series.base.length;
  if (!hasValues(series, "base") || !hasValues(series, "head"))
    return { kind: "settled", rule, comparison: oneSided(metric, rule, testRounds(series, metric, rule, kept)) };
  const history = stored?.histories.get(metric.id);
  const candidate: Candidate = {
    id: metric.id,
    collector: laneOf(metric),
    kind: series.kind,
    kept,
    isLive: (rounds) => isLive(series, rounds),
    testAt: (rounds) => testRounds(series, metric, rule, rounds),
    isCleared: (rounds) =>
      history !== undefined && rounds === FIRST_LOOK && clears(firstRounds(series, rounds), metric, rule, history),
  };
  return { kind: "paired", rule, candidate };
}

function hasValues(series: SampledSeries | RateSeries, side: Side): boolean {
  return series.kind === "rate"
    ? series[side].some((count) => unlessEmpty(count) !== null)
    : series[side].some((value) => value !== null);
}

/** New is what comparable jobs do not have; where no job is comparable, nobody knows. */
export function prepareStored(series: Series, metric: Metric, rule: Rule, stored: StoredValues): Prepared {
  const settled = (comparison: Comparison): Prepared => ({ kind: "settled", rule, comparison });
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
  if (head === null || (base === null && history.jobs > 0))
    return settled(oneSided(metric, tested.rule, { base, head }));
  return { kind: "stored", rule: tested.rule, tested };
}

/** A baseline, looked up by metric. */
export interface StoredValues {
  readonly histories: ReadonlyMap<MetricId, StoredHistory>;
  /** Metrics of which the job that stands for base has an exact value, and the collectors that gave them. */
  readonly exact: ReadonlySet<MetricId>;
  readonly recorded: ReadonlySet<string>;
}

export function valuesOf({ exact, histories }: Baseline): StoredValues {
  return {
    histories: new Map(histories.map((one) => [one.metric.id, one])),
    exact: new Set(exact.map(({ metric }) => metric.id)),
    recorded: new Set(exact.map(({ metric }) => collectorOf(metric))),
  };
}

/** What the stored job that stands for base has no exact value of; null: it does not have the subject at all. */
function whyNotNew(metric: Metric, { histories, recorded }: StoredValues): string | null {
  const kind = histories.get(metric.id)?.metric.kind ?? "exact";
  if (kind !== "exact") return VARIED;
  return recorded.has(collectorOf(metric)) ? null : NO_RECORD;
}

const VARIED =
  "it was not the same in every round of the stored job that stands for base, so that there is no one value to set it against";

const NO_RECORD = "the stored job that stands for base was not measured with the same tools and settings";

const NOW_VARIES = "it is not the same in every run any more, as it was in the stored job that stands for base";

function exactOrOneSided(series: ExactSeries, metric: Metric, rule: Rule): Comparison {
  if (series.base !== null && series.head !== null) return compareExact(series, metric, rule);
  const one = oneSided(metric, rule, series);
  const lost = series.lost?.filter((side) => series[side] === null) ?? [];
  return lost.length === 0 ? one : { ...one, change: "inconclusive", note: lostOn(lost) };
}

/** A subject whose counts were lost is neither new nor missing. */
function lostOn(sides: readonly Side[]): string {
  const where = sides.length > 1 ? "both sides" : sides[0]!;
  return `its counts were lost on ${where}: in each round that asked for it, what counts them was reset, started anew or full`;
}

/** What exists on one side only is new or missing; what neither side gave was not measured, which is not a pass. */
function oneSided(
  metric: Metric,
  rule: Rule,
  { base, head }: { base: number | null; head: number | null },
): Comparison {
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
    smallestVisible: null,
  };
  if (base === null && head === null) return { ...plain, change: "inconclusive", note: "neither side gave a value" };
  return { ...plain, change: base === null ? "new" : "missing" };
}
