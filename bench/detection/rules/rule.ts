import type { SimulatedPullRequest } from "../noise.ts";

export interface Judged {
  /** Whether the pull request is called slower. */
  readonly alarm: boolean;
  /** Runs of head that were needed; where base is measured in the same job, as many of base. */
  readonly rounds: number;
}

export interface Rule {
  readonly name: string;
  /** What head is held against. */
  readonly against: "same job" | "stored job" | "stored jobs";
  /** Rounds of the longest job it may ask for. */
  readonly rounds: number;
  /** Judged on so many pull requests of a condition at most, because it takes long. */
  readonly atMost: number;
  readonly judge: (one: SimulatedPullRequest) => Judged;
}

/** What most rules ask for: no more rounds than the longest effort of ours, and every pull request. */
export const USUAL = { rounds: 60, atMost: Number.POSITIVE_INFINITY } as const;
