/** Go: the endpoints of net/http/pprof, where the target serves them. */

import type { Response } from "undici";
import { ToolError } from "../../errors.ts";
import type { Served } from "../../measure/served.ts";
import { proxiedFetch } from "../../system/fetch.ts";
import { parsePprof } from "../formats/pprof.ts";
import type { Profile } from "../profile.ts";
import { because, type Profiler } from "./profiler.ts";

/** Milliseconds beyond the profile's own time. */
const PATIENCE = 10_000;
/** Bytes, of a profile and of the page that lists them. */
const LARGEST = 64 * 1024 * 1024;
const LARGEST_INDEX = 1024 * 1024;

/** `path`: of the processor profile; what was allocated is answered beside it. */
export function goProfiler(path: string, signal: AbortSignal): Profiler {
  const ask = async (url: string, what: "time" | "memory", seconds: number): Promise<Profile> => {
    const waits = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000 + PATIENCE)]);
    const response = await proxiedFetch(`${url}?seconds=${seconds}`, { redirect: "manual", signal: waits });
    return parsePprof(await bodyOf(response, LARGEST), what);
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
    const response = await proxiedFetch(`${url}${index}`, { redirect: "manual", signal: waits });
    return (await bodyOf(response, LARGEST_INDEX)).includes("goroutine");
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

/** @throws Error when it is no answer with a body of at most so many bytes, of which no more is read */
async function bodyOf({ ok, status, body }: Response, most: number): Promise<Buffer> {
  if (!ok || body === null) {
    await body?.cancel();
    throw new Error(`it answers ${status}`);
  }
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > most) throw new Error(`it answers more than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
