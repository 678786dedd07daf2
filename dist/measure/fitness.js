// src/measure/fitness.ts
import { mean, median, medianAbsoluteDeviation } from "../vendor/simple-statistics.js";
var STEAL_LIMIT = 0.1;
var ENOUGH = 5;
var LEAP = 2.5;
var LEAPS_ALLOWED = 1 / 3;
function unfitRound({ steal }) {
  if (steal === null || steal <= STEAL_LIMIT) return null;
  return `the hypervisor took ${percent(steal)} of the CPU time (more than ${percent(STEAL_LIMIT)})`;
}
function runnerFitness(rounds) {
  if (rounds.length < ENOUGH) return { kind: "fit" };
  const robbed = rounds.filter((one) => unfitRound(one) !== null).length;
  if (robbed > rounds.length / 2) {
    const why = `in ${robbed} of ${rounds.length} rounds the hypervisor took more than ${percent(STEAL_LIMIT)} of the CPU time`;
    return { kind: "unfit", why };
  }
  const leaps = rounds.filter((one, i) => i > 0 && isLeap(rounds[i - 1], one)).length;
  if (leaps > (rounds.length - 1) * LEAPS_ALLOWED) {
    const why = `a fixed task took more than ${LEAP} times as long as a round earlier, or less than 1/${LEAP} of it, in ${leaps} of ${rounds.length - 1} rounds`;
    return { kind: "unfit", why };
  }
  return { kind: "fit" };
}
function isLeap(before, after) {
  return Math.abs(Math.log(after.calibration / before.calibration)) > Math.log(LEAP);
}
function sayNoise(rounds) {
  if (rounds.length === 0) return "nothing was measured";
  const times = rounds.map(({ calibration }) => calibration);
  const scatter = Math.expm1(1.4826 * medianAbsoluteDeviation(times.map(Math.log)));
  const task = `fixed task ${median(times).toFixed(0)} ms ± ${(scatter * 100).toFixed(0)} % a round`;
  const steals = rounds.flatMap(({ steal }) => steal === null ? [] : [steal]);
  if (steals.length === 0) return `${task}; the system does not tell how much CPU time is stolen`;
  return `${task}, ${percent(mean(steals))} of CPU time stolen, at most ${percent(Math.max(...steals))}`;
}
function percent(share) {
  return `${(share * 100).toFixed(1).replace(/^(\d{2,})\.0$/, "$1")} %`;
}
export {
  runnerFitness,
  sayNoise,
  unfitRound
};
