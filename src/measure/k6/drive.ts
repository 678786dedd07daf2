/** One round of one script: k6 run, its samples folded, its health checked. */
import { rm } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { ToolError } from "../../errors.ts";
import type { Slot } from "../../model/series.ts";
import { connectionsTouching } from "../../system/sockets.ts";
import type { System } from "../../system/system.ts";
import type { Served } from "../collector.ts";
import { endpointName } from "./endpoint.ts";
import { foldFile } from "./fold/fold.ts";
import type { Fold } from "./fold/folder.ts";
import { k6Message } from "./inspect.ts";
import { runK6 } from "./run.ts";
import type { K6Config } from "./schema.ts";
import { mainFor, type PreparedScript, scriptEnvironment } from "./script.ts";

export interface DriveInput {
  readonly k6: string;
  readonly config: K6Config;
  readonly script: PreparedScript;
  /** The servers to drive: both slots at once, or one. */
  readonly served: readonly Served[];
  readonly seed: number;
  readonly system: System;
}

export interface Driven {
  readonly fold: Fold;
  /** Share of the machine's processors that was busy meanwhile. */
  readonly busy: number;
}

/** Milliseconds beyond the round that k6 may take to set up, finish its iterations and tear down. */
const SPARE = 180_000;

/**
 * @throws ToolError when k6 fails, when the script sends nothing or sends elsewhere, or when a server was never reached
 */
export async function driveScript(input: DriveInput): Promise<Driven> {
  const { k6, config, script, served, seed, system } = input;
  const { round, folder, label } = script;
  const slots = served.map(({ slot }) => slot).sort();
  const main = await mainFor(script, slots, seed);
  const samples = join(folder, "samples.json.gz");
  const urls = Object.fromEntries(served.map(({ slot, url }) => [slot, url])) as Partial<Record<Slot, string>>;
  const env = scriptEnvironment(config, round, urls, system);
  const timeout = round.warmup + round.measure + SPARE;
  const abort = Promise.race(served.map(({ died }) => died));
  const before = processorTimes();
  const log = await runK6({ k6, main, label, folder, env, samples, timeout, abort }, system);
  const busy = busyShare(before, processorTimes());
  const fold = await foldFile(samples, { selectors: [...script.selectors.values()], nameOf: endpointName });
  await rm(samples);
  checkHosts(fold, label, served);
  for (const one of served) await checkReached(fold, one, label, log);
  return { fold, busy };
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

/** Requests that left the target, as the driver counted them: measuring anything else would be a lie. */
function checkHosts(fold: Fold, label: string, served: readonly Served[]): void {
  const refused = fold.cells.filter(({ metric }) => metric === "weighbridge_refused");
  if (refused.length === 0) return;
  const counts = new Map<string, number>();
  for (const { name, aggregate } of refused) {
    if (aggregate.kind === "counter") counts.set(name ?? "?", (counts.get(name ?? "?") ?? 0) + aggregate.sum);
  }
  const sent = served.map(({ slot }) => requests(fold, slot)).reduce((sum, count) => sum + count, 0);
  const hosts = [...counts].map(([host, count]) => `${count} requests went to ${host}`).join(", ");
  throw new ToolError(
    `${label}: ${hosts}, ${sent} to the target: let the script take its address from __ENV.BASE_URL (k6.urlEnv renames it), or list the host in k6.allowHosts.`,
  );
}

/** That each server got what k6 says it sent, as the system's own socket table shows it from the servers' side. */
async function checkReached(fold: Fold, { slot, side, url }: Served, label: string, log: string): Promise<void> {
  if (requests(fold, slot) === 0) {
    const reason = log.includes("level=error") ? ` The script's last error: ${k6Message(log)}` : "";
    throw new ToolError(`${label} made no request to ${side} in the measured time.${reason}`);
  }
  const { hostname, port } = new URL(url);
  const local = hostname === "127.0.0.1" || hostname === "[::1]";
  if (local && (await connectionsTouching(Number(port))) === 0) {
    throw new ToolError(
      `${label}: k6 counted ${requests(fold, slot)} requests to ${side}, but no connection reached its port ${port}: something else answered.`,
    );
  }
}

function requests(fold: Fold, slot: Slot): number {
  return fold.cells
    .filter((cell) => cell.metric === "http_reqs" && cell.slot === slot)
    .reduce((sum, { aggregate }) => sum + (aggregate.kind === "counter" ? aggregate.sum : 0), 0);
}
