/** When the gate may decide: fixed before there is anything to decide on, and recorded with the rounds. */
import type { MetricId } from "./metric.ts";

/** How many rounds may be spent on noisy metrics, rising. */
export const EFFORTS = ["quick", "standard", "thorough"] as const;
export type Effort = (typeof EFFORTS)[number];

/** A planned number of rounds at which the gate may decide. */
export interface Look {
  readonly rounds: number;
  /** The part of the false alarms that is spent here, 0–1; 0: nothing can be called regressed, only unchanged. */
  readonly weight: number;
  /** The p that each of the two one-sided equivalence tests must reach here. */
  readonly equivalence: number;
}

/** Rounds at the first look of every effort: the fewest that show anything to be unchanged. */
export const FIRST_LOOK = 8;

/** Rounds at the last look of the longest effort. */
export const MOST_ROUNDS = 60;

/**
 * Why a collector measured no further round. settled: every gating metric of it is. futile: the open ones cannot be settled
 * in what is left. spent: after its last look. time: the next round would not have fitted. certain: the verdict could not
 * change any more. unfit: the runner was.
 */
export type Ended = "settled" | "futile" | "spent" | "time" | "certain" | "unfit";

/** The same for people, as a clause. */
const ENDED: Readonly<Record<Ended, string>> = {
  settled: "every gating metric was settled",
  futile: "what was open could not be settled in what was left",
  spent: "after the last look",
  time: "gate.maxMinutes was over",
  certain: "the verdict was certain",
  unfit: "the runner was unfit",
};

/** The same of a collector; where nothing of it gates, nothing of it was settled either. */
export function endedClause(ended: Ended, gates: boolean): string {
  return ended === "settled" && !gates ? "nothing of it gates" : ENDED[ended];
}

/** One collector's looks, by rising rounds. Those that its rounds reach were taken, and what they said stands. */
export interface Looks {
  readonly collector: string;
  readonly looks: readonly Look[];
  /**
   * Its part of the false alarms, 0–1: its gating metrics over those of all collectors, as counted before the first look. It
   * stays what it is, whatever comes later, here or elsewhere.
   */
  readonly part: number;
  /** Rounds of earlier attempts, which are gone on with. 0 in a first attempt. */
  readonly from: number;
  /** The part of the false alarms that was there to spend when this attempt began, 0–1; 1 in a first attempt. */
  readonly unspent: number;
  /** Metrics that stored jobs showed unchanged at the first look: by what was stored then. */
  readonly cleared: readonly MetricId[];
  readonly ended: Ended;
  /** Which runner fault, where that is why; null otherwise. */
  readonly unfit: string | null;
}

export interface Plan {
  /** Gating metrics that share the false alarms, as counted before the first look: what `part` is of. */
  readonly family: number;
  readonly collectors: readonly Looks[];
}

/** What was wrong with the runner, as a clause; null where it was fit for all collectors, or nothing was planned. */
export function unfitness(plan: Plan | null): string | null {
  return plan?.collectors.find(({ unfit }) => unfit !== null)?.unfit ?? null;
}

/** In a notice, why rounds of the attempt before did not count: something that the next attempt is likely to meet again. */
export const OTHERWISE_AGAIN =
  "by something that is neither a tool's version nor committed, as what a build makes, or the environment";
