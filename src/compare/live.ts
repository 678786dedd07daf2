/** Which metrics could have shown a difference at all. Known without knowing which side is which. */
import { laneOf } from "../model/metric.ts";
import type { MetricOverride } from "../model/override.ts";
import { FIRST_LOOK } from "../model/plan.ts";
import type { RateSeries, SampledSeries, Series } from "../model/series.ts";
import { isGating } from "./rules.ts";

/**
 * Whether any outcome of the coins could have made a metric's first rounds significant: not when both sides gave the same
 * in every round, nor when no request of either failed (or all did). Such a metric has p = 1 whatever happens, so the others
 * need not share the error with it (Tarone 1990, "A modified Bonferroni method for discrete data").
 */
export function isLive(series: SampledSeries | RateSeries, rounds: number): boolean {
  if (series.kind === "sampled") {
    return series.base.slice(0, rounds).some((base, round) => {
      const head = series.head[round] ?? null;
      return base !== null && head !== null && base !== head;
    });
  }
  const counts = [...series.base.slice(0, rounds), ...series.head.slice(0, rounds)].filter((one) => one !== null);
  return counts.some(({ events }) => events > 0) && counts.some(({ events, total }) => events < total);
}

/** A collector among all, as known at its first look. */
export interface Standing {
  /** Its gating metrics that vary by chance. */
  readonly gating: number;
  /** Its gating metrics over those of all collectors: what it holds of the error. */
  readonly part: number;
  /** With how many metrics one of its own shares the error: those that are live, scaled up by what others hold. */
  readonly sharers: number;
}

/** `family`: the gating metrics of all collectors. `held`: the part that was fixed before; absent: by their number. */
export function standingOf(
  series: readonly Series[],
  collector: string,
  family: number,
  overrides: readonly MetricOverride[],
  held?: number,
): Standing {
  const own = series.filter(({ metric }) => laneOf(metric) === collector);
  const gating = own.filter(({ kind, metric }) => kind !== "exact" && isGating(metric, overrides));
  const live = gating.filter((one) => one.kind !== "exact" && isLive(one, FIRST_LOOK));
  const part = held ?? gating.length / Math.max(1, family);
  return { gating: gating.length, part, sharers: part === 0 ? Math.max(1, family) : sharers(live.length, part) };
}

/** `live`: metrics of a collector that holds `part` of the error. */
export function sharers(live: number, part: number): number {
  return Math.max(1, live) / part;
}
