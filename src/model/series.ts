import type { Metric, Role } from "./metric.ts";
import type { Source } from "./source.ts";

export type Side = "base" | "head";
export const SIDES = ["base", "head"] as const satisfies readonly Side[];

/** The exchangeable place a side runs in. One fair coin a round says which side gets which. */
export type Slot = "a" | "b";
export const SLOTS = ["a", "b"] as const satisfies readonly Slot[];
export type SlotOf = Readonly<Record<Slot, Side>>;

/** Events (failed requests) of a total; `events <= total`, both whole and not negative. */
export interface Count {
  readonly events: number;
  readonly total: number;
}

/**
 * All values of one metric. `base[r]` and `head[r]` are the two runs of round r, in the metric's unit; null where that
 * round gave none (the subject was not seen, or too few samples). Both arrays have one entry a kept round.
 */
export interface SampledSeries {
  readonly kind: "sampled";
  readonly metric: Metric;
  /** Of a count that is exact where its rounds agree: the role it then has. */
  readonly counted?: Role;
  /** As of an ExactSeries. */
  readonly lost?: readonly Side[];
  readonly base: readonly (number | null)[];
  readonly head: readonly (number | null)[];
}

/** As SampledSeries, with counts. */
export interface RateSeries {
  readonly kind: "rate";
  readonly metric: Metric;
  readonly base: readonly (Count | null)[];
  readonly head: readonly (Count | null)[];
}

/** One value a side; null: the subject does not exist there. */
export interface ExactSeries {
  readonly kind: "exact";
  readonly metric: Metric;
  readonly base: number | null;
  /**
   * Of another build of the same commit, to see whether the metric is as exact as it seems; null: that build does not
   * have the subject. Absent: base was built once, or its second build failed.
   */
  readonly baseAgain?: number | null;
  readonly head: number | null;
  /** Of a count: what each round gave, as of a SampledSeries. Absent: it was taken once. */
  readonly counts?: Readonly<Record<Side, readonly (number | null)[]>>;
  /** Of a count whose rounds differ: how, and why it is judged all the same, as a clause. */
  readonly varies?: string;
  /** Why a difference may be chance all the same, as a clause; absent: it cannot. */
  readonly doubt?: string;
  /** Of a count: sides that lost it in a round. One of them that is null says nothing of whether the subject exists. Absent: none. */
  readonly lost?: readonly Side[];
}

export type Series = SampledSeries | RateSeries | ExactSeries;

/**
 * An absolute limit that a tool's own config states (a k6 threshold, an assertion of Lighthouse CI), evaluated by us a
 * side: over all rounds pooled, and a round at a time for the interval. `value op limit` must hold.
 */
export interface LimitSeries {
  /** As its author wrote it: `http_req_duration{name:cart} p(95)<200`. */
  readonly name: string;
  /** Whether breaking it warns or blocks. */
  readonly level: "warn" | "max";
  /**
   * interval: broken for certain when the whole interval over head's rounds breaks it. value: what is pooled decides
   * alone, because it does not vary by chance (bytes, an accessibility score) or its author chose which run counts.
   */
  readonly judged: "interval" | "value";
  readonly operator: "<" | "<=" | ">" | ">=" | "==" | "!=";
  readonly limit: number;
  readonly unit: Metric["unit"];
  readonly pooled: Readonly<Record<Side, number | null>>;
  readonly rounds: Readonly<Record<Side, readonly (number | null)[]>>;
  /** Where its author wrote it; null where that is not known. */
  readonly at: Source | null;
}

/** A count by what its rounds gave, whichever two values it is compared by; everything else as it is. */
export function inRounds(one: Series): Series {
  if (one.kind !== "exact" || one.counts === undefined) return one;
  return { kind: "sampled", metric: { ...one.metric, kind: "sampled" }, ...one.counts };
}

/** Events of total over all runs, 0–1; null where there is no total. */
export function pooledShare(counts: readonly (Count | null)[]): number | null {
  const total = counts.reduce((sum, count) => sum + (count?.total ?? 0), 0);
  return total === 0 ? null : counts.reduce((sum, count) => sum + (count?.events ?? 0), 0) / total;
}

/** One value of one run. */
export type Value = number | Count | null;
