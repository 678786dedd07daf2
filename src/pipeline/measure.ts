/** Opens the collectors that the config has on, says the plan and its price, and measures the rounds. */
import { randomInt } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { priceOf } from "../compare/price.ts";
import type { Config } from "../config/schema.ts";
import type { Collected, CollectorContext, CollectorEntry, RoundServers, Session } from "../measure/collector.ts";
import { registry } from "../measure/registry.ts";
import { measureRounds, type RoundRecord } from "../measure/rounds.ts";
import { SIDES, type Side, type SlotOf } from "../model/series.ts";
import type { MeasuredBy } from "../model/verdict.ts";
import type { System } from "../system/system.ts";
import { prepareSlots, withRoundServers } from "../target/slots.ts";
import type { BuiltSides } from "./sides.ts";

export interface MeasureInput {
  readonly config: Config;
  readonly built: BuiltSides;
  /** Both, or head alone. */
  readonly sides: readonly Side[];
  /** Absolute: where the config's paths start. */
  readonly root: string;
  readonly system: System;
}

export interface Measured extends Pick<Collected, "series" | "limits" | "notWeighed"> {
  readonly seed: number;
  readonly planned: number;
  readonly rounds: readonly RoundRecord[];
  readonly measuredBy: readonly MeasuredBy[];
  readonly tools: Readonly<Record<string, string>>;
  readonly notices: readonly string[];
  readonly seconds: number;
}

interface Opened {
  readonly id: string;
  readonly session: Session;
}

/** @throws whatever the collectors and the target throw; the servers are stopped then */
export async function measureSides(input: MeasureInput): Promise<Measured> {
  const { config, system, sides, built } = input;
  const started = performance.now();
  const seed = randomInt(2 ** 32);
  const serve = <T>(slots: SlotOf, body: (servers: RoundServers) => Promise<T>) =>
    withRoundServers({ system, builds: built.builds, configs: built.configs }, slots, body);
  const collectors = registry.filter(({ id }) => config[id] !== undefined);
  const needsServers = config.k6 !== undefined;
  if (needsServers) await prepareSlots({ system, builds: built.builds, configs: built.configs });
  const bootTime = needsServers ? await rehearse(serve, sides, system) : 0;
  const opened = await openCollectors(input, collectors, bootTime);
  const { rounds, notice } = planRounds(input, opened, bootTime, system);

  const records: RoundRecord[] = [];
  for (const { id, session } of opened.filter((one) => one.session.plan.secondsPerRound > 0)) {
    const onRound = progressOf(id, rounds, system);
    const loop = { collector: id, session, planned: rounds, seed, serve, onRound, signal: system.signal };
    records.push(...(await system.log.group(`${id}: measuring`, () => measureRounds(loop))));
  }

  const collected = await Promise.all(opened.map(({ session }) => session.collected()));
  return {
    seed,
    planned: rounds,
    rounds: records,
    series: collected.flatMap(({ series }) => series),
    limits: collected.flatMap(({ limits }) => limits),
    notWeighed: collected.flatMap(({ notWeighed }) => notWeighed),
    measuredBy: opened.map(({ id }, index) => ({
      collector: id,
      rounds: records.filter(({ collector, discarded }) => collector === id && discarded === null).length,
      discarded: records.flatMap(({ collector, discarded }) =>
        collector === id && discarded !== null ? [discarded] : [],
      ),
      notes: [...opened[index]!.session.plan.lines, ...collected[index]!.notes],
    })),
    tools: Object.assign({}, ...opened.map(({ session }) => session.plan.tools)),
    notices: notice === null ? [] : [notice],
    seconds: (performance.now() - started) / 1000,
  };
}

type Serve = <T>(slots: SlotOf, body: (servers: RoundServers) => Promise<T>) => Promise<T>;

/** Starts what will be measured once before it counts: a side that cannot start says so now, and the price is known. Milliseconds. */
async function rehearse(serve: Serve, sides: readonly Side[], system: System): Promise<number> {
  const started = performance.now();
  await serve({ a: "base", b: "head" }, async (servers) => {
    if (sides.length === SIDES.length) await servers.both();
    else for (const side of sides) await servers.alone(side);
    system.log.info(`The target is ready after ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  });
  return performance.now() - started;
}

async function openCollectors(
  { config, built, sides, root, system }: MeasureInput,
  collectors: readonly CollectorEntry[],
  bootTime: number,
): Promise<readonly Opened[]> {
  const folder = await system.processes.temporaryFolder("weighbridge-collectors");
  const opened: Opened[] = [];
  for (const entry of collectors) {
    const scratch = join(folder, entry.id);
    await mkdir(scratch);
    const context: CollectorContext = { system, sides, builds: built.builds, scratch, root, bootTime };
    const collector = await entry.load();
    // The registry pairs each collector with the schema that its section was read by.
    const section = config[entry.id as keyof Config] as never;
    const session = await collector.open(section, context);
    for (const line of session.plan.lines) system.log.info(line);
    opened.push({ id: entry.id, session });
  }
  return opened;
}

/** One number of rounds for all collectors, and its price, before the first one. */
function planRounds(
  { config: { gate }, sides }: MeasureInput,
  opened: readonly Opened[],
  bootTime: number,
  system: System,
): { rounds: number; notice: string | null } {
  const measuring = opened.map(({ session }) => session.plan.secondsPerRound).filter((seconds) => seconds > 0);
  if (measuring.length === 0) return { rounds: 0, notice: null };
  const secondsPerRound = measuring.reduce((sum, seconds) => sum + seconds + bootTime / 1000, 0);
  const { effort, maxMinutes, falseAlarms } = gate;
  const price = priceOf({ effort, maxMinutes, secondsPerRound, falseAlarms });
  system.log.info(price.line);
  // Head alone is held to limits, which few rounds can show.
  return { rounds: price.rounds, notice: price.blind && sides.length > 1 ? price.line : null };
}

/** A line a round, with the time that is left by the rounds so far. */
function progressOf(id: string, planned: number, { log }: System): (record: RoundRecord, kept: number) => void {
  let seconds = 0;
  let tries = 0;
  return ({ discarded, seconds: took }, kept) => {
    seconds += took;
    tries++;
    const left = ((planned - kept) * seconds) / tries;
    const state = discarded === null ? `round ${kept}/${planned}` : `a round was unfit (${discarded}), redoing it`;
    log.progress(
      `${id}: ${state}, ${took.toFixed(1)} s, ${left < 90 ? `${Math.round(left)} s` : `${(left / 60).toFixed(1)} min`} left`,
    );
  };
}
