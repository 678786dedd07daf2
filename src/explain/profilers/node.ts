/** Node: V8's own profilers, by preload.cjs in each thread of the target. */
import { z } from "zod";
import { ToolError } from "../../errors.ts";
import { parseCpuProfile, parseHeapProfile } from "../formats/v8.ts";
import { record, threadsIn } from "../node/client.ts";
import { type Profile, totalOf } from "../profile.ts";
import { because, type Profiler, type Recorded } from "./profiler.ts";

/** lasted: milliseconds at the profile's end that were asked for. ran: nanoseconds; null: not known. */
const answer = z.object({ cpu: z.unknown(), lasted: z.number(), ran: z.number().nullable(), heap: z.unknown() });

/** `folderOf`: where the threads of a slot have their sockets. */
export function nodeProfiler(folderOf: (slot: "a" | "b") => string): Profiler {
  return {
    name: "V8's profiler",
    async record({ slot }) {
      const { paths, left } = await threadsIn(folderOf(slot));
      const threads = (await Promise.all(paths.map((path) => record(path)))).filter((one) => one !== null);
      if (threads.length === 0) {
        throw new ToolError(
          "no Node process of the target can be profiled: let what starts it pass NODE_OPTIONS and WEIGHBRIDGE_EXPLAIN on",
        );
      }
      const end = async () => ({ ...merged(await Promise.all(threads.map((thread) => thread.end()))), left });
      return { seconds: null, end };
    },
  };
}

/**
 * V8 samples by the clock, also while the thread waits for a processor that others have; the kernel knows how long it ran
 * (`ran`, nanoseconds), and that is far steadier on a busy machine.
 */
function asRan({ unit, samples }: Profile, ran: number | null): Profile {
  if (ran === null) return { unit, samples };
  const factor = ran / 1e6 / (totalOf(samples) || 1);
  return { unit, samples: samples.map(({ stack, value }) => ({ stack, value: value * factor })) };
}

function merged(answers: readonly unknown[]): Recorded {
  try {
    const all = answers.map((one) => answer.parse(one));
    const join = (unit: "ms" | "bytes", profiles: readonly Profile[]) => ({
      unit,
      samples: profiles.flatMap(({ samples }) => samples),
    });
    return {
      time: join(
        "ms",
        all.map(({ cpu, lasted, ran }) => asRan(parseCpuProfile(cpu, lasted), ran)),
      ),
      memory: join(
        "bytes",
        all.map(({ heap }) => parseHeapProfile(heap)),
      ),
    };
  } catch (cause) {
    throw new ToolError(`what V8 recorded cannot be read: ${because(cause)}`, { cause });
  }
}
