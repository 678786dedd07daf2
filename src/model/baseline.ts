import type { Metric, MetricId, Unit } from "./metric.ts";

/**
 * How the stored job that stands for base was found. base: it measured that very commit. ancestor: the nearest measured
 * commit before it. newest: the newest of all, because the clone does not know where the stored commits belong.
 */
export type BaselineChoice = "base" | "ancestor" | "newest";

/** The stored job that stands for base. */
export interface BaselineReference {
  readonly how: BaselineChoice;
  readonly commit: string | null;
  /** Commits between it and base, by first parents; null where that is not known. */
  readonly distance: number | null;
  /** ISO 8601, UTC. */
  readonly finished: string;
}

/** One value a stored job: the median over its rounds, the pooled share of a rate. The job is the statistical unit. */
export interface StoredHistory {
  /** As this job has it, as have the jobs whose values count; but what is exact here and varied in the job that stands for base, as that has it. */
  readonly metric: Metric;
  /** Stored jobs under this one's conditions, whether or not they have the metric. */
  readonly jobs: number;
  /** Oldest first, by commits. */
  readonly values: readonly number[];
  /** The same over each job's first rounds alone, as many as head has at the first look. */
  readonly early: readonly number[];
}

/** Stored jobs that cannot be set beside this one, for one reason: "ran on another CPU". */
export interface LeftOut {
  readonly jobs: number;
  readonly why: string;
}

/** What earlier jobs measured, as far as it may be set beside this one: a part of `rounds.json`. */
export interface Baseline {
  readonly reference: BaselineReference;
  /** All stored jobs of the gate but this one's own. */
  readonly jobs: number;
  readonly leftOut: readonly LeftOut[];
  /** Exact values of the job that stands for base. */
  readonly exact: readonly { readonly metric: Metric; readonly value: number }[];
  /** A row a metric of this job, and of the one that stands for base. */
  readonly histories: readonly StoredHistory[];
}

/** Where head's value stands among those of earlier jobs. */
export interface HistoryRow {
  readonly metric: MetricId;
  readonly unit: Unit;
  readonly jobs: number;
  readonly median: number;
  /** Bounds of the middle 90 % of the jobs; of all where there are fewer than 20. */
  readonly low: number;
  readonly high: number;
  readonly head: number;
}

/** The stored history in a verdict. */
export interface HistorySummary {
  readonly reference: BaselineReference;
  readonly jobs: number;
  readonly leftOut: readonly LeftOut[];
  /** Gating metrics first; watched ones up to a bound. */
  readonly rows: readonly HistoryRow[];
}
