import type { Effect, Rule } from "../model/comparison.ts";
import type { Metric } from "../model/metric.ts";
import { DETECT_PER_TOLERATE } from "./rules.ts";

/** What judging needs of a metric's change, however it was estimated. */
export interface Estimated {
  readonly metric: Metric;
  readonly rule: Rule;
  /** Typical value of base, in the metric's unit. */
  readonly base: number | null;
  /** Of head against base, in the metric's own direction and on its scale; null where there is none. */
  readonly estimate: Interval | null;
}

/** What shown intervals cover. */
const LEVEL = 0.95;

/** An estimate with its 95 % interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** What the interval covers where that may be less; absent: 95 %. */
  readonly coverage?: number;
}

/** One metric's tests over its first rounds, before the other metrics of the family are known. */
export interface Tested extends Estimated {
  readonly head: number | null;
  /** Rounds that gave a pair. */
  readonly rounds: number;
  /** Why nothing can be judged, as a clause; null when it can. */
  readonly problem: string | null;
  /** One-sided p that head is worse, and that it is better; 1 where there is nothing to test. */
  readonly pWorse: number;
  readonly pBetter: number;
  /** p that the change lies outside ±margin, by two one-sided tests: equivalence is shown when it is small. */
  readonly pOutside: (margin: number) => number;
  /** The standard deviation of a round's difference. */
  readonly noise: number;
  /** A round's difference, positive where head is worse, for tests of several metrics at once; null where none can be. */
  readonly worseByRound: readonly (number | null)[] | null;
}

/**
 * The rule with `detect` so far above what the absolute part of `tolerate` comes to that it can be promised. Nothing below
 * that part is ever blocked, and what is as large as it is estimated below it half the time: a fast endpoint (0.5 ms) that
 * is surely 0.05 ms slower is within its limits, not for ever inconclusive. A `detect` of 0 stays: it is asked for.
 */
export function detectAtLeastTolerated(metric: Metric, asked: Rule, base: number | null): Rule {
  const rule = metric.scale === "difference" ? toleratedInUnit(asked, base) : asked;
  if (!(rule.detect > 0)) return rule;
  const detect = Math.max(rule.detect, DETECT_PER_TOLERATE * floorOf(metric, rule, base));
  // Beside a base of next to nothing it would be infinite, which no file can hold.
  return { ...rule, detect: Math.min(detect, Number.MAX_VALUE) };
}

/** On the difference scale a share is of base: with it a `detect` of 0 is none that was asked for, and follows from it. */
function toleratedInUnit({ tolerate, ...rule }: Rule, base: number | null): Rule {
  if (tolerate.relative === 0 || !base) return { ...rule, tolerate };
  const absolute = Math.max(tolerate.absolute, tolerate.relative * Math.abs(base));
  const detect = rule.detect > 0 ? rule.detect : DETECT_PER_TOLERATE * absolute;
  return { ...rule, tolerate: { relative: 0, absolute }, detect };
}

function floorOf({ scale }: Metric, { tolerate }: Rule, base: number | null): number {
  if (scale === "difference") return tolerate.absolute;
  return base ? tolerate.absolute / Math.abs(base) : 0;
}

/**
 * Estimated worse by more than `tolerate` with an interval that excludes zero. Such a metric is not called unchanged, even
 * where it is shown inside ±detect: else a steady, quiet 3 % would be waved through for being less than 5 %. The better
 * direction has no such guard, for an improvement that is waved through harms nobody. Where nobody has said which way is
 * better, either way may be the worse one.
 */
export function likelyWorse(estimated: Estimated): boolean {
  const { metric, estimate } = estimated;
  if (estimate === null) return false;
  const { better } = metric;
  const excludesZero = (better !== "higher" && estimate.low > 0) || (better !== "lower" && estimate.high < 0);
  return excludesZero && beyondTolerate(estimate.value, estimated);
}

/** Whether an estimate, in either direction, exceeds both parts of `tolerate`. */
export function beyondTolerate(estimate: number, { metric, rule, base }: Estimated): boolean {
  const { relative, absolute } = rule.tolerate;
  const size = Math.abs(base ?? 0);
  if (metric.scale === "difference") return Math.abs(estimate) >= Math.max(absolute, relative * size);
  return Math.abs(estimate) >= Math.log1p(relative) && Math.abs(Math.expm1(estimate)) * size >= absolute;
}

/** 1 where more is worse or nobody has said, -1 where less is. */
export function worseSign({ better }: Metric): 1 | -1 {
  return better === "higher" ? -1 : 1;
}

/** From a fraction (ratio scale) or the metric's unit to what differences are measured in. */
export function toScale(effect: number, { scale }: Metric): number {
  return scale === "ratio" ? Math.log1p(effect) : effect;
}

/** An estimate as a comparison gives it: a fraction, or in the metric's unit. */
export function effectOf({ value, low, high, coverage = LEVEL }: Interval, metric: Metric): Effect {
  const effect = { value: fromScale(value, metric), low: fromScale(low, metric), high: fromScale(high, metric) };
  return coverage < LEVEL ? { ...effect, coverage } : effect;
}

export function fromScale(difference: number, { scale }: Metric): number {
  return scale === "ratio" ? Math.expm1(difference) : difference;
}
