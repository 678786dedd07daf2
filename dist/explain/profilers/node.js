// src/explain/profilers/node.ts
import { z } from "../../vendor/zod.js";
import { ToolError } from "../../errors.js";
import { parseCpuProfile, parseHeapProfile } from "../formats/v8.js";
import { record, threadsIn } from "../node/client.js";
import { totalOf } from "../profile.js";
import { because } from "./profiler.js";
var answer = z.object({ cpu: z.unknown(), lasted: z.number(), ran: z.number().nullable(), heap: z.unknown() });
function nodeProfiler(folderOf) {
  return {
    name: "V8's profiler",
    async record({ slot }) {
      const { paths, left } = await threadsIn(folderOf(slot));
      const threads = (await Promise.all(paths.map((path) => record(path)))).filter((one) => one !== null);
      if (threads.length === 0) {
        throw new ToolError(
          "no Node process of the target can be profiled: let what starts it pass NODE_OPTIONS and WEIGHBRIDGE_EXPLAIN on"
        );
      }
      const end = async () => ({ ...merged(await Promise.all(threads.map((thread) => thread.end()))), left });
      return { seconds: null, end };
    }
  };
}
function asRan({ unit, samples }, ran) {
  if (ran === null) return { unit, samples };
  const factor = ran / 1e6 / (totalOf(samples) || 1);
  return { unit, samples: samples.map(({ stack, value }) => ({ stack, value: value * factor })) };
}
function merged(answers) {
  try {
    const all = answers.map((one) => answer.parse(one));
    const join = (unit, profiles) => ({
      unit,
      samples: profiles.flatMap(({ samples }) => samples)
    });
    return {
      time: join(
        "ms",
        all.map(({ cpu, lasted, ran }) => asRan(parseCpuProfile(cpu, lasted), ran))
      ),
      memory: join(
        "bytes",
        all.map(({ heap }) => parseHeapProfile(heap))
      )
    };
  } catch (cause) {
    throw new ToolError(`what V8 recorded cannot be read: ${because(cause)}`, { cause });
  }
}
export {
  nodeProfiler
};
