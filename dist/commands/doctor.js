// src/commands/doctor.ts
import { standingOf } from "../compare/live.js";
import { effortPlans, noiseRows, planFor, watchedNoise } from "../compare/noise.js";
import { recommend } from "../compare/recommend.js";
import { judgeDrawn } from "../compare/resample.js";
import { readRuntime } from "../config/inputs.js";
import { ConfigError } from "../errors.js";
import { weigh } from "../gate.js";
import { registry } from "../measure/registry.js";
import { FIRST_LOOK, unfitness } from "../model/plan.js";
import { pairOf } from "../pipeline/request.js";
import { escapeText, SENTENCE } from "../report/render/escape.js";
import { renderNoise } from "../report/render/terminal/noise.js";
import { needsOf } from "./needs.js";
import { serversOf } from "./servers.js";
import { configOf, jobOf, print, WEIGHING_OPTIONS, withSystem } from "./weighing.js";
var ROUNDS = 30;
var FEWEST = 8;
var MOST = 1e3;
var PULL_REQUESTS = 1e3;
var doctor = {
  name: "doctor",
  summary: "Reads the config and looks for what it needs; with --noise weighs HEAD against itself and says what can be seen here.",
  words: [],
  options: {
    noise: {
      type: "boolean",
      help: "Measure two builds of HEAD and print their noise, what can be seen, what to set."
    },
    rounds: { type: "string", value: "N", help: `Rounds to measure, at least ${FEWEST} (default ${ROUNDS}).` },
    config: WEIGHING_OPTIONS.config,
    json: { type: "boolean", help: "Print what was found as JSON." }
  },
  notes: [
    "Run it where the gate runs: in a job of your CI, on the same kind of runner. Nothing is written to .weighbridge/, and nothing blocks. Exit codes: 0 measured, or the config can be read and what it needs is there; 2 not so.",
    "Databases and caches (postgres, mysql, redis) are looked into, in each slot, as in a round: one that is not reached, refuses the password or lacks a right or an extension is 2. Where the config has a target.prepare or target.reset, which may start it, one that is not there is said and is 0."
  ],
  async run(values, _, terminal) {
    const rounds = readRounds(values.rounds);
    const loaded = await configOf(values, terminal);
    if (values.noise !== true) {
      const needs = await withSystem(terminal, async (system) => [
        ...await needsOf(loaded.config, terminal.cwd, system),
        ...await serversOf(loaded.config, terminal.cwd, system)
      ]);
      terminal.stdout.write(values.json === true ? `${JSON.stringify(needs)}
` : inOrder(loaded, needs));
      return needs.some(({ stops }) => stops) ? 2 : 0;
    }
    if (loaded.config.target.kind === "url")
      throw new ConfigError(
        `weighbridge doctor --noise builds HEAD twice, but ${loaded.file} names a target.url that runs already: use a config with target.start or target.static.`
      );
    const weighing = await withSystem(terminal, (system) => weigh(requestOf(rounds, terminal), loaded, system));
    if (weighing.rounds === null) {
      print(weighing.verdict, values.json === true, terminal);
      return 2;
    }
    const report = reportOf({ ...weighing, rounds: weighing.rounds }, loaded);
    const text = values.json === true ? JSON.stringify(report) : renderNoise(report, terminal.stdout.columns || 100);
    terminal.stdout.write(`${text}
`);
    return weighing.verdict.verdict === "error" ? 2 : 0;
  }
};
function inOrder({ file, config }, needs) {
  const on = registry.map(({ id }) => id).filter((id) => config[id] !== void 0);
  return [
    `${file} can be read. It weighs by ${on.join(", ")}.`,
    ...needs.map(({ name, said, stops }) => `${stops ? "✗" : "-"} ${name}: ${escapeText(said, SENTENCE)}`),
    needs.some(({ stops }) => stops) ? "What the config asks for cannot all be weighed here before that is mended." : "What can be seen on this runner is measured by weighbridge doctor --noise.",
    ""
  ].join("\n");
}
function readRounds(text) {
  if (text === void 0) return ROUNDS;
  const rounds = Number(text);
  if (/^\d+$/.test(text) && rounds >= FEWEST && rounds <= MOST) return rounds;
  throw new ConfigError(`--rounds ${text}: expected a whole number from ${FEWEST} to ${MOST}.`);
}
function requestOf(rounds, { cwd, env }) {
  const runtime = readRuntime(env);
  return pairOf({ cwd, base: "HEAD", head: "HEAD", rounds, job: jobOf(runtime), ci: runtime.ci, env });
}
function reportOf({ verdict, rounds: stored }, { config: { gate } }) {
  const { series, overrides, falseAlarms, rounds, measuredBy } = stored;
  const times = timesOf(stored);
  const plans = effortPlans(gate, times);
  const rows = noiseRows({ series, overrides, falseAlarms, ...plans });
  return {
    schema: 1,
    kind: "noise",
    environment: stored.environment,
    commit: stored.head.commit ?? "",
    runner: verdict.runnerNoise,
    unfit: unfitness(stored.plan),
    rounds: Math.max(0, ...measuredBy.map((one) => one.rounds)),
    discarded: rounds.filter(({ discarded }) => discarded !== null).length,
    secondsPerRound: times.reduce((sum, { seconds }) => sum + seconds, 0),
    falseAlarms,
    ...plans,
    rows,
    watched: watchedNoise({ series, overrides }),
    drawn: drawnFrom(stored, rows, plans.asSet),
    verdict: verdict.verdict,
    recommendation: recommend(rows, plans, gate.maxMinutes)
  };
}
function timesOf({ rounds, measuredBy, series, overrides }) {
  return measuredBy.filter((one) => one.rounds > 0).map(({ collector, rounds: kept }) => {
    const tries = rounds.filter((one) => one.collector === collector);
    const seconds = tries.reduce((sum, { seconds: seconds2 }) => sum + seconds2, 0) / kept;
    const { gating } = standingOf(series, collector, 0, overrides);
    return { collector, seconds, ...gating === 0 ? { most: FIRST_LOOK } : {} };
  });
}
function drawnFrom(stored, rows, asSet) {
  const gating = new Set(rows.filter(({ noise }) => noise !== null).map(({ metric }) => metric.id));
  const series = stored.series.filter((one) => one.kind !== "exact").filter(({ metric }) => gating.has(metric.id));
  if (series.length === 0) return null;
  const { overrides, falseAlarms, seed } = stored;
  const plan = planFor(asSet, stored);
  const resampling = { series, rounds: asSet.rounds, count: PULL_REQUESTS, seed };
  return judgeDrawn(resampling, { overrides, falseAlarms, plan });
}
export {
  doctor
};
