// src/explain/profilers/go.ts
import { ToolError } from "../../errors.js";
import { proxiedFetch } from "../../system/fetch.js";
import { parsePprof } from "../formats/pprof.js";
import { because } from "./profiler.js";
var PATIENCE = 1e4;
var LARGEST = 64 * 1024 * 1024;
function goProfiler(path, signal) {
  const ask = async (url, what, seconds) => {
    const waits = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1e3 + PATIENCE)]);
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
      time.catch(() => {
      });
      return {
        seconds,
        async end() {
          try {
            return { time: await time, memory: await memory };
          } catch (cause) {
            signal.throwIfAborted();
            throw new ToolError(`${path} gives no profile of the target: ${because(cause)}`, { cause });
          }
        }
      };
    }
  };
}
async function answersPprof({ url }, path, signal) {
  try {
    const index = path.slice(0, path.lastIndexOf("/") + 1);
    const waits = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
    const response = await proxiedFetch(`${url}${index}`, { signal: waits });
    return response.ok && (await response.text()).includes("goroutine");
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
export {
  answersPprof,
  goProfiler
};
