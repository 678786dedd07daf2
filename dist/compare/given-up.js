// src/compare/given-up.ts
import { laneOf } from "../model/metric.js";
import { HOPE } from "./paired.js";
import { roundsNeeded } from "./statistics/power.js";
import { toScale } from "./tested.js";
var GIVEN_UP = "too noisy to be settled in the last stored jobs; it gates again after quieter ones, or with role: gate in the config";
function givenUpIn({
  comparisons,
  plan,
  family,
  falseAlarms
}) {
  const share = falseAlarms / Math.max(1, family);
  const isGivenUp = (one) => {
    const looks = plan?.collectors.find(({ collector }) => collector === laneOf(one.metric));
    if (looks === void 0) return false;
    if (one.rule.role === "gate") return isLeftOpen(one, looks) && takesMore(one, looks, share, HOPE);
    return one.metric.roleReason === GIVEN_UP && takesMore(one, looks, share, 1);
  };
  return comparisons.filter(isGivenUp).map(({ metric }) => metric.id);
}
function isLeftOpen({ change }, { ended }) {
  return change === "inconclusive" && (ended === "futile" || ended === "spent");
}
function takesMore({ metric, rule, noise }, { looks }, share, times) {
  const best = Math.max(0, ...looks.map(({ weight }) => weight));
  if (noise === null || best === 0 || !(rule.detect > 0)) return false;
  return roundsNeeded(noise, toScale(rule.detect, metric), share * best) > times * looks.at(-1).rounds;
}
function givenUpLately(jobs) {
  return new Set([...new Set(jobs.flat())].filter((id) => isWatchedAfter(jobs.map((job) => job.includes(id)))));
}
function isWatchedAfter(givenUp) {
  return givenUp.reduce((isWatched, _, at) => {
    const newest = givenUp.slice(Math.max(0, at - 2), at + 1).filter((one) => one).length;
    return newest >= (isWatched ? 2 : 3);
  }, false);
}
function watchGivenUp(series, givenUp) {
  return series.map(
    (one) => one.kind !== "exact" && one.metric.role === "gate" && givenUp.has(one.metric.id) ? { ...one, metric: { ...one.metric, role: "watch", roleReason: GIVEN_UP } } : one
  );
}
export {
  givenUpIn,
  givenUpLately,
  watchGivenUp
};
