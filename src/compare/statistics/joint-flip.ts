/** One sign-flip test of many metrics at once, whatever their number and however they hang together. */
import { generator } from "./random.ts";

/** Rounds of which all sign patterns are counted: 2^13 of them, as a pattern and its mirror are alike. */
const MOST_COUNTED = 14;
/** Patterns that are drawn where there are more. */
const DRAWN = 9_999;
/** Fixed: the same rounds are judged alike every time. */
const SEED = 1;

/**
 * p that nothing but chance moved any of the metrics, either way: `scores[k][r]` is how far metric k moved in round r, 0 where
 * that round tells nothing. All scores of a round are flipped together, which keeps how the metrics hang together; the
 * statistic is the sum over metrics of the square of each one's sum. Where all move together only the pattern at hand and its
 * mirror reach it, so that p can be as small as 2^(1 - rounds), of a thousand metrics as of one. Exact up to 14 rounds; else
 * the share of drawn patterns, with the one at hand among them (Phipson and Smyth 2010). 1 where nothing was scored. Throws
 * RangeError for metrics of unequal rounds.
 */
export function jointFlipP(scores: readonly (readonly number[])[]): number {
  const rounds = scores[0]?.length ?? 0;
  const unequal = scores.findIndex((one) => one.length !== rounds);
  if (unequal >= 0)
    throw new RangeError(`scores[${unequal}] has ${scores[unequal]!.length} rounds, the first ${rounds}.`);
  const products = productsOf(scores, rounds);
  const observed = sizeOf(new Int8Array(rounds).fill(1), products);
  // Equal sums differ by what adding them up in another order rounds off.
  const reached = (signs: Int8Array) => sizeOf(signs, products) >= observed * (1 - 1e-9);
  return rounds <= MOST_COUNTED ? counted(rounds, reached) : drawn(rounds, reached);
}

/** [r][q]: the scores of two rounds multiplied, summed over the metrics, so that a pattern's cost is that of the rounds alone. */
function productsOf(scores: readonly (readonly number[])[], rounds: number): readonly Float64Array[] {
  const products = Array.from({ length: rounds }, () => new Float64Array(rounds));
  for (const one of scores) {
    for (let r = 0; r < rounds; r++) {
      if (one[r] === 0) continue;
      for (let q = 0; q < rounds; q++) products[r]![q]! += one[r]! * one[q]!;
    }
  }
  return products;
}

function sizeOf(signs: Int8Array, products: readonly Float64Array[]): number {
  let size = 0;
  for (let r = 0; r < signs.length; r++) {
    let row = 0;
    for (let q = 0; q < signs.length; q++) row += signs[q]! * products[r]![q]!;
    size += signs[r]! * row;
  }
  return size;
}

function counted(rounds: number, isReached: (signs: Int8Array) => boolean): number {
  // The first round stays: a pattern and its mirror reach the same.
  const patterns = 2 ** Math.max(0, rounds - 1);
  const signs = new Int8Array(rounds);
  let reached = 0;
  for (let pattern = 0; pattern < patterns; pattern++) {
    for (let r = 0; r < rounds; r++) signs[r] = (pattern >> (r - 1)) & 1 && r > 0 ? -1 : 1;
    if (isReached(signs)) reached++;
  }
  return reached / patterns;
}

function drawn(rounds: number, isReached: (signs: Int8Array) => boolean): number {
  const random = generator(SEED);
  const signs = new Int8Array(rounds);
  let reached = 1;
  for (let draw = 0; draw < DRAWN; draw++) {
    for (let r = 0; r < rounds; r++) signs[r] = random() < 0.5 ? -1 : 1;
    if (isReached(signs)) reached++;
  }
  return reached / (DRAWN + 1);
}
