import { RUNS_OF_A_VALUE, valueOfJob } from "../noise.ts";
import { type Rule, USUAL } from "./rule.ts";

/** Relative change of efficiency as its checks show it: negative is slower. Its source is closed; this fits its figures. */
export function efficiency(base: number, head: number): number {
  return base / head - 1;
}

/** The check fails when a benchmark's efficiency falls by more than the repository's threshold, 10 % by default. */
export const codspeed: Rule = {
  ...USUAL,
  name: "CodSpeed 10 %",
  against: "stored job",
  judge: ({ metrics }) => ({
    alarm: metrics.some(({ head, history }) => efficiency(history.at(-1)!, valueOfJob(head)) < -0.1),
    rounds: RUNS_OF_A_VALUE,
  }),
};
