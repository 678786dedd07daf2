// src/compare/statistics/power.ts
import { medianAbsoluteDeviation, probit, sampleStandardDeviation } from "../../vendor/simple-statistics.js";
var POWER = 0.95;
var ALLOWANCE = 1.2;
function spread(differences) {
  if (differences.length < 2) return 0;
  const robust = 1.4826 * medianAbsoluteDeviation(differences);
  return robust > 0 ? robust : sampleStandardDeviation(differences);
}
function roundsForShare(share) {
  let rounds = 0;
  for (let p = 1; p > share; p /= 2) rounds++;
  return rounds;
}
function smallestVisible(sd, rounds, share) {
  if (rounds < roundsForShare(share)) return null;
  return (probit(1 - share) + probit(POWER)) * sd * Math.sqrt(ALLOWANCE / rounds);
}
function roundsNeeded(sd, effect, share) {
  const z = probit(1 - share) + probit(POWER);
  return Math.max(roundsForShare(share), Math.ceil(ALLOWANCE * (z * sd) ** 2 / effect ** 2));
}
export {
  roundsForShare,
  roundsNeeded,
  smallestVisible,
  spread
};
