/** Opens the collectors that the config has on, says the plan and its price, and measures the rounds. */
import { randomInt } from "node:crypto";
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Config } from "../config/schema.ts";
import type { Collected, Collector, CollectorContext, RoundServers, Session } from "../measure/collector.ts";
import { registry } from "../measure/registry.ts";
import { measureRounds, type RoundRecord } from "../measure/rounds.ts";
import { type Series, SIDES, type Side, type SlotOf } from "../model/series.ts";
import type { MeasuredBy } from "../model/verdict.ts";
import type { System } from "../system/system.ts";
import { prepareSlots, withRoundServers } from "../target/slots.ts";
import { planRounds } from "./plan.ts";
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
  /** Given series as soon as they are known: checks the config's rules on them, and says how many statistical ones gate. */
  readonly onSeries: (series: readonly Series[]) => number;
}

export interface Measured extends Pick<Collected, "series" | "limits" | "notWeighed"> {
  readonly seed: number;
  readonly planned: number;
  readonly rounds: readonly RoundRecord[];
  readonly measuredBy: readonly MeasuredBy[];
  /** A row a collector: the tools that it names, with their versions. */
  readonly tools: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly conditions: Readonly<Record<string, string>>;
  readonly notices: readonly string[];
  readonly seconds: number;
}

interface Opened {
  readonly id: string;
  readonly session: Session;
}

/** @throws whatever the collectors and the target throw; the servers are stopped then */
export async function measureSides(input: MeasureInput): Promise<Measured> {
  const { config, system, built, onSeries } = input;
  const started = performance.now();
  const seed = randomInt(2 ** 32);
  const target = { system, builds: built.builds, configs: built.configs };
  const serve: Serve = (slots, body) => withRoundServers(target, slots, body);
  const boot = once(async () => {
    await prepareSlots(target);
    return rehearse(serve, input);
  });
  const opened = await openCollectors(input, boot);
  const measuring = opened.filter(({ session }) => session.plan.secondsPerRound > 0);
  const plan = await planRounds(
    { gate: config.gate, paired: input.sides.length === SIDES.length, log: system.log },
    measuring.map(({ session }) => session),
    boot,
  );

  const records: RoundRecord[] = [];
  for (const { id, session } of measuring) {
    const progress = progressOf(id, plan.rounds, system);
    const onRound = async (record: RoundRecord, kept: number) => {
      progress(record, kept);
      if (kept === 1 && record.discarded === null) plan.learn(onSeries((await session.collected()).series));
    };
    const loop = {
      collector: id,
      session,
      planned: plan.rounds,
      seed,
      serve,
      onRound,
      signal: system.signal,
      limit: plan.limitOf(session),
    };
    records.push(...(await system.log.group(`${id}: measuring`, () => measureRounds(loop))));
  }

  const collected = await Promise.all(opened.map(({ session }) => session.collected()));
  if (input.keep !== null) await keepFiles(input.keep, opened, collected);
  const kept = (id: string) =>
    records.filter(({ collector, discarded }) => collector === id && discarded === null).length;
  const short = measuring.filter(({ id }) => kept(id) < plan.rounds());
  return {
    seed,
    planned: plan.rounds(),
    rounds: records,
    series: collected.flatMap(({ series }) => series),
    limits: collected.flatMap(({ limits }) => limits),
    notWeighed: collected.flatMap(({ notWeighed }) => notWeighed),
    measuredBy: opened.map(({ id, session }, index) => ({
      collector: id,
      rounds: kept(id),
      discarded: records.flatMap(({ collector, discarded }) =>
        collector === id && discarded !== null ? [discarded] : [],
      ),
      notes: [...session.plan.lines, ...collected[index]!.notes],
    })),
    tools: Object.fromEntries(opened.map(({ id, session }) => [id, session.plan.tools])),
    conditions: Object.fromEntries(opened.map(({ id, session }) => [id, session.plan.conditions])),
    notices: [
      ...plan.notices(),
      ...short.map(
        ({ id }) =>
          `${id}: ${kept(id)} of ${plan.rounds()} rounds fitted into gate.maxMinutes (${config.gate.maxMinutes}).`,
      ),
    ],
    seconds: (performance.now() - started) / 1000,
  };
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
  { config, built, sides, root, system, onSeries }: MeasureInput,
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
    onSeries((await session.collected()).series);
    opened.push({ id: entry.id, session });
  }
  return opened;
}

/** A line a round, with the time that is left by the rounds so far. */
function progressOf(id: string, planned: () => number, { log }: System): (record: RoundRecord, kept: number) => void {
  let seconds = 0;
  let tries = 0;
  return ({ discarded, seconds: took }, kept) => {
    seconds += took;
    tries++;
    const left = ((planned() - kept) * seconds) / tries;
    const state = discarded === null ? `round ${kept}/${planned()}` : `a round was unfit (${discarded}), redoing it`;
    log.progress(
      `${id}: ${state}, ${took.toFixed(1)} s, ${left < 90 ? `${Math.round(left)} s` : `${(left / 60).toFixed(1)} min`} left`,
    );
  };
}
