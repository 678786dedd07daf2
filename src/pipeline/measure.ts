/** Opens the collectors that the config has on, says the plan and its price, and measures the rounds. */
import { randomInt } from "node:crypto";
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Config } from "../config/schema.ts";
import type { Collected, Collector, CollectorContext, Opened, RoundServers } from "../measure/collector.ts";
import { runnerFitness } from "../measure/fitness.ts";
import { registry } from "../measure/registry.ts";
import { type LaneEnd, type Measuring, measureRounds, type RoundRecord } from "../measure/rounds.ts";
import type { Baseline } from "../model/baseline.ts";
import type { MetricOverride } from "../model/override.ts";
import { ENDED, type Plan } from "../model/plan.ts";
import { type Series, SIDES, type Side, type SlotOf } from "../model/series.ts";
import type { MeasuredBy } from "../model/verdict.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import type { System } from "../system/system.ts";
import { prepareSlots, withRoundServers } from "../target/slots.ts";
import { continueFrom } from "./attempts.ts";
import { createDecider } from "./decide.ts";
import { type LanePlan, planRounds } from "./plan.ts";
import type { BuiltSides } from "./sides.ts";

export interface MeasureInput {
  readonly config: Config;
  readonly built: BuiltSides;
  /** Both, or head alone. */
  readonly sides: readonly Side[];
  /** Absolute: where the config's paths start. */
  readonly root: string;
  readonly system: System;
  /** Absolute: where files that outlive the job go; null: they are dropped. */
  readonly keep: string | null;
  /** As many rounds as these; null: by effort and time. */
  readonly rounds: number | null;
  /** Go on with what is open when the verdict is certain. */
  readonly all: boolean;
  readonly overrides: readonly MetricOverride[];
  /** Given series as soon as they are known: checks the config's rules on them, and says how many statistical ones gate. */
  readonly familyOf: (series: readonly Series[]) => number;
  /** An attempt before at the same question, which left it open; null in a first one. */
  readonly earlier: StoredRounds | null;
  /** Stored jobs that may clear a metric; null where none may. */
  readonly beside: (measured: Pick<Measured, "series" | "tools" | "conditions">) => Promise<Baseline | null>;
  /** Asked once, before the first round, with the series that there are without one. */
  readonly refine: (opened: readonly Series[]) => Promise<Refined>;
}

/** What holds of the series in this job besides what their collectors know. */
export interface Refined {
  /** Of all series, whenever they are asked for: at each look and at the end. */
  readonly series: (all: readonly Series[]) => readonly Series[];
  readonly notices: readonly string[];
}

export interface Measured extends Pick<Collected, "series" | "limits" | "notWeighed"> {
  readonly seed: number;
  /** null where head was measured alone, or nothing needed rounds. */
  readonly plan: Plan | null;
  readonly rounds: readonly RoundRecord[];
  readonly measuredBy: readonly MeasuredBy[];
  /** A row a collector: the tools that it names, with their versions. */
  readonly tools: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly conditions: Readonly<Record<string, string>>;
  readonly notices: readonly string[];
  readonly seconds: number;
}

/** @throws whatever the collectors and the target throw; the servers are stopped then */
export async function measureSides(input: MeasureInput): Promise<Measured> {
  const { config, system, built, overrides, all, familyOf } = input;
  const started = performance.now();
  const seed = randomInt(2 ** 32);
  const target = { system, builds: built.builds, configs: built.configs };
  const serve: Serve = (slots, body) => withRoundServers(target, slots, body);
  const boot = once(async () => {
    await prepareSlots(target);
    return rehearse(serve, input);
  });
  const opened = await openCollectors(input, boot);
  const tools = Object.fromEntries(opened.map(({ id, session }) => [id, session.plan.tools]));
  const conditions = Object.fromEntries(opened.map(({ id, session }) => [id, session.plan.conditions]));
  const paired = input.sides.length === SIDES.length;
  const before = continueFrom(paired ? input.earlier : null, opened);
  const measuring = opened.filter(({ id, session }) => session.plan.secondsPerRound > 0 && !before.left(id).isSettled);
  const asked = { gate: config.gate, paired, rounds: input.rounds, left: before.left, log: system.log };
  const { lanes, notices } = await planRounds(asked, measuring, boot);
  const refined = await input.refine(opened.flatMap(({ session }) => session.series()));
  const decider = createDecider({
    lanes,
    overrides,
    falseAlarms: config.gate.falseAlarms,
    all,
    fixed: input.rounds !== null,
    earlier: before.plan,
    familyOf,
    beside: (series) => input.beside({ series, tools, conditions }),
  });
  const measured = await measureRounds({
    lanes: lanes.map(({ collector, looks, limit }) => {
      const rounds = looks.at(-1)! - before.left(collector).kept;
      return { collector, session: sessionOf(opened, collector), rounds, limit };
    }),
    seed,
    serve,
    onRound: progressOf(lanes, system),
    ask: async (kept) => {
      if (!paired) return new Map();
      const now = refined.series(opened.flatMap(({ session }) => session.series()));
      const total = new Map([...kept].map(([id, count]) => [id, before.left(id).kept + count]));
      return decider.ask(
        before.series(now, (id) => kept.get(id) ?? 0),
        total,
      );
    },
    signal: system.signal,
  });
  const ends = withFitness(measured);
  for (const [id, { kept, ended }] of ends) system.log.info(`${id}: ended after ${kept} rounds: ${ENDED[ended]}.`);

  const collected = await Promise.all(opened.map(({ session }) => session.collected()));
  if (input.keep !== null) await keepFiles(input.keep, opened, collected);
  const series = before.series(refined.series(collected.flatMap((one) => one.series)), (id) => ends.get(id)?.kept ?? 0);
  const total = [...ends].map(([id, end]) => [id, { ...end, kept: before.left(id).kept + end.kept }] as const);
  return {
    seed,
    plan: paired && measured.records.length > 0 ? decider.planAfter(series, new Map(total)) : before.plan,
    rounds: [...before.tries, ...measured.records],
    series,
    limits: before.limits(collected.flatMap(({ limits }) => limits)),
    notWeighed: collected.flatMap(({ notWeighed }) => notWeighed),
    measuredBy: opened.map(({ id, session }, index) => {
      const own = measured.records.filter(({ collector }) => collector === id);
      return {
        collector: id,
        rounds: before.left(id).kept + (ends.get(id)?.kept ?? 0),
        discarded: own.flatMap(({ discarded }) => (discarded === null ? [] : [discarded])),
        notes: [...session.plan.lines, ...collected[index]!.notes],
      };
    }),
    tools,
    conditions,
    notices: [
      ...before.notices,
      ...notices,
      ...refined.notices,
      ...decider.notices(),
      ...shortOf(lanes, ends, config.gate.maxMinutes),
    ],
    seconds: (performance.now() - started) / 1000,
  };
}

const sessionOf = (opened: readonly Opened[], id: string) => opened.find((one) => one.id === id)!.session;

/** A runner that is unfit spoils what all collectors measured on it. */
function withFitness({ records, lanes }: Measuring): ReadonlyMap<string, LaneEnd> {
  const fitness = runnerFitness(records.map(({ readings }) => readings));
  if (fitness.kind === "fit") return lanes;
  return new Map([...lanes].map(([id, end]) => [id, { ...end, ended: "unfit", unfit: end.unfit ?? fitness.why }]));
}

/** Which collectors the clock ended, or the runner. */
function shortOf(
  lanes: readonly LanePlan[],
  ends: ReadonlyMap<string, LaneEnd>,
  maxMinutes: number,
): readonly string[] {
  return lanes.flatMap(({ collector, looks }) => {
    const { ended, kept, unfit } = ends.get(collector)!;
    if (unfit !== null) return [`${collector}: this runner is unfit to measure: ${unfit}.`];
    if (ended !== "time") return [];
    return [`${collector}: ${kept} of ${looks.at(-1)} rounds fitted into its part of gate.maxMinutes (${maxMinutes}).`];
  });
}

/** Copies what collectors leave for a reader, each into a folder of its own name. */
async function keepFiles(folder: string, opened: readonly Opened[], collected: readonly Collected[]): Promise<void> {
  for (const [index, { id }] of opened.entries()) {
    for (const { name, path } of collected[index]!.files) {
      const to = join(folder, id, name);
      await mkdir(dirname(to), { recursive: true });
      await copyFile(path, to);
    }
  }
}

type Serve = <T>(slots: SlotOf, body: (servers: RoundServers) => Promise<T>) => Promise<T>;

/** `body`'s answer, worked out when first asked for. */
function once<T>(body: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= body());
}

/** Starts what will be measured once before it counts: a side that cannot start says so now, and the price is known. Milliseconds. */
async function rehearse(serve: Serve, { sides, system }: MeasureInput): Promise<number> {
  const started = performance.now();
  await serve({ a: "base", b: "head" }, async (servers) => {
    if (sides.length === SIDES.length) await servers.both();
    else for (const side of sides) await servers.alone(side);
    system.log.info(`The target is ready after ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  });
  return performance.now() - started;
}

async function openCollectors(
  { config, built, sides, root, system, familyOf }: MeasureInput,
  bootTime: () => Promise<number>,
): Promise<readonly Opened[]> {
  const folder = await system.processes.temporaryFolder("weighbridge-collectors");
  const opened: Opened[] = [];
  for (const entry of registry.filter(({ id }) => config[id] !== undefined)) {
    const scratch = join(folder, entry.id);
    await mkdir(scratch);
    const context: CollectorContext = { system, sides, builds: built.builds, scratch, root, bootTime };
    const collector: Collector<never> = await entry.load();
    // The registry pairs each collector with the schema that its section was read by.
    const session = await collector.open(config[entry.id] as never, context);
    for (const line of session.plan.lines) system.log.info(line);
    familyOf(session.series());
    opened.push({ id: entry.id, session });
  }
  return opened;
}

/** A line a round, with the most time that is left by the rounds so far. */
function progressOf(lanes: readonly LanePlan[], { log }: System): (record: RoundRecord, kept: number) => void {
  const tries = new Map<string, { count: number; seconds: number }>();
  return ({ collector, discarded, seconds }, kept) => {
    const before = tries.get(collector) ?? { count: 0, seconds: 0 };
    const now = { count: before.count + 1, seconds: before.seconds + seconds };
    tries.set(collector, now);
    const planned = lanes.find((lane) => lane.collector === collector)!.looks.at(-1)!;
    const left = ((planned - kept) * now.seconds) / now.count;
    const state =
      discarded === null ? `round ${kept} of at most ${planned}` : `a round was unfit (${discarded}), redoing it`;
    const minutes = left < 90 ? `${Math.round(left)} s` : `${(left / 60).toFixed(1)} min`;
    log.progress(`${collector}: ${state}, ${seconds.toFixed(1)} s, at most ${minutes} left`);
  };
}
