import type { Metric, Tolerate } from "./metric.ts";
import type { Source } from "./source.ts";

/**
 * regressed: worse for certain and by more than `tolerate`. improved: its mirror. unchanged: shown equivalent within
 * ±detect. inconclusive: none of these could be shown. new, missing: the subject exists on one side only. changed: of what nobody
 * has said which way is better, one of the first two; it is watched.
 */
export type Change = "regressed" | "improved" | "changed" | "unchanged" | "inconclusive" | "new" | "missing";

/**
 * head against base in the metric's own direction: a fraction (0.05: 5 % more) on the ratio scale, else in its unit.
 * `low` and `high` bound a 95 % interval, unadjusted for the number of metrics; intervalOf reads them.
 */
export interface Effect {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** What `low` and `high` cover, where that is less than 95 %: fewer than 6 rounds have no interval that covers as much. */
  readonly coverage?: number;
}

/** The 95 % interval of a change; null where there is none, as where the rounds are too few. */
export function intervalOf(effect: Effect | null): Pick<Effect, "low" | "high"> | null {
  return effect === null || effect.coverage !== undefined ? null : { low: effect.low, high: effect.high };
}

/** What judging one metric is to follow: the metric's defaults with the user's overrides. */
export interface Rule {
  readonly role: "gate" | "watch";
  readonly tolerate: Tolerate;
  /** A fraction on the ratio scale, else in the metric's unit; once compared, at least 2.5 times what `tolerate.absolute` comes to, which on the difference scale then holds the relative part. */
  readonly detect: number;
  /** Absolute limits for head, in the metric's unit. */
  readonly warn?: number;
  readonly max?: number;
  /** Where the limits are written, as far as that is known. */
  readonly limitsAt?: Readonly<Partial<Record<"warn" | "max", Source>>>;
}

/** Of a value: what is tolerated in the unit, from which `detect` is raised above half of the value. */
const MOST_TOLERATED = 0.2;

/**
 * Whether a value is so small beside what is tolerated in its unit that percentages of it say nothing: `detect` is far from what
 * was asked for, and is to be said in the unit.
 */
export function isTiny({ metric, rule, base }: Pick<Comparison, "metric" | "rule" | "base">): boolean {
  const isRatio = metric.kind !== "exact" && metric.scale === "ratio";
  return isRatio && base !== null && rule.tolerate.absolute > MOST_TOLERATED * Math.abs(base);
}

/** The note of what gates, moved for certain, and stays inconclusive for want of a direction. */
export const UNDIRECTED =
  "it has changed, and nobody has said which way is better: say `better: lower` or `higher` of it in the config's `metrics`";

export interface Comparison {
  readonly metric: Metric;
  readonly rule: Rule;
  readonly change: Change;
  /** Typical value a side (median over rounds; pooled share for rates), in the metric's unit. */
  readonly base: number | null;
  readonly head: number | null;
  readonly effect: Effect | null;
  /** One-sided p that head is worse; null for exact metrics and where nothing was tested. */
  readonly p: number | null;
  /**
   * p over all gating metrics and looks: regressed takes one of at most the false alarms that are allowed. null where the
   * metric does not gate.
   */
  readonly pAdjusted: number | null;
  /** Pairs of runs used; stored jobs where head was set against those, and head's own rounds where it was against one's exact value. */
  readonly rounds: number;
  /**
   * The standard deviation of head against base over rounds (ln(head/base) on the ratio scale, else in the metric's unit):
   * this run's own noise. null where nothing varied or was paired.
   */
  readonly noise: number | null;
  /** Measuring was not gone on with for this metric: it could not have been settled in the rounds that were left. */
  readonly dropped?: true;
  /** Why it is inconclusive, or why it is watched only: one sentence. */
  readonly note?: string;
  /** The smallest worsening that this data could have shown, as `detect`; null where that has no meaning. */
  readonly smallestVisible: number | null;
}
