import { clippedScores, coinSumDistribution } from "./sign-flip.ts";

/** Sign patterns times metrics that are counted at most: a quarter of a second, whatever the signs. */
const MOST_COUNTED = 5e7;

/** Patterns are counted in blocks of 2^10, so that what is kept beside them stays small. */
const BLOCK_ROUNDS = 10;

/**
 * Step-down min-P of Westfall and Young, one-sided: `differences[k][r]` is how much worse head was in round r by metric k,
 * null where that round gave none. Returns the adjusted p of each metric's sign-flip test in the order given; rejecting
 * where it is <= alpha keeps the chance of any false rejection at alpha. null where there are too many patterns to count:
 * 2^rounds * metrics, which knows nothing of the signs. Throws RangeError for metrics of unequal rounds and for differences
 * that are not finite.
 *
 * One coin a round assigned the slots for all metrics at once, so all differences of a round are flipped together, in all
 * 2^n ways: how the metrics hang together is kept, and exactly. With metrics ordered p_1 <= ... <= p_m, the adjusted p of
 * the j-th is the share of patterns in which min(p*_j, ..., p*_m) <= p_j, made monotone in j (Westfall and Young 1993,
 * Resampling-Based Multiple Testing, algorithm 2.8; Romano and Wolf 2005, "Exact and approximate stepdown methods").
 *
 * Why it holds whichever metrics are truly worse: let j be the first true null in that order. All true nulls are among
 * j, ..., m, so the share counted for j is at least the share in which the smallest p* of the true nulls alone is <= the
 * smallest p of theirs, and that is the exact randomisation p of one test, <= alpha with probability <= alpha at most. It
 * is never above Holm's p, which bounds the share of a minimum by the sum of the m - j + 1 shares.
 */
export function minPAdjusted(differences: readonly (readonly (number | null)[])[]): readonly number[] | null {
  const rounds = differences[0]?.length ?? 0;
  const unequal = differences.findIndex((one) => one.length !== rounds);
  if (unequal >= 0)
    throw new RangeError(`differences[${unequal}] has ${differences[unequal]!.length} rounds, the first ${rounds}.`);
  if (2 ** rounds * differences.length > MOST_COUNTED) return null;
  const metrics = differences.map((one, index) => flippable(one, index));
  const order = [...metrics].sort((a, b) => a.observed - b.observed);
  const reached = countReached(order, rounds);
  const adjusted = new Array<number>(metrics.length);
  let largest = 0;
  for (const [rank, { index }] of order.entries()) {
    largest = Math.max(largest, reached[rank]! / 2 ** rounds);
    adjusted[index] = largest;
  }
  return adjusted;
}

/** A metric's test as whole numbers, so that equal ps are equal: every p is a count of patterns, p * 2^rounds. */
interface Flippable {
  readonly index: number;
  /** The p of each sum of scores, as a count. */
  readonly counts: Int32Array;
  /** The p of the signs there are, as a count. */
  readonly observed: number;
  /** Sums by the flips of the first rounds, and what the flips of the others add: sum = first[i] + rest[j]. */
  readonly first: Int16Array;
  readonly rest: Int16Array;
}

function flippable(differences: readonly (number | null)[], index: number): Flippable {
  const present = differences.filter((d) => d !== null);
  const scores = clippedScores(present);
  const sum = scores.reduce((total, score, i) => total + (present[i]! > 0 ? score : 0), 0);
  let next = 0;
  // A round without a difference changes nothing when it is flipped.
  const steps = differences.map((d) => (d === null ? 0 : d > 0 ? -scores[next++]! : scores[next++]!));
  const mass = coinSumDistribution(scores);
  const counts = new Int32Array(mass.length);
  let tail = 0;
  // Exact: each mass is a whole number of 2^-rounds, and rounds are few.
  for (let s = mass.length - 1; s >= 0; s--) {
    tail += mass[s]!;
    counts[s] = tail * 2 ** differences.length;
  }
  const first = sumsOfFlips(sum, steps.slice(0, BLOCK_ROUNDS));
  const rest = sumsOfFlips(0, steps.slice(BLOCK_ROUNDS));
  return { index, counts, observed: counts[sum]!, first, rest };
}

/** `start` and the steps of the flipped rounds, for every set of rounds: bit r of the index says whether r is flipped. */
function sumsOfFlips(start: number, steps: readonly number[]): Int16Array {
  const sums = new Int16Array(2 ** steps.length).fill(start, 0, 1);
  for (const [round, step] of steps.entries()) {
    const known = 2 ** round;
    for (let i = 0; i < known; i++) sums[known + i] = sums[i]! + step;
  }
  return sums;
}

/** For each metric the patterns in which the smallest p of it and those after it is no larger than its own. */
function countReached(order: readonly Flippable[], rounds: number): Float64Array {
  const reached = new Float64Array(order.length);
  const smallest = new Int32Array(2 ** Math.min(rounds, BLOCK_ROUNDS));
  const blocks = 2 ** Math.max(0, rounds - BLOCK_ROUNDS);
  for (let block = 0; block < blocks; block++) {
    smallest.fill(2 ** rounds);
    for (let rank = order.length - 1; rank >= 0; rank--) reached[rank]! += lowerBy(order[rank]!, block, smallest);
  }
  return reached;
}

/** Lowers the smallest ps of a block to those of one metric, and counts those at or below the one it has. */
function lowerBy({ counts, observed, first, rest }: Flippable, block: number, smallest: Int32Array): number {
  const offset = rest[block]!;
  let reached = 0;
  for (let i = 0; i < smallest.length; i++) {
    const p = Math.min(smallest[i]!, counts[first[i]! + offset]!);
    smallest[i] = p;
    if (p <= observed) reached++;
  }
  return reached;
}
