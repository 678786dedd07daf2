import { mean } from "simple-statistics";
import { type Rule, USUAL } from "./rule.ts";

/** The default of numberOfRuns. */
const RUNS = 3;
/** Jobs whose mean the limit was set by. */
const JOBS = 10;

/** `maxNumericValue` with the default aggregation, optimistic: holds when any run holds it. */
export function holdsOptimistically(runs: readonly number[], maximum: number): boolean {
  return Math.min(...runs) <= maximum;
}

/** It knows no base: its limit is taken 10 % above the mean of the last stored jobs, as a careful user would set it. */
export const lighthouseCi: Rule = {
  ...USUAL,
  name: "Lighthouse CI, limit +10 %, optimistic",
  against: "stored jobs",
  judge: ({ metrics }) => ({
    alarm: metrics.some(
      ({ head, history }) => !holdsOptimistically(head.slice(0, RUNS), 1.1 * mean(history.slice(-JOBS))),
    ),
    rounds: RUNS,
  }),
};
