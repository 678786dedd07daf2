import { errorFunction } from "simple-statistics";

/** P that x is as high above y as it is by chance (`greater`), or as far from y either way (`two-sided`). */
export type Alternative = "greater" | "two-sided";

interface Ranked {
  /** Sum of the ranks of x among all values, doubled so that ties, which share the middle of their ranks, stay whole. */
  readonly doubledSum: number;
  /** Sizes of the groups of equal values, ascending by value. */
  readonly groups: readonly number[];
}

function rank(x: readonly number[], y: readonly number[]): Ranked {
  const first = Float64Array.from(x).sort();
  const second = Float64Array.from(y).sort();
  const groups: number[] = [];
  let [i, j, doubledSum] = [0, 0, 0];
  while (i < first.length || j < second.length) {
    const value = Math.min(first[i] ?? Number.POSITIVE_INFINITY, second[j] ?? Number.POSITIVE_INFINITY);
    const [fromFirst, from] = [i, i + j];
    while (first[i] === value) i++;
    while (second[j] === value) j++;
    groups.push(i + j - from);
    doubledSum += (i - fromFirst) * (from + i + j + 1);
  }
  return { doubledSum, groups };
}

/** The number of pairs in which x is above y, a tie counting half. */
export function mannWhitneyU(x: readonly number[], y: readonly number[]): number {
  return (rank(x, y).doubledSum - x.length * (x.length + 1)) / 2;
}

/**
 * Exact p of the Mann–Whitney U test, ties included: the distribution of the rank sum over all choices of x's places, by
 * dynamic programming over whole numbers. 1 when all values are equal. For small samples.
 */
export function exactMannWhitneyP(x: readonly number[], y: readonly number[], alternative: Alternative): number {
  const { doubledSum, groups } = rank(x, y);
  const mass = distribution(groups, x.length);
  let [above, below] = [0, 0];
  for (let sum = 0; sum < mass.length; sum++) {
    if (sum >= doubledSum) above += mass[sum]!;
    if (sum <= doubledSum) below += mass[sum]!;
  }
  return Math.min(1, alternative === "greater" ? above : 2 * Math.min(above, below));
}

const withoutTies = new Map<string, Float64Array>();

/** Of the doubled rank sum of x; remembered where there are no ties, because then it depends on the sizes alone. */
function distribution(groups: readonly number[], sizeOfX: number): Float64Array {
  const hasTies = groups.some((size) => size > 1);
  const key = `${sizeOfX}/${groups.length}`;
  const mass = (hasTies ? undefined : withoutTies.get(key)) ?? rankSums(doubledRanks(groups), sizeOfX);
  if (!hasTies) withoutTies.set(key, mass);
  return mass;
}

function doubledRanks(groups: readonly number[]): readonly number[] {
  let before = 0;
  return groups.flatMap((size) => {
    const middle = 2 * before + size + 1;
    before += size;
    return Array.from({ length: size }, () => middle);
  });
}

/** mass[s] = P(the ranks of `chosen` places drawn at random sum to s). */
function rankSums(ranks: readonly number[], chosen: number): Float64Array {
  // The largest sum there can be: that of the largest ranks.
  const most = ranks.slice(ranks.length - chosen).reduce((sum, one) => sum + one, 0);
  const ways = Array.from({ length: chosen + 1 }, () => new Float64Array(most + 1));
  ways[0]![0] = 1;
  for (const [seen, one] of ranks.entries()) {
    // Downwards, so that a place is chosen once.
    for (let taken = Math.min(chosen, seen + 1); taken >= 1; taken--) {
      const [from, to] = [ways[taken - 1]!, ways[taken]!];
      for (let sum = one; sum <= most; sum++) to[sum]! += from[sum - one]!;
    }
  }
  const mass = ways[chosen]!;
  const all = mass.reduce((sum, one) => sum + one, 0);
  return mass.map((one) => one / all);
}

/** The normal approximation with the correction for ties and none for continuity, for larger samples. */
export function asymptoticMannWhitneyP(x: readonly number[], y: readonly number[], alternative: Alternative): number {
  const { doubledSum, groups } = rank(x, y);
  const u = (doubledSum - x.length * (x.length + 1)) / 2;
  const all = x.length + y.length;
  const ties = groups.reduce((sum, size) => sum + size ** 3 - size, 0);
  const variance = ((x.length * y.length) / 12) * (all + 1 - ties / (all * (all - 1)));
  const z = variance === 0 ? 0 : (u - (x.length * y.length) / 2) / Math.sqrt(variance);
  const above = (value: number) => (1 - errorFunction(value / Math.SQRT2)) / 2;
  return alternative === "greater" ? above(z) : Math.min(1, 2 * above(Math.abs(z)));
}
