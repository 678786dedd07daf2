import { median } from "simple-statistics";
import type { Metric } from "../model/metric.ts";
import { pooledShare, type RateSeries, type SampledSeries } from "../model/series.ts";

/** One metric's sides set against each other, round by round. */
export interface Pairs {
  /** Typical value a side, in the metric's unit; null where that side never gave one. */
  readonly base: number | null;
  readonly head: number | null;
  /** One a round that gave a value on both sides, in the metric's own direction: ln(head / base), or head - base. */
  readonly differences: readonly number[];
  /** The same with null in the place of the other rounds: which difference is of which round. Empty with a problem. */
  readonly byRound: readonly (number | null)[];
  /** Why nothing can be judged, as a clause; null when it can. */
  readonly problem: string | null;
}

export const NO_PAIRS = "no round gave a value on both sides";

/**
 * The pairs of a sampled series on the metric's scale. The run is the statistical unit: one difference a round. The
 * typical values are medians over the rounds that make a pair, so that they belong to the estimate beside them.
 */
export function pairSampled(series: SampledSeries, metric: Metric): Pairs {
  const pairs = pairUp(series.base, series.head);
  const base = middle(pairs.length > 0 ? pairs.map(([b]) => b) : present(series.base));
  const head = middle(pairs.length > 0 ? pairs.map(([, h]) => h) : present(series.head));
  const nothing = { base, head, differences: [], byRound: [] };
  if (pairs.length === 0) return { ...nothing, problem: NO_PAIRS };
  if (metric.scale === "ratio" && pairs.some(([b, h]) => b <= 0 || h <= 0)) {
    return {
      ...nothing,
      problem: "a round gave 0 or less, which has no ratio: set `scale: difference` for this metric",
    };
  }
  // Not ln(h / b): this way swapping the sides turns the sign exactly.
  const difference =
    metric.scale === "ratio" ? (b: number, h: number) => Math.log(h) - Math.log(b) : (b: number, h: number) => h - b;
  const byRound = series.base.map((b, round) => {
    const h = series.head[round] ?? null;
    return b === null || h === null ? null : difference(b, h);
  });
  return { base, head, differences: present(byRound), byRound, problem: null };
}

/** The rounds in which both sides gave a value. */
export function pairUp<T>(base: readonly (T | null)[], head: readonly (T | null)[]): readonly (readonly [T, T])[] {
  return base.flatMap((b, round) => {
    const h = head[round] ?? null;
    return b === null || h === null ? [] : [[b, h] as const];
  });
}

export function present<T>(values: readonly (T | null)[]): readonly T[] {
  return values.filter((value) => value !== null);
}

function middle(values: readonly number[]): number | null {
  return values.length === 0 ? null : median(values as number[]);
}

/** Head's typical value over all its rounds, with or without a base beside them; null where none gave one. */
export function typicalHead(series: SampledSeries | RateSeries): number | null {
  return series.kind === "rate" ? pooledShare(series.head) : middle(present(series.head));
}
