// src/explain/phase.ts
import { randomInt } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../errors.js";
import { SIDES, SLOTS } from "../model/series.js";
import { lengthOf, warmupOf } from "./length.js";
import { locate } from "./locate.js";
import { environmentFor } from "./node/client.js";
import { processorTime } from "./processes.js";
import { totalOf } from "./profile.js";
import { chooseProfiler } from "./profilers/choose.js";
async function profileSides(context) {
  const { config, system } = context;
  const scratch = await system.processes.temporaryFolder("wb-explain");
  const pairs = [];
  let by = "";
  for (let pair = 0; pair < config.profiles; pair++) {
    const folderOf = (slot) => join(scratch, `${pair}${slot}`);
    for (const slot of SLOTS) await mkdir(folderOf(slot));
    const isTurned = randomInt(2) === 1;
    const slots = isTurned ? { a: "head", b: "base" } : { a: "base", b: "head" };
    const env = { a: environmentFor(folderOf("a"), "profile"), b: environmentFor(folderOf("b"), "profile") };
    const taken = await context.serve(slots, async (servers) => {
      const both = await servers.both(usesNode(config) ? env : {});
      const served = { [slots.a]: both.a, [slots.b]: both.b };
      const profiler = await chooseProfiler({ config, system, scratch }, served.head, folderOf);
      by = profiler.name;
      return takePair(context, profiler, served);
    });
    pairs.push(taken);
    system.log.info(`explain: profile ${pair + 1} of ${config.profiles} a side.`);
  }
  return { by, ...gathered(pairs, context.builds) };
}
var usesNode = ({ profiler }) => profiler === "auto" || profiler === "node";
async function takePair({ config, load }, profiler, served) {
  const seed = randomInt(2 ** 32);
  const both = SLOTS.map((slot) => served.base.slot === slot ? served.base : served.head);
  let warmed = 0;
  for (const driven of load.bothAtOnce ? [both] : both.map((one) => [one])) {
    const began = performance.now();
    await load.drive({ served: driven, seed, milliseconds: warmupOf(config) });
    warmed = Math.max(warmed, performance.now() - began);
  }
  const take = async (one) => {
    const recording = await profiler.record(one, lengthOf(config, load, warmed));
    const before = processorTime(one.processes());
    const driven = await load.drive({ served: [one], seed, milliseconds: config.seconds });
    const after = processorTime(one.processes());
    const { time, memory, left = 0 } = await recording.end();
    const seen = recording.seconds === null ? 1 : Math.min(1, recording.seconds / driven.seconds);
    const requests = (driven.requests[one.slot] ?? 0) * seen;
    if (requests === 0) throw new ToolError(`no request of the scripts reached ${one.side} while it was profiled`);
    const processor = before === null || after === null || after < before ? null : (after - before) * seen;
    const milliseconds = processor ?? driven.seconds * 1e3 * seen;
    return { time: inTime(time, milliseconds), memory, requests, processor, left, seen };
  };
  const [first, second] = randomInt(2) === 1 ? ["head", "base"] : ["base", "head"];
  const taken = { [first]: await take(served[first]), [second]: await take(served[second]) };
  return taken;
}
function inTime({ unit, samples }, milliseconds) {
  if (unit !== "samples") return { unit, samples };
  const factor = milliseconds / (totalOf(samples) || 1);
  return { unit: "ms", samples: samples.map(({ stack, value }) => ({ stack, value: value * factor })) };
}
function gathered(pairs, builds) {
  const of = (pick) => {
    const side = (one) => pairs.map((pair) => ({
      samples: locate(pick(pair[one]) ?? { samples: [] }, builds[one].dir),
      requests: pair[one].requests
    }));
    return { base: side("base"), head: side("head") };
  };
  const isComplete = (pick) => pairs.every((pair) => SIDES.every((side) => pick(pair[side]) !== null));
  const all = pairs.flatMap((pair) => SIDES.map((side) => pair[side]));
  const costs = (side) => pairs.map((pair) => (pair[side].processor ?? 0) / pair[side].requests);
  return {
    time: of(({ time }) => time),
    memory: isComplete(({ memory }) => memory) ? of(({ memory }) => memory) : null,
    processor: isComplete(({ processor }) => processor) ? { base: costs("base"), head: costs("head") } : null,
    left: Math.max(...all.map(({ left }) => left)),
    seen: Math.min(...all.map(({ seen }) => seen))
  };
}
export {
  profileSides
};
