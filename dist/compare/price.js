// src/compare/price.ts
import { roundsForShare, smallestVisible } from "./statistics/power.js";
var ROUNDS = { quick: 10, standard: 12, thorough: 30 };
var USUAL_NOISE = 0.027;
var USUAL_FAMILY = 6;
function priceOf({ effort, maxMinutes, secondsPerRound, falseAlarms }) {
  const fitting = Math.floor(maxMinutes * 60 / secondsPerRound);
  const rounds = Math.max(1, Math.min(ROUNDS[effort], fitting));
  const share = falseAlarms / USUAL_FAMILY;
  const blind = rounds < roundsForShare(share);
  const cut = rounds < ROUNDS[effort];
  const seconds = rounds * secondsPerRound;
  const visible = smallestVisible(USUAL_NOISE, rounds, share);
  const sees = blind || visible === null ? `too few to show any slowdown: ${roundsForShare(share)} are needed with ${USUAL_FAMILY} gating metrics` : `sees ≥ ${(Math.expm1(visible) * 100).toFixed(1)} % at the usual noise of ${USUAL_NOISE * 100} % a round and ${USUAL_FAMILY} gating metrics`;
  const said = cut ? ` (gate.maxMinutes is ${maxMinutes}; effort ${effort} wants ${ROUNDS[effort]})` : "";
  return {
    rounds,
    fitting,
    cut,
    seconds,
    blind,
    line: `${rounds} rounds of ${secondsPerRound.toFixed(0)} s ≈ ${(seconds / 60).toFixed(1)} minutes${said}`,
    sees
  };
}
function roundsToBlock(gating, falseAlarms) {
  return gating === 0 ? 0 : roundsForShare(falseAlarms / gating);
}
export {
  priceOf,
  roundsToBlock
};
