import { medianSorted } from "simple-statistics";
import { coinSumDistribution } from "./sign-flip.ts";

export interface Estimate {
  /** Hodges–Lehmann: the median of all Walsh averages. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** What the interval covers in truth: at least the level asked for, or less where so few values cannot give it. */
  readonly coverage: number;
}

/**
 * Centre of values that scatter symmetrically, with its exact interval: the Walsh averages (x_i + x_j) / 2, i <= j, in
 * order; their median is the estimate, and the k-th from either end bounds the interval that inverts Wilcoxon's
 * signed-rank test (Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3rd ed., sections 3.2 and 3.3).
 * Where even the widest interval covers less than `level` (fewer than 6 values for 95 %) it is returned with the
 * coverage it has. Throws RangeError for no values.
 */
export function hodgesLehmann(values: readonly number[], level = 0.95): Estimate {
  if (values.length === 0) throw new RangeError("hodgesLehmann needs at least one value.");
  const walsh = walshAverages(values);
  const tail = (1 - level) / 2;
  const null_ = coinSumDistribution(values.map((_, i) => i + 1));
  // The largest k with P(V <= k) <= tail leaves out k averages at each end; V is the signed-rank sum.
  let k = 0;
  let below = null_[0]!;
  while (below + null_[k + 1]! <= tail) below += null_[++k]!;
  return {
    value: medianSorted(walsh as number[]),
    low: walsh[k]!,
    high: walsh[walsh.length - 1 - k]!,
    coverage: Math.max(0, 1 - 2 * below),
  };
}

/** All (x_i + x_j) / 2 with i <= j, ascending: n (n + 1) / 2 of them. */
function walshAverages(values: readonly number[]): readonly number[] {
  const averages = new Float64Array((values.length * (values.length + 1)) / 2);
  let next = 0;
  for (let i = 0; i < values.length; i++) {
    for (let j = i; j < values.length; j++) averages[next++] = (values[i]! + values[j]!) / 2;
  }
  // A typed array sorts by value without a comparison function, several times faster.
  return Array.from(averages.sort());
}
