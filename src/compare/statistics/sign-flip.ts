import { median } from "simple-statistics";

/** The largest score, so that the null distribution stays a small table of integers. */
const TOP = 12;

/**
 * Scores of the differences: whole numbers 0–12 in proportion to |d|, clipped at the median |d|. They depend on |d|
 * alone, so that flipping signs keeps them; a zero difference scores 0. Clipping keeps one outlier round from outweighing
 * the others: a wild round says which way it points, not how far.
 */
export function clippedScores(differences: readonly number[]): readonly number[] {
  if (differences.length === 0) return [];
  const sizes = differences.map(Math.abs);
  const typical = median(sizes);
  return sizes.map((size) => (size === 0 ? 0 : Math.round(TOP * Math.min(size / typical, 1))));
}

/**
 * Exact one-sided p of the sign-flip (randomisation) test: how likely fair coins make the scores of the positive
 * differences sum to as much as they do here. Small when the differences are above zero. Its assumption is only that
 * without an effect each difference is as likely to be +x as -x, which the coin that assigns the slots brings about by
 * design. Never below 2^-n; 1 when there are no differences.
 *
 * The distribution of the sum over all 2^n sign patterns comes by dynamic programming over whole numbers (Pagano and
 * Tritchler 1983, "On obtaining permutation distributions in polynomial time"). With ranks for scores it would be
 * Wilcoxon's signed-rank test.
 */
export function signFlipP(differences: readonly number[]): number {
  const scores = clippedScores(differences);
  const observed = scores.reduce((sum, score, i) => sum + (differences[i]! > 0 ? score : 0), 0);
  return upperTail(scores, observed);
}

/** P(sum of the scores whose fair coin shows heads >= threshold); scores whole and not negative. */
function upperTail(scores: readonly number[], threshold: number): number {
  const mass = coinSumDistribution(scores);
  let p = 0;
  for (let sum = mass.length - 1; sum >= threshold; sum--) p += mass[sum]!;
  return Math.min(1, p);
}

/** mass[s] = P(sum of the scores whose fair coin shows heads = s). */
export function coinSumDistribution(scores: readonly number[]): Float64Array {
  const total = scores.reduce((sum, score) => sum + score, 0);
  const mass = new Float64Array(total + 1);
  mass[0] = 1;
  let reached = 0;
  for (const score of scores) {
    reached += score;
    // Downwards, so that mass[s - score] is still without this score.
    for (let s = reached; s >= 0; s--) mass[s] = (mass[s]! + (s >= score ? mass[s - score]! : 0)) / 2;
  }
  return mass;
}
