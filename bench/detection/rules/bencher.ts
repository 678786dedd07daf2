import jStat from "jstat";
import { mean, sampleStandardDeviation } from "simple-statistics";
import { RUNS_OF_A_VALUE, valueOfJob } from "../noise.ts";
import { type Rule, USUAL } from "./rule.ts";

const quantiles = new Map<string, number>();

/** Student's t quantile, remembered: it takes far longer than the rest of a rule. */
export function studentQuantile(share: number, df: number): number {
  const key = `${share}/${df}`;
  const known = quantiles.get(key) ?? jStat.studentt.inv(share, df);
  quantiles.set(key, known);
  return known;
}

/**
 * Upper limit of the t-test threshold (lib/bencher_boundary): the prediction interval for one more value. Null, and so
 * no alert ever, for fewer than two values or equal ones.
 */
export function upperLimitOfT(sample: readonly number[], boundary: number): number | null {
  if (sample.length < 2) return null;
  const sd = sampleStandardDeviation([...sample]);
  if (sd === 0) return null;
  const t = studentQuantile(boundary, sample.length - 1);
  return mean([...sample]) + t * sd * Math.sqrt(1 + 1 / sample.length);
}

/** Upper limit of the percentage threshold: so much above the mean. */
export function upperLimitOfPercentage(sample: readonly number[], boundary: number): number {
  return mean([...sample]) * (1 + boundary);
}

/** The documentation's example: t-test with upper boundary 0.99 over at most the last 64 values. */
export const bencherT: Rule = {
  ...USUAL,
  name: "Bencher t-test 0.99, 64",
  against: "stored jobs",
  judge: ({ metrics }) => ({
    alarm: metrics.some(({ head, history }) => {
      const limit = upperLimitOfT(history.slice(-64), 0.99);
      return limit !== null && valueOfJob(head) > limit;
    }),
    rounds: RUNS_OF_A_VALUE,
  }),
};

/** The documentation's relative continuous benchmarking: 25 % above the base run on the same runner. */
export const bencherPercentage: Rule = {
  ...USUAL,
  name: "Bencher percentage 0.25",
  against: "same job",
  judge: ({ metrics }) => ({
    alarm: metrics.some(({ base, head }) => valueOfJob(head) > upperLimitOfPercentage([valueOfJob(base)], 0.25)),
    rounds: RUNS_OF_A_VALUE,
  }),
};
