// src/compare/statistics/min-p.ts
import { clippedScores, coinSumDistribution } from "./sign-flip.js";
var MOST_COUNTED = 5e7;
var BLOCK_ROUNDS = 10;
function minPAdjusted(differences) {
  const rounds = differences[0]?.length ?? 0;
  const unequal = differences.findIndex((one) => one.length !== rounds);
  if (unequal >= 0)
    throw new RangeError(`differences[${unequal}] has ${differences[unequal].length} rounds, the first ${rounds}.`);
  if (2 ** rounds * differences.length > MOST_COUNTED) return null;
  const metrics = differences.map((one, index) => flippable(one, index));
  const order = [...metrics].sort((a, b) => a.observed - b.observed);
  const reached = countReached(order, rounds);
  const adjusted = new Array(metrics.length);
  let largest = 0;
  for (const [rank, { index }] of order.entries()) {
    largest = Math.max(largest, reached[rank] / 2 ** rounds);
    adjusted[index] = largest;
  }
  return adjusted;
}
function flippable(differences, index) {
  const present = differences.filter((d) => d !== null);
  const scores = clippedScores(present);
  const sum = scores.reduce((total, score, i) => total + (present[i] > 0 ? score : 0), 0);
  let next = 0;
  const steps = differences.map((d) => d === null ? 0 : d > 0 ? -scores[next++] : scores[next++]);
  const mass = coinSumDistribution(scores);
  const counts = new Int32Array(mass.length);
  let tail = 0;
  for (let s = mass.length - 1; s >= 0; s--) {
    tail += mass[s];
    counts[s] = tail * 2 ** differences.length;
  }
  const first = sumsOfFlips(sum, steps.slice(0, BLOCK_ROUNDS));
  const rest = sumsOfFlips(0, steps.slice(BLOCK_ROUNDS));
  return { index, counts, observed: counts[sum], first, rest };
}
function sumsOfFlips(start, steps) {
  const sums = new Int16Array(2 ** steps.length).fill(start, 0, 1);
  for (const [round, step] of steps.entries()) {
    const known = 2 ** round;
    for (let i = 0; i < known; i++) sums[known + i] = sums[i] + step;
  }
  return sums;
}
function countReached(order, rounds) {
  const reached = new Float64Array(order.length);
  const smallest = new Int32Array(2 ** Math.min(rounds, BLOCK_ROUNDS));
  const blocks = 2 ** Math.max(0, rounds - BLOCK_ROUNDS);
  for (let block = 0; block < blocks; block++) {
    smallest.fill(2 ** rounds);
    for (let rank = order.length - 1; rank >= 0; rank--) reached[rank] += lowerBy(order[rank], block, smallest);
  }
  return reached;
}
function lowerBy({ counts, observed, first, rest }, block, smallest) {
  const offset = rest[block];
  let reached = 0;
  for (let i = 0; i < smallest.length; i++) {
    const p = Math.min(smallest[i], counts[first[i] + offset]);
    smallest[i] = p;
    if (p <= observed) reached++;
  }
  return reached;
}
export {
  minPAdjusted
};
