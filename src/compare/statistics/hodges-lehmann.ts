import jStat from "jstat";
import { quickselect } from "simple-statistics";
import { coinSumDistribution } from "./sign-flip.ts";

export interface Estimate {
  /** Hodges–Lehmann: the median of all Walsh averages. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** What the interval covers in truth: at least the level asked for, or less where so few values cannot give it. */
  readonly coverage: number;
}

/** Up to here all Walsh averages are listed and their null distribution is exact; beyond, both would grow out of hand. */
const MOST_LISTED = 200;

/**
 * Centre of values that scatter symmetrically, with its exact interval: the Walsh averages (x_i + x_j) / 2, i <= j, in
 * order; their median is the estimate, and the k-th from either end bounds the interval that inverts Wilcoxon's
 * signed-rank test (Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3rd ed., sections 3.2 and 3.3).
 * Where even the widest interval covers less than `level` (fewer than 6 values for 95 %) it is returned with the
 * coverage it has. Throws RangeError for no values, and for those that are not finite.
 */
export function hodgesLehmann(values: readonly number[], level = 0.95): Estimate {
  if (values.length === 0) throw new RangeError("hodgesLehmann needs at least one value.");
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new RangeError(`values[${wrong}] is ${values[wrong]}; it must be finite.`);
  const count = (values.length * (values.length + 1)) / 2;
  const walsh = values.length <= MOST_LISTED ? listed(values) : selected(values);
  const { leftOut, coverage } = cutOf(values.length, level);
  return {
    value: (walsh(Math.floor((count - 1) / 2)) + walsh(Math.floor(count / 2))) / 2,
    low: walsh(leftOut),
    high: walsh(count - 1 - leftOut),
    coverage,
  };
}

/** The k-th Walsh average in ascending order, from 0. */
type Walsh = (k: number) => number;

function listed(values: readonly number[]): Walsh {
  const averages = new Float64Array((values.length * (values.length + 1)) / 2);
  let next = 0;
  for (let i = 0; i < values.length; i++) {
    for (let j = i; j < values.length; j++) averages[next++] = (values[i]! + values[j]!) / 2;
  }
  return (k) => {
    // Selecting moves elements in place, as it can in a typed array too.
    quickselect(averages as unknown as number[], k);
    return averages[k]!;
  };
}

/** By bisection down to neighbouring numbers: how many averages are at most x is counted in one walk over the values. */
function selected(values: readonly number[]): Walsh {
  const sorted = Float64Array.from(values).sort();
  return (k) => {
    let below = sorted[0]!;
    let above = sorted.at(-1)!;
    if (countAtMost(sorted, below) > k) return below;
    for (;;) {
      const middle = below / 2 + above / 2;
      if (middle <= below || middle >= above) return above;
      if (countAtMost(sorted, middle) > k) above = middle;
      else below = middle;
    }
  };
}

function countAtMost(sorted: Float64Array, x: number): number {
  let count = 0;
  let j = sorted.length - 1;
  for (let i = 0; i <= j; i++) {
    while (j >= i && (sorted[i]! + sorted[j]!) / 2 > x) j--;
    count += j - i + 1;
  }
  return count;
}

/** How many averages an interval leaves out at each end. */
interface Cut {
  readonly leftOut: number;
  readonly coverage: number;
}

const cuts = new Map<string, Cut>();

/** Kept by number of values: thousands of metrics have the same. */
function cutOf(n: number, level: number): Cut {
  const key = `${n} ${level}`;
  const cut = cuts.get(key) ?? (n <= MOST_LISTED ? exactCut(n, level) : normalCut(n, level));
  cuts.set(key, cut);
  return cut;
}

/** The largest k with P(V <= k) <= tail leaves out k averages at each end; V is the signed-rank sum. */
function exactCut(n: number, level: number): Cut {
  const tail = (1 - level) / 2;
  const ranks = Array.from({ length: n }, (_, i) => i + 1);
  const mass = coinSumDistribution(ranks);
  let leftOut = 0;
  let below = mass[0]!;
  while (below + mass[leftOut + 1]! <= tail) below += mass[++leftOut]!;
  return { leftOut, coverage: Math.max(0, 1 - 2 * below) };
}

/** The same with V as normal, which it nearly is for so many values: mean n(n+1)/4, variance n(n+1)(2n+1)/24. */
function normalCut(n: number, level: number): Cut {
  const mean = (n * (n + 1)) / 4;
  const sd = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24);
  return { leftOut: Math.floor(mean - jStat.normal.inv((1 + level) / 2, 0, 1) * sd - 0.5), coverage: level };
}
