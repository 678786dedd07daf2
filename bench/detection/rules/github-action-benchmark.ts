import { RUNS_OF_A_VALUE, valueOfJob } from "../noise.ts";
import { type Rule, USUAL } from "./rule.ts";

/** How many times as slow as the previous value (src/write.ts, getRatio, smaller is better); 0 against 0 is 1. */
export function ratio(previous: number, current: number): number {
  return previous === 0 && current === 0 ? 1 : current / previous;
}

/** Alert when the ratio to the last stored value is above `alert-threshold`, as a fraction: 2 by default. */
export function githubActionBenchmark(threshold: number): Rule {
  return {
    ...USUAL,
    name: `github-action-benchmark ${Math.round(threshold * 100)} %`,
    against: "stored job",
    judge: ({ metrics }) => ({
      alarm: metrics.some(({ head, history }) => ratio(history.at(-1)!, valueOfJob(head)) > threshold),
      rounds: RUNS_OF_A_VALUE,
    }),
  };
}
