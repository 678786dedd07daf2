import jStat from "jstat";
import { mean, sampleStandardDeviation } from "simple-statistics";

/** What the next value of a normal population may be, by the values so far. */
export interface Prediction {
  readonly centre: number;
  /** The standard error of the next value: s * sqrt(1 + 1/K). */
  readonly error: number;
  /** K - 1. */
  readonly df: number;
}

/** Power that figures of a smallest effect are for: one of that size is found 95 times in 100. */
const POWER = 0.95;

/**
 * From K values, one a job: t = (next - mean) / (s * sqrt(1 + 1/K)) has Student's distribution with K - 1 degrees of
 * freedom when all jobs vary alike and normally (Hahn and Meeker, Statistical Intervals, section 4.8). `floor` is the
 * least standard deviation that the values can have by how they are counted; s is at least that. Throws RangeError for
 * fewer than two values.
 */
export function predictNext(values: readonly number[], floor = 0): Prediction {
  if (values.length < 2) throw new RangeError("predictNext needs at least two values.");
  const centre = mean(values as number[]);
  // Equal values are equal: their mean may differ from them in the last digit, and so may a deviation from it.
  const isConstant = values.every((value) => value === values[0]);
  const sd = Math.max(floor, isConstant ? 0 : sampleStandardDeviation(values as number[]));
  return {
    centre: isConstant ? values[0]! : centre,
    error: sd * Math.sqrt(1 + 1 / values.length),
    df: values.length - 1,
  };
}

/** Beyond it jstat's formula overflows, and every p is 0 for all purposes. */
const LARGEST_T = 1e6;

/** One-sided p that a next value lies as far above the centre by chance; its error must not be 0. */
export function predictionP(deviation: number, { error, df }: Prediction): number {
  return jStat.studentt.cdf(-Math.max(-LARGEST_T, Math.min(LARGEST_T, deviation / error)), df);
}

/** The deviation that a next value exceeds with this probability. */
export function predictionBound(share: number, { error, df }: Prediction): number {
  return jStat.studentt.inv(1 - share, df) * error;
}

/** The smallest shift of the next value that is found at this one-sided share: (t_{1-share} + t_{.95}) * error. */
export function smallestShift(share: number, prediction: Prediction): number {
  return predictionBound(share, prediction) + predictionBound(1 - POWER, prediction);
}
