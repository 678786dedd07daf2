import { standingOf } from "../compare/live.ts";
import { effortPlans, noiseRows, planFor, type RoundTime, watchedNoise } from "../compare/noise.ts";
import { recommend } from "../compare/recommend.ts";
import { judgeDrawn } from "../compare/resample.ts";
import { readRuntime } from "../config/inputs.ts";
import type { LoadedConfig } from "../config/load.ts";
import { ConfigError } from "../errors.ts";
import { type Weighing, weigh } from "../gate.ts";
import { registry } from "../measure/registry.ts";
import type { Drawn, NoiseReport, NoiseRow } from "../model/noise.ts";
import { FIRST_LOOK, unfitness } from "../model/plan.ts";
import { pairOf, type WeighRequest } from "../pipeline/request.ts";
import { escapeText, SENTENCE } from "../report/render/escape.ts";
import { renderNoise } from "../report/render/terminal/noise.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import type { Command, Terminal } from "./command.ts";
import { type Need, needsOf } from "./needs.ts";
import { serversOf } from "./servers.ts";
import { configOf, jobOf, print, WEIGHING_OPTIONS, withSystem } from "./weighing.ts";

/** As many as standard has at its last look. */
const ROUNDS = 30;
/** Fewer show too little of how values scatter. */
const FEWEST = 8;
const MOST = 1000;

const PULL_REQUESTS = 1000;

export const doctor: Command = {
  name: "doctor",
  summary:
    "Reads the config and looks for what it needs; with --noise weighs HEAD against itself and says what can be seen here.",
  words: [],
  options: {
    noise: {
      type: "boolean",
      help: "Measure two builds of HEAD and print their noise, what can be seen, what to set.",
    },
    rounds: { type: "string", value: "N", help: `Rounds to measure, at least ${FEWEST} (default ${ROUNDS}).` },
    config: WEIGHING_OPTIONS.config,
    json: { type: "boolean", help: "Print what was found as JSON." },
  },
  notes: [
    "Run it where the gate runs: in a job of your CI, on the same kind of runner. Nothing is written to .weighbridge/, and nothing blocks. Exit codes: 0 measured, or the config can be read and what it needs is there; 2 not so.",
    "Databases and caches (postgres, mysql, redis) are looked into, in each slot, as in a round: one that is not reached, refuses the password or lacks a right or an extension is 2. Where the config has a target.prepare or target.reset, which may start it, one that is not there is said and is 0.",
  ],
  async run(values, _, terminal) {
    const rounds = readRounds(values.rounds as string | undefined);
    const loaded = await configOf(values, terminal);
    if (values.noise !== true) {
      const needs = await withSystem(terminal, async (system) => [
        ...(await needsOf(loaded.config, terminal.cwd, system)),
        ...(await serversOf(loaded.config, terminal.cwd, system)),
      ]);
      terminal.stdout.write(values.json === true ? `${JSON.stringify(needs)}\n` : inOrder(loaded, needs));
      return needs.some(({ stops }) => stops) ? 2 : 0;
    }
    if (loaded.config.target.kind === "url")
      throw new ConfigError(
        `weighbridge doctor --noise builds HEAD twice, but ${loaded.file} names a target.url that runs already: use a config with target.start or target.static.`,
      );
    const weighing = await withSystem(terminal, (system) => weigh(requestOf(rounds, terminal), loaded, system));
    if (weighing.rounds === null) {
      print(weighing.verdict, values.json === true, terminal);
      return 2;
    }
    const report = reportOf({ ...weighing, rounds: weighing.rounds }, loaded);
    const text = values.json === true ? JSON.stringify(report) : renderNoise(report, terminal.stdout.columns || 100);
    terminal.stdout.write(`${text}\n`);
    return weighing.verdict.verdict === "error" ? 2 : 0;
  },
};

/** Nothing was measured: what is said is that the config can be read, what it switches on, and what that needs. */
function inOrder({ file, config }: LoadedConfig, needs: readonly Need[]): string {
  const on = registry.map(({ id }) => id).filter((id) => config[id] !== undefined);
  return [
    `${file} can be read. It weighs by ${on.join(", ")}.`,
    ...needs.map(({ name, said, stops }) => `${stops ? "✗" : "-"} ${name}: ${escapeText(said, SENTENCE)}`),
    needs.some(({ stops }) => stops)
      ? "What the config asks for cannot all be weighed here before that is mended."
      : "What can be seen on this runner is measured by weighbridge doctor --noise.",
    "",
  ].join("\n");
}

/** @throws ConfigError for what is no number of rounds */
function readRounds(text: string | undefined): number {
  if (text === undefined) return ROUNDS;
  const rounds = Number(text);
  if (/^\d+$/.test(text) && rounds >= FEWEST && rounds <= MOST) return rounds;
  throw new ConfigError(`--rounds ${text}: expected a whole number from ${FEWEST} to ${MOST}.`);
}

/** All rounds of all metrics, whatever they show: what stops early is measured less than its neighbours. */
function requestOf(rounds: number, { cwd, env }: Terminal): WeighRequest {
  const runtime = readRuntime(env);
  return pairOf({ cwd, base: "HEAD", head: "HEAD", rounds, job: jobOf(runtime), ci: runtime.ci, env });
}

function reportOf(
  { verdict, rounds: stored }: Weighing & { readonly rounds: StoredRounds },
  { config: { gate } }: LoadedConfig,
): NoiseReport {
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
    recommendation: recommend(rows, plans, gate.maxMinutes),
  };
}

/** What a kept round of each collector takes, with what had to be redone. Where nothing gates, the first look ends it. */
function timesOf({ rounds, measuredBy, series, overrides }: StoredRounds): readonly RoundTime[] {
  return measuredBy
    .filter((one) => one.rounds > 0)
    .map(({ collector, rounds: kept }) => {
      const tries = rounds.filter((one) => one.collector === collector);
      const seconds = tries.reduce((sum, { seconds }) => sum + seconds, 0) / kept;
      const { gating } = standingOf(series, collector, 0, overrides);
      return { collector, seconds, ...(gating === 0 ? { most: FIRST_LOOK } : {}) };
    });
}

function drawnFrom(stored: StoredRounds, rows: readonly NoiseRow[], asSet: NoiseReport["asSet"]): Drawn | null {
  const gating = new Set(rows.filter(({ noise }) => noise !== null).map(({ metric }) => metric.id));
  const series = stored.series.filter((one) => one.kind !== "exact").filter(({ metric }) => gating.has(metric.id));
  if (series.length === 0) return null;
  const { overrides, falseAlarms, seed } = stored;
  const plan = planFor(asSet, stored);
  const resampling = { series, rounds: asSet.rounds, count: PULL_REQUESTS, seed };
  return judgeDrawn(resampling, { overrides, falseAlarms, plan });
}
