/** The largest score, so that the null distribution stays a small table of integers. */
const TOP = 12;

/** One-sided p of both directions. */
export interface SignFlip {
  /** Small when the differences are above zero. */
  readonly worse: number;
  /** Small when they are below. */
  readonly better: number;
}

/**
 * Scores of the differences: whole numbers 0–12 in proportion to |d|, clipped at the median |d|. They depend on |d|
 * alone, so that flipping signs keeps them; a zero difference scores 0. Clipping keeps one outlier round from outweighing
 * the others: a wild round says which way it points, not how far. Throws RangeError where a difference is not finite.
 */
export function clippedScores(differences: readonly number[]): readonly number[] {
  const typical = medianSize(differences);
  return differences.map((d, i) => {
    if (!Number.isFinite(d)) throw new RangeError(`differences[${i}] is ${d}; it must be finite.`);
    return d === 0 ? 0 : Math.round(TOP * Math.min(Math.abs(d) / typical, 1));
  });
}

/**
 * Exact one-sided p, a direction each, of the sign-flip (randomisation) test: how likely fair coins make the scores of
 * the positive (negative) differences sum to as much as they do here. Its assumption is only that without an effect each
 * difference is as likely to be +x as -x, which the coin that assigns the slots brings about by design. Never below 2^-n;
 * 1 when there are no differences. Throws RangeError where a difference is not finite.
 *
 * The distribution of the sum over all 2^n sign patterns comes by dynamic programming over whole numbers (Pagano and
 * Tritchler 1983, "On obtaining permutation distributions in polynomial time"). It is symmetric, so that the shorter of
 * its two ends gives both ps. With ranks for scores it would be Wilcoxon's signed-rank test.
 */
export function signFlipPs(differences: readonly number[]): SignFlip {
  const scores = clippedScores(differences);
  let positive = 0;
  let negative = 0;
  for (let i = 0; i < scores.length; i++) {
    if (differences[i]! > 0) positive += scores[i]!;
    else negative += scores[i]!;
  }
  const shorter = Math.min(positive, negative);
  const mass = coinSumDistribution(scores, shorter);
  let below = 0;
  for (let sum = 0; sum < shorter; sum++) below += mass[sum]!;
  // P(sum >= the larger part) = P(sum <= the smaller), and P(sum >= the smaller) = 1 - P(sum < the smaller).
  const small = below + mass[shorter]!;
  const large = 1 - below;
  return {
    worse: positive > negative ? small : large,
    better: negative > positive ? small : large,
  };
}

/** The p that the differences are above zero by chance: signFlipPs(differences).worse. */
export function signFlipP(differences: readonly number[]): number {
  return signFlipPs(differences).worse;
}

/** mass[s] = P(sum of the scores whose fair coin shows heads = s), for s up to `top`; all of them when it is left out. */
export function coinSumDistribution(scores: readonly number[], top = Number.POSITIVE_INFINITY): Float64Array {
  const total = scores.reduce((sum, score) => sum + score, 0);
  const mass = new Float64Array(Math.min(total, top) + 1);
  mass[0] = 1;
  let reached = 0;
  for (const score of scores) {
    reached = Math.min(reached + score, mass.length - 1);
    // Downwards, so that mass[s - score] is still without this score.
    for (let s = reached; s >= score; s--) mass[s] = (mass[s]! + mass[s - score]!) / 2;
    for (let s = Math.min(score - 1, reached); s >= 0; s--) mass[s]! /= 2;
  }
  return mass;
}

function medianSize(differences: readonly number[]): number {
  const sizes = new Float64Array(differences.length);
  for (let i = 0; i < sizes.length; i++) sizes[i] = Math.abs(differences[i]!);
  sizes.sort();
  const middle = sizes.length >> 1;
  return sizes.length % 2 === 1 ? sizes[middle]! : (sizes[middle - 1]! + sizes[middle]!) / 2;
}
