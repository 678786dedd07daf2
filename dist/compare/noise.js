// src/compare/noise.ts
import { laneOf } from "../model/metric.js";
import { standingOf } from "./live.js";
import { FIRST_ATTEMPT, firstLooks, looksWithin, SCHEDULES, weighLooks } from "./looks.js";
import { meantBy } from "./prepare.js";
import { divide } from "./price.js";
import { testRounds } from "./rounds.js";
import { resolveRule } from "./rules.js";
import { smallestVisible } from "./statistics/power.js";
import { fromScale, toScale } from "./tested.js";
function effortPlans(gate, times) {
  const full = (effort) => planOf(
    effort,
    times.map((time) => ({ ...time, rounds: mostOf(effort, time) }))
  );
  const wanted = times.map((time) => mostOf(gate.effort, time) * time.seconds);
  const parts = divide(gate.maxMinutes * 60, wanted);
  const fitting = times.map((time, i) => {
    const fits = Math.min(mostOf(gate.effort, time), Math.floor(parts[i] / time.seconds));
    return { ...time, rounds: looksWithin(gate.effort, fits).at(-1) };
  });
  return {
    asSet: planOf(gate.effort, fitting),
    efforts: { quick: full("quick"), standard: full("standard"), thorough: full("thorough") }
  };
}
var mostOf = (effort, { most }) => most ?? SCHEDULES[effort].at(-1);
function planOf(effort, all) {
  return {
    effort,
    rounds: Object.fromEntries(all.map(({ collector, rounds }) => [collector, rounds])),
    minutes: all.reduce((sum, { rounds, seconds }) => sum + rounds * seconds, 0) / 60
  };
}
function noiseRows({ series, overrides, falseAlarms, asSet, efforts }) {
  const gating = series.flatMap((one) => one.kind === "exact" ? [] : testGating(one, overrides));
  const visibleAt = (tested, { effort, rounds }) => {
    const collector = laneOf(tested.metric);
    const { sharers } = standingOf(series, collector, gating.length, overrides);
    const last = looksOf(effort, rounds[collector] ?? 0, sharers, falseAlarms).at(-1);
    return visibleTo(tested, last.rounds, falseAlarms * last.weight / sharers);
  };
  return gating.map((tested) => ({
    metric: { ...tested.metric, tolerate: tested.rule.tolerate },
    rounds: tested.rounds,
    noise: noiseOf(tested),
    detect: tested.rule.detect,
    asSet: visibleAt(tested, asSet),
    visible: {
      quick: visibleAt(tested, efforts.quick),
      standard: visibleAt(tested, efforts.standard),
      thorough: visibleAt(tested, efforts.thorough)
    }
  }));
}
function watchedNoise({ series, overrides }) {
  const watched = series.flatMap((one) => one.kind === "exact" ? [] : testOf(one, overrides, "watch"));
  return watched.filter(({ rounds, metric }) => rounds > 0 || metric.roleReason !== void 0).map((tested) => ({ metric: tested.metric, rounds: tested.rounds, noise: noiseOf(tested) }));
}
var testGating = (series, overrides) => testOf(series, overrides, "gate");
function noiseOf({ metric, rounds, noise }) {
  return rounds < 2 ? null : fromScale(noise, metric);
}
function testOf(series, overrides, role) {
  const rule = resolveRule(series.metric, overrides);
  if (rule === "off" || rule.role !== role) return [];
  return [testRounds(series, meantBy(series, overrides), rule, Number.POSITIVE_INFINITY)];
}
function planFor({ effort, rounds }, { series, overrides, falseAlarms }) {
  const family = series.flatMap((one) => one.kind === "exact" ? [] : testGating(one, overrides)).length;
  const collectors = Object.entries(rounds).map(([collector, count]) => {
    const { part, sharers } = standingOf(series, collector, family, overrides);
    return firstLooks(collector, part, looksOf(effort, count, sharers, falseAlarms));
  });
  return { family, collectors };
}
function looksOf(effort, rounds, family, falseAlarms) {
  return weighLooks({ looks: looksWithin(effort, rounds), family, falseAlarms, share: FIRST_ATTEMPT });
}
function visibleTo(tested, rounds, share) {
  const { metric, noise } = tested;
  if (tested.rounds < 2) return null;
  const shown = smallestVisible(noise, rounds, share);
  const short = smallestVisible(noise, rounds, 0.5);
  if (shown === null || short === null) return null;
  return fromScale(Math.max(shown, toScale(toleratedBy(tested), metric) + short), metric);
}
function toleratedBy({ metric, rule: { tolerate }, base }) {
  const size = Math.abs(base ?? 0);
  return metric.scale === "difference" ? Math.max(tolerate.absolute, tolerate.relative * size) : Math.max(tolerate.relative, size > 0 ? tolerate.absolute / size : 0);
}
export {
  effortPlans,
  noiseRows,
  planFor,
  watchedNoise
};
