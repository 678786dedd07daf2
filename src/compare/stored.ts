/** Head set beside stored jobs where base was not measured: one value a job, by Student's prediction interval. */
import { median } from "simple-statistics";
import type { StoredHistory } from "../model/baseline.ts";
import type { Change, Comparison, Rule } from "../model/comparison.ts";
import type { Metric } from "../model/metric.ts";
import type { RateSeries, SampledSeries } from "../model/series.ts";
import { whyStoredInconclusive } from "./notes.ts";
import { typicalHead } from "./pairs.ts";
import { type Prediction, predictionBound, predictionP, predictNext, smallestShift } from "./statistics/prediction.ts";
import {
  beyondTolerate,
  detectAtLeastTolerated,
  type Estimated,
  effectOf,
  fromScale,
  likelyWorse,
  toScale,
  worseSign,
} from "./tested.ts";

/** With fewer jobs nobody knows how much they vary. */
const FEWEST_JOBS = 5;

/** The p that each of the two one-sided equivalence tests must reach: stored jobs' part of the misses that are allowed. */
const CLEARING_LEVEL = 0.015;

/** What a metric's p is held against. */
export interface Family {
  /** False alarms allowed, all metrics of the family together. */
  readonly falseAlarms: number;
  /** Metrics that share them: the smallest p must reach falseAlarms / divisor. 1 for a watched metric. */
  readonly divisor: number;
  /** This metric's p after Holm over the family; the plain p of a watched metric. Each direction is a family. */
  readonly adjusted: { readonly worse: number; readonly better: number };
}

/** One metric set beside its history, before the other metrics of the family are known. */
export interface StoredTested extends Estimated {
  readonly head: number | null;
  /** Values, one a job. */
  readonly jobs: number;
  /** null where nothing can be tested. */
  readonly prediction: Prediction | null;
  /** Why nothing can be judged, as a clause; null when it can. */
  readonly problem: string | null;
  /** One-sided p that head is worse, and that it is better; 1 where there is nothing to test. */
  readonly pWorse: number;
  readonly pBetter: number;
}

/**
 * The unit is the job: head's median over its rounds (the pooled share of a rate) against those of earlier jobs, on the
 * metric's scale.
 *
 * Jobs that all gave the very same value say nothing of how much it varies, and a spread of 0 would make a proof of any
 * change: such a metric is left inconclusive, or is unchanged when head gives that value too. Rates are not: how much a
 * share varies at least follows from the number of events it is counted from.
 */
export function testStored(
  series: SampledSeries | RateSeries,
  metric: Metric,
  asked: Rule,
  history: StoredHistory,
): StoredTested {
  const { values } = history;
  const head = typicalHead(series);
  const nothing = { estimate: null, prediction: null, pWorse: 1, pBetter: 1 };
  const untested = (problem: string | null): StoredTested => {
    const base = values.length === 0 ? null : median(values as number[]);
    const rule = detectAtLeastTolerated(metric, asked, base);
    return { metric, rule, base, head, jobs: values.length, problem, ...nothing };
  };
  if (head === null) return untested("no round gave a value");
  if (values.length < FEWEST_JOBS) return untested(tooFew(history));
  const isRatio = metric.scale === "ratio";
  if (isRatio && Math.min(head, ...values) <= 0)
    return untested("a job gave 0 or less, which has no ratio: set `scale: difference` for this metric");

  const scaled = isRatio ? values.map(Math.log) : values;
  const prediction = predictNext(scaled, series.kind === "rate" ? leastSpread(series, values) : 0);
  if (!Number.isFinite(prediction.error)) return untested("stored jobs gave numbers too large to reckon with");
  const base = isRatio ? Math.exp(prediction.centre) : prediction.centre;
  const deviation = (isRatio ? Math.log(head) : head) - prediction.centre;
  const rule = detectAtLeastTolerated(metric, asked, base);
  const tested = { metric, rule, base, head, jobs: values.length };
  if (prediction.error === 0) {
    const same = `all ${values.length} stored jobs gave the same value, so that nothing is known of how it varies`;
    return { ...tested, ...nothing, problem: deviation === 0 ? null : same };
  }
  const reach = predictionBound(0.025, prediction);
  const worse = deviation * worseSign(metric);
  return {
    ...tested,
    prediction,
    problem: null,
    estimate: { value: deviation, low: deviation - reach, high: deviation + reach },
    pWorse: predictionP(worse, prediction),
    pBetter: predictionP(-worse, prediction),
  };
}

/** The comparison of a metric that head has. */
export function decideStored(tested: StoredTested, family: Family): Comparison {
  const { metric, rule, base, head, estimate, prediction, jobs } = tested;
  const visible = prediction && smallestShift(family.falseAlarms / family.divisor, prediction);
  const change = changeOf(tested, family);
  const decided = {
    metric,
    rule,
    change,
    base,
    head,
    effect: estimate && effectOf(estimate, metric),
    p: estimate && tested.pWorse,
    pAdjusted: rule.role === "gate" && estimate ? family.adjusted.worse : null,
    rounds: jobs,
    noise: null,
    smallestVisible: visible === null ? null : fromScale(visible, metric),
  };
  if (change !== "inconclusive") return decided;
  return { ...decided, note: tested.problem ?? whyStoredInconclusive(tested, jobs, visible ?? 0) };
}

function changeOf(tested: StoredTested, { adjusted, falseAlarms }: Family): Change {
  const { metric, prediction, estimate, problem } = tested;
  if (problem !== null) return "inconclusive";
  if (prediction === null || estimate === null) return "unchanged";
  const worse = estimate.value * worseSign(metric);
  const beyond = beyondTolerate(estimate.value, tested);
  if (adjusted.worse <= falseAlarms && worse > 0 && beyond) return "regressed";
  if (adjusted.better <= falseAlarms && worse < 0 && beyond) return "improved";
  return isUnchanged(tested) ? "unchanged" : "inconclusive";
}

function isUnchanged(tested: StoredTested): boolean {
  const { metric, rule, prediction, estimate } = tested;
  if (prediction === null || estimate === null || likelyWorse(tested) || !(rule.detect > 0)) return false;
  const margin = toScale(rule.detect, metric);
  const p = Math.max(
    predictionP(estimate.value + margin, prediction),
    predictionP(margin - estimate.value, prediction),
  );
  return p <= CLEARING_LEVEL;
}

/**
 * Whether stored jobs show head's first rounds unchanged, where base is measured too and may not have shown it yet. It can
 * clear a metric, never blame it. Asked only of a history so quiet that clearing is to be expected: then 2 t s √(1 + 1/K)
 * is below `detect`, which the history alone says, before anything of head is known.
 */
export function clears(
  series: SampledSeries | RateSeries,
  metric: Metric,
  rule: Rule,
  history: StoredHistory,
): boolean {
  const tested = testStored(series, metric, rule, { ...history, values: history.early });
  const { prediction } = tested;
  if (prediction === null || !(tested.rule.detect > 0)) return false;
  const isQuiet = 2 * predictionBound(CLEARING_LEVEL, prediction) < toScale(tested.rule.detect, metric);
  return isQuiet && isUnchanged(tested);
}

function tooFew({ jobs, values }: StoredHistory): string {
  if (jobs === 0) return "no stored job was measured as this one was (the line on the baseline says what differs)";
  const these = values.length === 1 ? "1 stored job that is" : `${values.length} stored jobs that are`;
  return `${these} comparable and ${values.length === 1 ? "has" : "have"} it, but at least ${FEWEST_JOBS} are needed`;
}

/**
 * The standard deviation of a share that is counted from as many events as head's, were they independent; around what
 * earlier jobs saw, with one event more, so that it is not 0 where none was ever seen.
 */
function leastSpread({ head }: RateSeries, shares: readonly number[]): number {
  const total = head.reduce((sum, count) => sum + (count?.total ?? 0), 0);
  const events = total * (shares.reduce((sum, share) => sum + share, 0) / shares.length);
  const share = (events + 1) / (total + 2);
  return Math.sqrt((share * (1 - share)) / total);
}
