/** Both sides profiled in turn under the same load: I/O alone. */
import { randomInt } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../errors.ts";
import type { Load } from "../measure/load.ts";
import type { Build, Served } from "../measure/served.ts";
import { SIDES, type Side, SLOTS, type Slot, type SlotOf } from "../model/series.ts";
import type { System } from "../system/system.ts";
import { lengthOf, warmupOf } from "./length.ts";
import type { Serve } from "./limit.ts";
import { locate } from "./locate.ts";
import { environmentFor } from "./node/client.ts";
import { processorTime } from "./processes.ts";
import { type Profile, totalOf } from "./profile.ts";
import { chooseProfiler } from "./profilers/choose.ts";
import type { Profiler } from "./profilers/profiler.ts";
import type { ExplainConfig } from "./schema.ts";
import type { ProfiledSides } from "./spent.ts";

export interface PhaseContext {
  readonly config: ExplainConfig;
  readonly system: System;
  readonly builds: Readonly<Record<Side, Build>>;
  readonly load: Load;
  readonly serve: Serve;
}

export interface Profiles {
  readonly by: string;
  /** Milliseconds. */
  readonly time: ProfiledSides;
  /** Bytes; null where the profiler does not tell. */
  readonly memory: ProfiledSides | null;
  /** Milliseconds of processor time a request as the kernel counted it, a profile each; null where it does not tell. */
  readonly processor: Readonly<Record<Side, readonly number[]>> | null;
  /** Threads of a side that are in none of its profiles, the most of any. */
  readonly left: number;
  /** How much of its load a profile saw, 0 to 1: the least of any. */
  readonly seen: number;
}

/** What one profile of one side gave. */
interface Taken {
  readonly time: Profile;
  readonly memory: Profile | null;
  readonly requests: number;
  readonly processor: number | null;
  readonly left: number;
  readonly seen: number;
}

/**
 * Fresh servers for each pair of profiles, so that two profiles of one side differ by as much as two starts of it do. One side
 * is driven at a time, and profiled meanwhile: the other's work neither delays it nor counts as its own.
 *
 * @throws ToolError when there is no profiler, or it fails; TargetError when a side does
 */
export async function profileSides(context: PhaseContext): Promise<Profiles> {
  const { config, system } = context;
  const scratch = await system.processes.temporaryFolder("wb-explain");
  const pairs: Record<Side, Taken>[] = [];
  let by = "";
  for (let pair = 0; pair < config.profiles; pair++) {
    const folderOf = (slot: Slot) => join(scratch, `${pair}${slot}`);
    for (const slot of SLOTS) await mkdir(folderOf(slot));
    const isTurned = randomInt(2) === 1;
    const slots: SlotOf = isTurned ? { a: "head", b: "base" } : { a: "base", b: "head" };
    const env = { a: environmentFor(folderOf("a"), "profile"), b: environmentFor(folderOf("b"), "profile") };
    const taken = await context.serve(slots, async (servers) => {
      const both = await servers.both(usesNode(config) ? env : {});
      const served = { [slots.a]: both.a, [slots.b]: both.b } as Record<Side, Served>;
      const profiler = await chooseProfiler({ config, system, scratch }, served.head, folderOf);
      by = profiler.name;
      return takePair(context, profiler, served);
    });
    pairs.push(taken);
    system.log.info(`explain: profile ${pair + 1} of ${config.profiles} a side.`);
  }
  return { by, ...gathered(pairs, context.builds) };
}

const usesNode = ({ profiler }: ExplainConfig) => profiler === "auto" || profiler === "node";

async function takePair(
  { config, load }: PhaseContext,
  profiler: Profiler,
  served: Readonly<Record<Side, Served>>,
): Promise<Record<Side, Taken>> {
  const seed = randomInt(2 ** 32);
  const both = SLOTS.map((slot) => (served.base.slot === slot ? served.base : served.head));
  let warmed = 0;
  for (const driven of load.bothAtOnce ? [both] : both.map((one) => [one])) {
    const began = performance.now();
    await load.drive({ served: driven, seed, milliseconds: warmupOf(config) });
    warmed = Math.max(warmed, performance.now() - began);
  }
  const take = async (one: Served): Promise<Taken> => {
    const recording = await profiler.record(one, lengthOf(config, load, warmed));
    // What a profiler takes to begin (the Flight Recorder some 0.7 s inside the target) is no cost of a request.
    const before = processorTime(one.processes());
    const driven = await load.drive({ served: [one], seed, milliseconds: config.seconds });
    const after = processorTime(one.processes());
    const { time, memory, left = 0 } = await recording.end();
    // Of requests that outlast the profile it shows a part, and so does the processor time that is shared out by it.
    const seen = recording.seconds === null ? 1 : Math.min(1, recording.seconds / driven.seconds);
    const requests = (driven.requests[one.slot] ?? 0) * seen;
    if (requests === 0) throw new ToolError(`no request of the scripts reached ${one.side} while it was profiled`);
    const processor = before === null || after === null || after < before ? null : (after - before) * seen;
    const milliseconds = processor ?? driven.seconds * 1000 * seen;
    return { time: inTime(time, milliseconds), memory, requests, processor, left, seen };
  };
  const [first, second] = randomInt(2) === 1 ? (["head", "base"] as const) : (["base", "head"] as const);
  const taken = { [first]: await take(served[first]), [second]: await take(served[second]) };
  // Both sides are in it.
  return taken as Record<Side, Taken>;
}

/** Counts become shares of the processor time that the side took meanwhile. */
function inTime({ unit, samples }: Profile, milliseconds: number): Profile {
  if (unit !== "samples") return { unit, samples };
  const factor = milliseconds / (totalOf(samples) || 1);
  return { unit: "ms", samples: samples.map(({ stack, value }) => ({ stack, value: value * factor })) };
}

function gathered(pairs: readonly Record<Side, Taken>[], builds: PhaseContext["builds"]): Omit<Profiles, "by"> {
  const of = (pick: (taken: Taken) => Profile | null): ProfiledSides => {
    const side = (one: Side) =>
      pairs.map((pair) => ({
        samples: locate(pick(pair[one]) ?? { samples: [] }, builds[one].dir),
        requests: pair[one].requests,
      }));
    return { base: side("base"), head: side("head") };
  };
  const isComplete = (pick: (taken: Taken) => unknown) =>
    pairs.every((pair) => SIDES.every((side) => pick(pair[side]) !== null));
  const all = pairs.flatMap((pair) => SIDES.map((side) => pair[side]));
  const costs = (side: Side) => pairs.map((pair) => (pair[side].processor ?? 0) / pair[side].requests);
  return {
    time: of(({ time }) => time),
    memory: isComplete(({ memory }) => memory) ? of(({ memory }) => memory) : null,
    processor: isComplete(({ processor }) => processor) ? { base: costs("base"), head: costs("head") } : null,
    left: Math.max(...all.map(({ left }) => left)),
    seen: Math.min(...all.map(({ seen }) => seen)),
  };
}
