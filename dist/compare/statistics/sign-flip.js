// src/compare/statistics/sign-flip.ts
var TOP = 12;
function clippedScores(differences) {
  const typical = medianSize(differences);
  return differences.map((d, i) => {
    if (!Number.isFinite(d)) throw new RangeError(`differences[${i}] is ${d}; it must be finite.`);
    return d === 0 ? 0 : Math.round(TOP * Math.min(Math.abs(d) / typical, 1));
  });
}
function signFlipPs(differences) {
  const scores = clippedScores(differences);
  let positive = 0;
  let negative = 0;
  for (let i = 0; i < scores.length; i++) {
    if (differences[i] > 0) positive += scores[i];
    else negative += scores[i];
  }
  const shorter = Math.min(positive, negative);
  const mass = coinSumDistribution(scores, shorter);
  let below = 0;
  for (let sum = 0; sum < shorter; sum++) below += mass[sum];
  const small = below + mass[shorter];
  const large = 1 - below;
  return {
    worse: positive > negative ? small : large,
    better: negative > positive ? small : large
  };
}
function signFlipP(differences) {
  return signFlipPs(differences).worse;
}
function coinSumDistribution(scores, top = Number.POSITIVE_INFINITY) {
  const total = scores.reduce((sum, score) => sum + score, 0);
  const mass = new Float64Array(Math.min(total, top) + 1);
  mass[0] = 1;
  let reached = 0;
  for (const score of scores) {
    reached = Math.min(reached + score, mass.length - 1);
    for (let s = reached; s >= score; s--) mass[s] = (mass[s] + mass[s - score]) / 2;
    for (let s = Math.min(score - 1, reached); s >= 0; s--) mass[s] /= 2;
  }
  return mass;
}
function medianSize(differences) {
  const sizes = new Float64Array(differences.length);
  for (let i = 0; i < sizes.length; i++) sizes[i] = Math.abs(differences[i]);
  sizes.sort();
  const middle = sizes.length >> 1;
  return sizes.length % 2 === 1 ? sizes[middle] : (sizes[middle - 1] + sizes[middle]) / 2;
}
export {
  clippedScores,
  coinSumDistribution,
  signFlipP,
  signFlipPs
};
