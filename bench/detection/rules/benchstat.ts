import { median } from "simple-statistics";
import type { SimulatedMetric } from "../noise.ts";
import { exactMannWhitneyP } from "./mann-whitney.ts";
import { type Rule, USUAL } from "./rule.ts";

/** The `-count=10` of its documentation. */
const COUNT = 10;

/** A difference at p < 0.05, two-sided; taken for an alarm when head's median is the slower one. */
export function isSlower(base: readonly number[], head: readonly number[]): boolean {
  return median([...head]) > median([...base]) && exactMannWhitneyP(base, head, "two-sided") < 0.05;
}

const against = (where: "same job" | "stored job", base: (metric: SimulatedMetric) => readonly number[]): Rule => ({
  ...USUAL,
  name: `benchstat p < 0.05, ${where}`,
  against: where,
  judge: ({ metrics }) => ({
    alarm: metrics.some((metric) => isSlower(base(metric).slice(0, COUNT), metric.head.slice(0, COUNT))),
    rounds: COUNT,
  }),
});

export const benchstatStored = against("stored job", ({ stored }) => stored);
export const benchstatPaired = against("same job", ({ base }) => base);
