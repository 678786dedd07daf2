// src/compare/statistics/joint-flip.ts
import { generator } from "./random.js";
var MOST_COUNTED = 14;
var DRAWN = 9999;
var SEED = 1;
function jointFlipP(scores) {
  const rounds = scores[0]?.length ?? 0;
  const unequal = scores.findIndex((one) => one.length !== rounds);
  if (unequal >= 0)
    throw new RangeError(`scores[${unequal}] has ${scores[unequal].length} rounds, the first ${rounds}.`);
  const products = productsOf(scores, rounds);
  const observed = sizeOf(new Int8Array(rounds).fill(1), products);
  const reached = (signs) => sizeOf(signs, products) >= observed * (1 - 1e-9);
  return rounds <= MOST_COUNTED ? counted(rounds, reached) : drawn(rounds, reached);
}
function productsOf(scores, rounds) {
  const products = Array.from({ length: rounds }, () => new Float64Array(rounds));
  for (const one of scores) {
    for (let r = 0; r < rounds; r++) {
      if (one[r] === 0) continue;
      for (let q = 0; q < rounds; q++) products[r][q] += one[r] * one[q];
    }
  }
  return products;
}
function sizeOf(signs, products) {
  let size = 0;
  for (let r = 0; r < signs.length; r++) {
    let row = 0;
    for (let q = 0; q < signs.length; q++) row += signs[q] * products[r][q];
    size += signs[r] * row;
  }
  return size;
}
function counted(rounds, isReached) {
  const patterns = 2 ** Math.max(0, rounds - 1);
  const signs = new Int8Array(rounds);
  let reached = 0;
  for (let pattern = 0; pattern < patterns; pattern++) {
    for (let r = 0; r < rounds; r++) signs[r] = pattern >> r - 1 & 1 && r > 0 ? -1 : 1;
    if (isReached(signs)) reached++;
  }
  return reached / patterns;
}
function drawn(rounds, isReached) {
  const random = generator(SEED);
  const signs = new Int8Array(rounds);
  let reached = 1;
  for (let draw = 0; draw < DRAWN; draw++) {
    for (let r = 0; r < rounds; r++) signs[r] = random() < 0.5 ? -1 : 1;
    if (isReached(signs)) reached++;
  }
  return reached / (DRAWN + 1);
}
export {
  jointFlipP
};
