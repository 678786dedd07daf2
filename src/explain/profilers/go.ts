/** Go: the endpoints of net/http/pprof, where the target serves them. */
import { ToolError } from "../../errors.ts";
import type { Served } from "../../measure/served.ts";
import { proxiedFetch } from "../../system/fetch.ts";
import { parsePprof } from "../formats/pprof.ts";
import type { Profile } from "../profile.ts";
import { because, type Profiler } from "./profiler.ts";

/** Milliseconds beyond the profile's own time. */
const PATIENCE = 10_000;
const LARGEST = 64 * 1024 * 1024;

/** `path`: of the processor profile; what was allocated is answered beside it. */
export function goProfiler(path: string, signal: AbortSignal): Profiler {
  const ask = async (url: string, what: "time" | "memory", seconds: number): Promise<Profile> => {
    const waits = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000 + PATIENCE)]);
    const response = await proxiedFetch(`${url}?seconds=${seconds}`, { signal: waits });
    if (!response.ok) throw new Error(`it answers ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > LARGEST) throw new Error(`it answers ${bytes.length} bytes`);
    return parsePprof(bytes, what);
  };
  return {
    name: "Go's pprof",
    async record({ url }, seconds) {
      const time = ask(`${url}${path}`, "time", seconds);
      const memory = ask(`${url}${path.replace(/\/profile$/u, "/allocs")}`, "memory", seconds).catch(() => null);
      time.catch(() => {});
      return {
        seconds,
        async end() {
          try {
            return { time: await time, memory: await memory };
          } catch (cause) {
            signal.throwIfAborted();
            throw new ToolError(`${path} gives no profile of the target: ${because(cause)}`, { cause });
          }
        },
      };
    },
  };
}

/** Whether something answers there as Go's pprof does; a second is as short as its profiles are. */
export async function answersPprof({ url }: Served, path: string, signal: AbortSignal): Promise<boolean> {
  try {
    // Its index costs nothing; the profile itself would take its time.
    const index = path.slice(0, path.lastIndexOf("/") + 1);
    const waits = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
    const response = await proxiedFetch(`${url}${index}`, { signal: waits });
    return response.ok && (await response.text()).includes("goroutine");
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
