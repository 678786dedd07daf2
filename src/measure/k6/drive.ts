/** One round of one script: k6 run, its samples folded, its health checked. */
import { rm } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { TargetError, ToolError } from "../../errors.ts";
import type { Slot } from "../../model/series.ts";
import { connectionsTouching } from "../../system/sockets.ts";
import type { System } from "../../system/system.ts";
import { deathOf, type Served } from "../served.ts";
import { endpointName } from "./endpoint.ts";
import type { TellApart } from "./fold/cells.ts";
import { foldFile } from "./fold/fold.ts";
import type { Fold } from "./fold/shapes.ts";
import { k6Message } from "./inspect.ts";
import type { RoundLength } from "./plan.ts";
import { type Purpose, runK6 } from "./run.ts";
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

/** Requests that k6 sends by itself (`response.submitForm`, `clickLink`) belong to nobody we know. */
function checkTagged(fold: Fold, label: string, purpose: DriveInput["purpose"]): void {
  const untagged = fold.cells.filter(
    ({ metric, slot, scenario }) => metric === "http_reqs" && slot === null && scenario,
  );
  // Of setup and teardown too, where all are counted.
  if (untagged.length === 0 && (purpose === "round" || fold.untold === 0)) return;
  throw new ToolError(
    `${label}: some requests cannot be told apart a side, as those of response.submitForm() and clickLink(): send them by http.post() and http.get().`,
  );
}

/** A side that nothing was asked of was not measured. */
function checkActive(fold: Fold, { slot, side }: Served, label: string, log: string): void {
  if (fold.cells.some((cell) => cell.slot === slot && !cell.metric.startsWith("weighbridge_"))) return;
  throw new ToolError(`${label} made no request to ${side} in the measured time.${lastError(log)}`);
}

/** The last error of k6's log as a sentence to add; nothing where there is none. */
export function lastError(log: string): string {
  return log.includes("level=error") ? ` The script's last error: ${k6Message(log)}` : "";
}

/** Answers of the other side beside which none is no chance. */
const MANY = 20;

/**
 * A server that hangs answered as fast as ever what came before, and k6 counts no request without an answer: where VUs are
 * left to wait, nothing tells of it but the end of the round, in which the other side still answers. Silence no longer than
 * its own longest answer is slowness, which is measured.
 */
export function checkAnswering(
  { answers, windows }: Pick<Fold, "answers" | "windows">,
  { slot, side }: Pick<Served, "slot" | "side">,
  { measure }: Pick<RoundLength, "measure">,
  label: string,
): void {
  const [own, other] = [answers[slot], answers[slot === "a" ? "b" : "a"]];
  if (!own || !other) return;
  const silence = other.last - own.last;
  if (silence <= Math.max(own.longest, measure / 4)) return;
  const answered = windows.series
    .filter((one) => one.slot !== slot)
    .flatMap((one) => one.windows.filter(({ start }) => start >= own.last))
    .reduce((sum, { requests }) => sum + requests, 0);
  if (answered < MANY) return;
  throw new TargetError(
    side,
    `${side}: for the last ${(silence / 1000).toFixed(1)} s of a round of ${label} it answered no request, and the other side ${answered}: it hangs under load, or takes longer to answer than the round lasts (k6.round.measure).`,
  );
}

/** Connections at a server's port as the system counts them; null for a server that is not of this machine. */
async function connectionsOf({ url }: Served): Promise<ReadonlySet<string> | null> {
  const { hostname, port } = new URL(url);
  const local = hostname === "127.0.0.1" || hostname === "[::1]";
  return local && port !== "" ? connectionsTouching(Number(port)) : null;
}

/** Milliseconds for which the system surely remembers a closed connection: the one that asked whether the server is up. */
const REMEMBERED = 30_000;

/** That k6 really reached this server: from the servers' side, by the system's own table of connections. */
async function checkReached(
  server: Served,
  before: ReadonlySet<string> | null,
  round: RoundLength,
  label: string,
): Promise<void> {
  const after = await connectionsOf(server);
  // Not how many: of a fixed port, those of earlier rounds are forgotten while these come.
  if (before === null || after === null || [...after].some((one) => !before.has(one))) return;
  // In a long round earlier connections are forgotten meanwhile, and the count says less.
  if (after.size > 0 && round.warmup + round.measure > REMEMBERED) return;
  throw new ToolError(
    `${label}: k6 says that it sent requests to ${server.side}, but no connection reached ${server.url}: something else answered.`,
  );
}

function requests(fold: Fold, slot: Slot): number {
  return fold.cells
    .filter((cell) => cell.metric === "http_reqs" && cell.slot === slot)
    .reduce((sum, { aggregate }) => sum + (aggregate.kind === "counter" ? aggregate.sum : 0), 0);
}
