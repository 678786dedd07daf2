/** The product's own decision on simulated pull requests: the function behind `weighbridge replay`. */
import { judgePullRequest, type Replayed } from "../../src/replay/judge.ts";
import { type Rule, USUAL } from "./rules/rule.ts";

type Effort = "quick" | "standard" | "thorough";

export interface Pairs {
  readonly base: readonly number[];
  readonly head: readonly number[];
}

export function judge(metrics: readonly Pairs[], effort: Effort): Replayed {
  return judgePullRequest(
    {
      id: "simulated",
      metrics: metrics.map(({ base, head }, i) => ({ id: `m${i}`, kind: "sampled", better: "lower", base, head })),
    },
    { falseAlarms: 0.01, effort, overrides: [] },
  );
}

const rule = (effort: Effort, rounds: number): Rule => ({
  ...USUAL,
  name: `Weighbridge, ${effort}`,
  against: "same job",
  rounds,
  judge: ({ metrics }) => {
    const replayed = judge(metrics, effort);
    return { alarm: replayed.verdict === "fail", rounds: replayed.rounds };
  },
});

export const QUICK = rule("quick", 20);
export const STANDARD = rule("standard", 30);
export const THOROUGH = rule("thorough", 60);
export const OURS: readonly Rule[] = [QUICK, STANDARD, THOROUGH];
