import { asymptoticMannWhitneyP, exactMannWhitneyP } from "./mann-whitney.ts";
import { type Rule, USUAL } from "./rule.ts";

/** Its documentation asks for 20 or more on either side. */
const ITERATIONS = 20;
/** Up to here scipy counts exactly, when there are no ties. */
const EXACT_UP_TO = 8;

/**
 * p of scipy's mannwhitneyu(current, baseline, alternative="greater", use_continuity=False, method="auto"), which its
 * compare plugin calls; null where a sample has one value only, which it skips.
 */
export function comparedP(current: readonly number[], baseline: readonly number[]): number | null {
  const distinct = (values: readonly number[]) => new Set(values).size;
  if (distinct(current) === 1 || distinct(baseline) === 1) return null;
  const hasTies = distinct([...current, ...baseline]) < current.length + baseline.length;
  const isSmall = Math.min(current.length, baseline.length) <= EXACT_UP_TO;
  const p = isSmall && !hasTies ? exactMannWhitneyP : asymptoticMannWhitneyP;
  return p(current, baseline, "greater");
}

export const sitespeed: Rule = {
  ...USUAL,
  name: "sitespeed.io Mann–Whitney 0.05",
  against: "stored job",
  judge: ({ metrics }) => ({
    alarm: metrics.some(({ head, stored }) => {
      const p = comparedP(head.slice(0, ITERATIONS), stored.slice(0, ITERATIONS));
      return p !== null && p < 0.05;
    }),
    rounds: ITERATIONS,
  }),
};
