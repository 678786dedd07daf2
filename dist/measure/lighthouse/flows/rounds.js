// src/measure/lighthouse/flows/rounds.ts
import { SIDES } from "../../../model/series.js";
import { stepMetric } from "../metrics.js";
function flowSeries(flows, rounds) {
  return flows.flatMap(({ name: flow }) => {
    const steps = rounds.flatMap((round) => SIDES.flatMap((side) => stepsOf(round, flow, side)));
    const metrics = /* @__PURE__ */ new Map();
    for (const step of steps) {
      for (const name of step.values.keys()) metrics.set(JSON.stringify([step.name, name]), [name, step.name]);
    }
    return [...metrics.values()].map(([name, step]) => {
      const value = (round, side) => stepsOf(round, flow, side).find((one) => one.name === step)?.values.get(name) ?? null;
      const of = (side) => rounds.map((round) => value(round, side));
      return { kind: "sampled", metric: stepMetric(name, flow, step), base: of("base"), head: of("head") };
    });
  });
}
function stepsOf(round, flow, side) {
  const visit = round.find((one) => one.flow.name === flow && one.side === side);
  return visit?.outcome.kind === "done" ? visit.outcome.steps : [];
}
function speedsOf(round) {
  return round.flatMap(({ outcome }) => outcome.kind === "done" ? outcome.steps : []).map((step) => step.benchmarkIndex);
}
function hasFailed(rounds, flow, side) {
  return rounds.flat().some((one) => one.flow.name === flow.name && one.side === side && one.outcome.kind === "failed");
}
function flowFailures(rounds) {
  return rounds.flat().flatMap(({ flow, side, outcome }) => {
    if (outcome.kind === "done") return [];
    return [`${flow.path} failed twice on ${side} and is left out there: ${outcome.why}`];
  });
}
export {
  flowFailures,
  flowSeries,
  hasFailed,
  speedsOf
};
