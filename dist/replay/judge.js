// src/replay/judge.ts
import { compareAll } from "../compare/compare.js";
import { isOpen } from "../compare/judge.js";
import { standingOf } from "../compare/live.js";
import { FIRST_ATTEMPT, firstLooks, SCHEDULES, weighLooks } from "../compare/looks.js";
import { firstRounds } from "../compare/rounds.js";
import { intervalOf } from "../model/comparison.js";
import { laneOf } from "../model/metric.js";
import { seriesOf } from "./series.js";
function judgePullRequest({ id, metrics }, settings) {
  const { falseAlarms, effort } = settings;
  const last = SCHEDULES[effort].at(-1);
  const series = metrics.map((past) => seriesOf(past, settings)).map((one) => upTo(last, one));
  const plan = planOf(series, settings);
  const { comparisons } = compareAll({ series, overrides: [], falseAlarms, plan, stopping: true });
  const gating = comparisons.filter(({ rule }) => rule.role === "gate");
  const regressed = gating.filter(({ change }) => change === "regressed");
  return {
    id,
    verdict: regressed.length > 0 ? "fail" : gating.some(isOpen) ? "inconclusive" : "pass",
    rounds: regressed.length > 0 ? Math.min(...regressed.map(roundOf)) : Math.max(0, ...gating.map(roundOf)),
    metrics: comparisons.map(replayed)
  };
}
var upTo = (rounds, series) => series.kind === "exact" ? series : firstRounds(series, rounds);
function planOf(series, { falseAlarms, effort }) {
  const family = series.filter(({ kind, metric }) => kind !== "exact" && metric.role === "gate").length;
  const collectors = [...new Set(series.map(({ metric }) => laneOf(metric)))].sort();
  return {
    family,
    collectors: collectors.map((collector) => {
      const { part, sharers } = standingOf(series, collector, family, []);
      const shared = { family: sharers, falseAlarms, share: FIRST_ATTEMPT };
      return firstLooks(collector, part, weighLooks({ looks: SCHEDULES[effort], ...shared }));
    })
  };
}
var roundOf = ({ metric, rounds }) => metric.kind === "exact" ? 0 : rounds;
function replayed(comparison) {
  const { metric, change, p, effect } = comparison;
  const shown = change === "new" || change === "missing" || change === "changed" ? "inconclusive" : change;
  const worse = effect && [effect.value, effect.low, effect.high].map((value) => relativeWorse(value, comparison));
  const [estimate = null, low = null, high = null] = worse ?? [];
  const isBounded = intervalOf(effect) !== null && low !== null && high !== null;
  const interval = isBounded ? [Math.min(low, high), Math.max(low, high)] : null;
  return { id: metric.id, change: shown, p, estimate, interval, round: roundOf(comparison) };
}
function relativeWorse(value, { metric, base }) {
  const isLower = metric.better === "lower";
  const size = metric.scale === "ratio" ? 1 : Math.abs(base ?? 0);
  if (size === 0) return value === 0 ? 0 : null;
  return (isLower ? value : -value) / size;
}
export {
  judgePullRequest
};
