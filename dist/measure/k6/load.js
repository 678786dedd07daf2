// src/measure/k6/load.ts
import { digestOf } from "../conditions.js";
import { driveScript } from "./drive.js";
import { Histogram } from "./fold/histogram.js";
import { UNENDING } from "./plan.js";
import { labelsOf, planScript } from "./script.js";
import { traceScript } from "./trace.js";
var SHORTEST = 1e3;
var tellApart = ({ method, check }) => method === null && check === null;
function offerLoad({ k6, version, config, scripts, system }) {
  const labelOf = labelsOf(scripts);
  const bothAtOnce = scripts.every(({ plan }) => plan.driver === "twin");
  const runs = (served) => bothAtOnce ? [served] : served.map((one) => [one]);
  const { env, scenario, urlEnv } = config;
  const sources = scripts.map(({ label, plan, inspected, sources: sources2 }) => [
    label,
    plan.driver,
    inspected.scenarios,
    sources2
  ]);
  return {
    bothAtOnce,
    lines: scripts.flatMap(({ label, unshimmed }) => unshimmed.length === 0 ? [] : [untraced(label, unshimmed)]),
    tools: { k6: version },
    conditions: digestOf({ sources, env, scenario, urlEnv }),
    scripts: scripts.map(({ label }) => label),
    async trace({ served, seed, iterations, onAnswer }) {
      for (const script of scripts.filter(({ unshimmed }) => unshimmed.length === 0)) {
        const label = (scenario2) => labelOf(script.label, scenario2);
        for (const run of runs(served)) {
          await traceScript({ k6, config, script, served: run, seed, iterations, labelOf: label, onAnswer, system });
        }
      }
    },
    async drive({ served, seed, milliseconds }) {
      const measure = Math.max(SHORTEST, Math.round(milliseconds / scripts.length));
      const folds = [];
      for (const script of scripts) {
        for (const run of runs(served)) {
          const load = loadOf(config, script, run, measure);
          const input = { k6, config, script: load, served: run, seed, tellApart, purpose: "load", system };
          folds.push((await driveScript(input)).fold);
        }
      }
      return drivenOf(folds, served);
    }
  };
}
function untraced(label, unshimmed) {
  return `${label}: it uses ${unshimmed.join(", ")}, whose load cannot be told apart: it is not run one request at a time, and of what it sends HTTP requests alone are counted.`;
}
function loadOf(config, { label, inspected, ...script }, served, measure) {
  const round = { warmup: 0, measure };
  const driver = served.length === 2 ? "twin" : "alternate";
  const plan = planScript({ label, inspected, config, round, driver });
  const scenarios = Object.entries(plan.scenarios).map(([name, one]) => [name, { ...one, gracefulStop: UNENDING }]);
  return { ...script, label, inspected, round, plan: { ...plan, scenarios: Object.fromEntries(scenarios) } };
}
function drivenOf(folds, served) {
  const runs = folds.map(({ sent }) => Object.values(sent));
  const bySlot = (of) => Object.fromEntries(served.map(({ slot }) => [slot, of(slot)]));
  return {
    requests: bySlot((slot) => folds.reduce((sum, fold) => sum + (fold.sent[slot]?.requests ?? 0), 0)),
    median: bySlot((slot) => medianOf(folds, slot)),
    seconds: secondsOf(runs.flat()),
    loaded: runs.reduce((sum, run) => sum + secondsOf(run), 0)
  };
}
function secondsOf(sent) {
  return (Math.max(...sent.map(({ to }) => to)) - Math.min(...sent.map(({ from }) => from))) / 1e3;
}
function medianOf(folds, slot) {
  const all = new Histogram();
  for (const { cells } of folds) {
    for (const { metric, expected, aggregate, ...about } of cells) {
      const isAnswered = metric === "http_req_duration" && expected !== false && about.slot === slot;
      if (isAnswered && aggregate.kind === "trend") all.absorb(aggregate);
    }
  }
  return all.count === 0 ? null : all.quantile(0.5);
}
export {
  drivenOf,
  offerLoad
};
