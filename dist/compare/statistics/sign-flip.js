// src/compare/statistics/sign-flip.ts
import { median } from "../../vendor/simple-statistics.js";
var TOP = 12;
function clippedScores(differences) {
  if (differences.length === 0) return [];
  const sizes = differences.map(Math.abs);
  const typical = median(sizes);
  return sizes.map((size) => size === 0 ? 0 : Math.round(TOP * Math.min(size / typical, 1)));
}
function signFlipP(differences) {
  const scores = clippedScores(differences);
  const observed = scores.reduce((sum, score, i) => sum + (differences[i] > 0 ? score : 0), 0);
  return upperTail(scores, observed);
}
function upperTail(scores, threshold) {
  const mass = coinSumDistribution(scores);
  let p = 0;
  for (let sum = mass.length - 1; sum >= threshold; sum--) p += mass[sum];
  return Math.min(1, p);
}
function coinSumDistribution(scores) {
  const total = scores.reduce((sum, score) => sum + score, 0);
  const mass = new Float64Array(total + 1);
  mass[0] = 1;
  let reached = 0;
  for (const score of scores) {
    reached += score;
    for (let s = reached; s >= 0; s--) mass[s] = (mass[s] + (s >= score ? mass[s - score] : 0)) / 2;
  }
  return mass;
}
export {
  clippedScores,
  coinSumDistribution,
  signFlipP
};
