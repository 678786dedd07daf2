/** Node: V8's own profilers, by preload.cjs in each thread of the target. */
import { z } from "zod";
import { ToolError } from "../../errors.ts";
import { parseCpuProfile, parseHeapProfile } from "../formats/v8.ts";
import { recordAll, threadsIn } from "../node/client.ts";
import { boundedStacks, type Profile, totalOf } from "../profile.ts";
import { because, type Profiler, type Recorded } from "./profiler.ts";

/** lasted: milliseconds at the profile's end that were asked for. ran: nanoseconds; null: not known. */
const answer = z.object({ cpu: z.unknown(), lasted: z.number(), ran: z.number().nullable(), heap: z.unknown() });

/** `folderOf`: where the threads of a slot have their sockets. */
export function nodeProfiler(folderOf: (slot: "a" | "b") => string): Profiler {
  return {
    name: "V8's profiler",
    async record({ slot }) {
      const { paths, left } = await threadsIn(folderOf(slot));
      const threads = await recordAll(paths);
      if (threads.length === 0) {
        throw new ToolError(
          "no Node process of the target can be profiled: let what starts it pass NODE_OPTIONS and WEIGHBRIDGE_EXPLAIN on",
        );
      }
      return {
        seconds: null,
        async end() {
          const read = reader();
          // One that is read no longer stands beside the others as JSON.
          const profiles = await Promise.all(threads.map(async (thread) => read(await thread.end())));
          return { ...merged(profiles), left };
        },
      };
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

interface OfThread {
  readonly time: Profile;
  readonly memory: Profile;
}

/** Reads what the threads of a side answer, of which all together have no more functions than a profile has. */
function reader(): (answered: unknown) => OfThread {
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

function merged(threads: readonly OfThread[]): Recorded {
  return {
    time: { unit: "ms", samples: threads.flatMap(({ time }) => time.samples) },
    memory: { unit: "bytes", samples: threads.flatMap(({ memory }) => memory.samples) },
  };
}
