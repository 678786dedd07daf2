/** What identical builds show of a runner: how much they differ there, and what the gate can see through that. */
import type { Metric, MetricId } from "./metric.ts";
import type { Effort } from "./plan.ts";
import type { Environment, VerdictKind } from "./verdict.ts";

/** What an effort comes to on this runner. */
export interface EffortPlan {
  readonly effort: Effort;
  /** Of each collector, at its last look. */
  readonly rounds: Readonly<Record<string, number>>;
  /** For all collectors together, when nothing is settled before. */
  readonly minutes: number;
}

/** One gating metric. Sizes are as `detect`: a fraction on the ratio scale, else in the metric's unit. */
export interface NoiseRow {
  readonly metric: Metric;
  /** Those that gave a value on both sides. */
  readonly rounds: number;
  /** The standard deviation of one round's difference, robustly; null for fewer than two rounds. */
  readonly noise: number | null;
  readonly detect: number;
  /** The smallest worsening that is found 95 times in 100, with the settings as they are; null: none, however large. */
  readonly asSet: number | null;
  /** The same with all rounds of each effort. */
  readonly visible: Readonly<Record<Effort, number | null>>;
}

/** One metric that varies by chance, and is shown only. */
export type WatchedNoise = Pick<NoiseRow, "metric" | "rounds" | "noise">;

/** Pull requests that change nothing, drawn from the rounds and judged. */
export interface Drawn {
  readonly count: number;
  readonly fail: number;
  readonly inconclusive: number;
}

/** What to change about a metric that is not found: ask less of it, or let it no longer gate (null). */
export interface MetricAdvice {
  readonly metric: MetricId;
  readonly detect: Detect | null;
}

/** A size with how it is written in the config: 0.12 as "12%". */
export interface Detect {
  readonly value: number;
  readonly written: string;
}

export interface Recommendation {
  /** Whether the settings as they are find `detect` of every gating metric. */
  readonly isKept: boolean;
  readonly plan: EffortPlan;
  readonly maxMinutes: number;
  readonly metrics: readonly MetricAdvice[];
}

/** What `doctor --noise` found. */
export interface NoiseReport {
  readonly schema: 1;
  readonly kind: "noise";
  readonly environment: Environment;
  /** The full sha that was set against itself. */
  readonly commit: string;
  /** What the machine showed in each round, in words; null where there were no rounds. */
  readonly runner: string | null;
  /** Why the runner cannot measure at all; null when it can. */
  readonly unfit: string | null;
  readonly rounds: number;
  readonly discarded: number;
  /** Of all collectors together, with starting and stopping, and with what was redone. */
  readonly secondsPerRound: number;
  readonly falseAlarms: number;
  readonly asSet: EffortPlan;
  readonly efforts: Readonly<Record<Effort, EffortPlan>>;
  readonly rows: readonly NoiseRow[];
  /** What varies by chance and does not gate; with `roleReason` what a collector took out of the gate. */
  readonly watched: readonly WatchedNoise[];
  /** null where nothing gates that varies by chance. */
  readonly drawn: Drawn | null;
  /** What the gate says of the rounds as they were measured. */
  readonly verdict: VerdictKind;
  readonly recommendation: Recommendation;
}
