import type { Effect, Rule } from "../model/comparison.ts";
import type { Metric } from "../model/metric.ts";
import type { Pairs } from "./pairs.ts";
import { hodgesLehmann } from "./statistics/hodges-lehmann.ts";
import { signFlipP } from "./statistics/sign-flip.ts";

/**
 * The p that each of the two one-sided equivalence tests must reach: it bounds the chance that a true `detect`-sized
 * regression is called unchanged at 2 %.
 */
export const EQUIVALENCE_LEVEL = 0.02;

/** What judging needs of a metric's change, however it was estimated. */
export interface Estimated {
  readonly metric: Metric;
  readonly rule: Rule;
  /** Typical value of base, in the metric's unit. */
  readonly base: number | null;
  /** Of head against base, in the metric's own direction and on its scale; null where there is none. */
  readonly estimate: Interval | null;
}

/** An estimate with its 95 % interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One metric's tests, before the other metrics of the family are known. */
export interface Tested extends Estimated {
  readonly pairs: Pairs;
  /** One-sided p that head is worse, and that it is better; 1 where there is nothing to test. */
  readonly pWorse: number;
  readonly pBetter: number;
}

/** What a metric's p is held against. */
export interface Family {
  /** False alarms allowed, all metrics of the family together. */
  readonly falseAlarms: number;
  /** Metrics that share them: the smallest p must reach falseAlarms / divisor. 1 for a watched metric. */
  readonly divisor: number;
  /** This metric's p after Holm over the family; the plain p of a watched metric. Each direction is a family. */
  readonly adjusted: { readonly worse: number; readonly better: number };
}

export function testPairs(metric: Metric, asked: Rule, pairs: Pairs): Tested {
  const { base, differences } = pairs;
  const worse = differences.map((d) => d * worseSign(metric));
  return {
    metric,
    rule: detectAtLeastTolerated(metric, asked, base),
    base,
    pairs,
    estimate: differences.length === 0 ? null : hodgesLehmann(differences),
    pWorse: signFlipP(worse),
    pBetter: signFlipP(worse.map((d) => -d)),
  };
}

/**
 * The rule with `detect` at least what the absolute part of `tolerate` comes to. Nothing below that is ever blocked, so
 * nothing below it is promised to be found: a fast endpoint (0.5 ms) that is surely 0.05 ms slower is within its limits,
 * not for ever inconclusive. A `detect` of 0 stays: it is asked for.
 */
export function detectAtLeastTolerated(metric: Metric, rule: Rule, base: number | null): Rule {
  return rule.detect > 0 ? { ...rule, detect: Math.max(rule.detect, floorOf(metric, rule, base)) } : rule;
}

function floorOf({ scale }: Metric, { tolerate }: Rule, base: number | null): number {
  if (scale === "difference") return tolerate.absolute;
  return base ? tolerate.absolute / Math.abs(base) : 0;
}

/**
 * Estimated worse by more than `tolerate` with an interval that excludes zero. Such a metric is not called unchanged, even
 * where it is shown inside ±detect: else a steady, quiet 3 % would be waved through for being less than 5 %. The better
 * direction has no such guard, for an improvement that is waved through harms nobody.
 */
export function likelyWorse(estimated: Estimated): boolean {
  const { metric, estimate } = estimated;
  if (estimate === null) return false;
  const excludesZero = worseSign(metric) > 0 ? estimate.low > 0 : estimate.high < 0;
  return excludesZero && beyondTolerate(estimate.value, estimated);
}

/** Whether an estimate, in either direction, exceeds both parts of `tolerate`. */
export function beyondTolerate(estimate: number, { metric, rule, base }: Estimated): boolean {
  const { relative, absolute } = rule.tolerate;
  const size = Math.abs(base ?? 0);
  if (metric.scale === "difference") return Math.abs(estimate) >= Math.max(absolute, relative * size);
  return Math.abs(estimate) >= Math.log1p(relative) && Math.abs(Math.expm1(estimate)) * size >= absolute;
}

/** 1 where more is worse, -1 where less is. */
export function worseSign({ better }: Metric): 1 | -1 {
  return better === "lower" ? 1 : -1;
}

/** From a fraction (ratio scale) or the metric's unit to what differences are measured in. */
export function toScale(effect: number, { scale }: Metric): number {
  return scale === "ratio" ? Math.log1p(effect) : effect;
}

/** An estimate as a comparison gives it: a fraction, or in the metric's unit. */
export function effectOf({ value, low, high }: Interval, metric: Metric): Effect {
  return { value: fromScale(value, metric), low: fromScale(low, metric), high: fromScale(high, metric) };
}

export function fromScale(difference: number, { scale }: Metric): number {
  return scale === "ratio" ? Math.expm1(difference) : difference;
}
