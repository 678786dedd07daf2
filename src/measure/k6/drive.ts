/** One round of one script: k6 run, its samples folded, its health checked. */
import { rm } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import type { Slot } from "../../model/series.ts";
import type { System } from "../../system/system.ts";
import { deathOf, type Served } from "../served.ts";
import { endpointName } from "./endpoint.ts";
import type { TellApart } from "./fold/cells.ts";
import { foldFile } from "./fold/fold.ts";
import type { Fold } from "./fold/shapes.ts";
import { checkReached, connectionsOf } from "./reached.ts";
import { type Purpose, runK6 } from "./run.ts";
import { checkActive, checkAnswering, checkHosts, checkTagged } from "./sanity.ts";
import type { K6Config } from "./schema.ts";
import { aroundTime, mainFor, type PreparedScript, scriptEnvironment, windowOf } from "./script.ts";

export interface DriveInput {
  readonly k6: string;
  readonly config: K6Config;
  readonly script: PreparedScript;
  /** The servers to drive: both slots at once, or one. */
  readonly served: readonly Served[];
  readonly seed: number;
  /** Whether an endpoint or a check is told apart. */
  readonly tellApart: TellApart;
  /** A round by default. */
  readonly purpose?: Exclude<Purpose, object>;
  readonly system: System;
}

export interface Driven {
  readonly fold: Fold;
  /** Share of the machine's processors that was busy meanwhile. */
  readonly busy: number;
}

/** Milliseconds beyond the round, setup and teardown that k6 may take to start, finish its iterations and write. */
const SPARE = { round: 60_000, load: 180_000 } as const;

/**
 * @throws ToolError when k6 fails, when the script sends nothing or sends elsewhere, or when a server was never reached;
 *   TargetError when a server stopped answering
 */
export async function driveScript(input: DriveInput): Promise<Driven> {
  const { k6, config, script, served, seed, tellApart, purpose = "round", system } = input;
  const { round, folder, label } = script;
  const slots = served.map(({ slot }) => slot).sort();
  const main = await mainFor(script, slots, seed);
  const samples = join(folder, "samples.json.gz");
  const env = scriptEnvironment(config, round, urlsOf(served), system, purpose);
  const timeout = round.warmup + round.measure + aroundTime(script.inspected, slots.length) + SPARE[purpose];
  const abort = deathOf(served);
  const connections = await Promise.all(served.map(connectionsOf));
  const before = processorTimes();
  const log = await runK6({ k6, main, label, folder, env, samples, timeout, abort }, system);
  const busy = busyShare(before, processorTimes());
  const options = {
    selectors: [...script.selectors.values()],
    nameOf: endpointName,
    tellApart,
    windowMs: windowOf(round),
  };
  const fold = await foldFile(samples, options, system.signal);
  await rm(samples);
  checkHosts(fold, label, served);
  checkTagged(fold, label, purpose);
  for (const [index, one] of served.entries()) {
    checkActive(fold, one, label, log);
    await checkReached(one, connections[index]!, round, label);
    checkAnswering(fold, one, round, label);
  }
  return { fold, busy };
}

export function urlsOf(served: readonly Served[]): Readonly<Partial<Record<Slot, string>>> {
  return Object.fromEntries(served.map(({ slot, url }) => [slot, url]));
}

/** Milliseconds since the start of the machine that its processors were idle, and in all. */
function processorTimes(): { idle: number; all: number } {
  const times = cpus().map(({ times: { user, nice, sys, idle, irq } }) => ({
    idle,
    all: user + nice + sys + idle + irq,
  }));
  return times.reduce((sum, one) => ({ idle: sum.idle + one.idle, all: sum.all + one.all }), { idle: 0, all: 0 });
}

function busyShare(before: { idle: number; all: number }, after: { idle: number; all: number }): number {
  const all = after.all - before.all;
  return all > 0 ? 1 - (after.idle - before.idle) / all : 0;
}
