// src/explain/profilers/node.ts
import { z } from "../../vendor/zod.js";
import { ToolError } from "../../errors.js";
import { parseCpuProfile, parseHeapProfile } from "../formats/v8.js";
import { recordAll, threadsIn } from "../node/client.js";
import { boundedStacks, totalOf } from "../profile.js";
import { because } from "./profiler.js";
var answer = z.object({ cpu: z.unknown(), lasted: z.number(), ran: z.number().nullable(), heap: z.unknown() });
function nodeProfiler(folderOf) {
  return {
    name: "V8's profiler",
    async record({ slot }) {
      const { paths, left } = await threadsIn(folderOf(slot));
      const threads = await recordAll(paths);
      if (threads.length === 0) {
        throw new ToolError(
          "no Node process of the target can be profiled: let what starts it pass NODE_OPTIONS and WEIGHBRIDGE_EXPLAIN on"
        );
      }
      return {
        seconds: null,
        async end() {
          const read = reader();
          const profiles = await Promise.all(threads.map(async (thread) => read(await thread.end())));
          return { ...merged(profiles), left };
        }
      };
    }
  };
}
function asRan({ unit, samples }, ran) {
  if (ran === null) return { unit, samples };
  const factor = ran / 1e6 / (totalOf(samples) || 1);
  return { unit, samples: samples.map(({ stack, value }) => ({ stack, value: value * factor })) };
}
function reader() {
  const bounded = { time: boundedStacks(), memory: boundedStacks() };
  return (answered) => {
    try {
      const { cpu, lasted, ran, heap } = answer.parse(answered);
      const time = asRan(parseCpuProfile(cpu, lasted, bounded.time), ran);
      return { time, memory: parseHeapProfile(heap, bounded.memory) };
    } catch (cause) {
      throw new ToolError(`what V8 recorded cannot be read: ${because(cause)}`, { cause });
    }
  };
}
function merged(threads) {
  return {
    time: { unit: "ms", samples: threads.flatMap(({ time }) => time.samples) },
    memory: { unit: "bytes", samples: threads.flatMap(({ memory }) => memory.samples) }
  };
}
export {
  nodeProfiler
};
