// src/explain/profilers/go.ts
import { ToolError } from "../../errors.js";
import { proxiedFetch } from "../../system/fetch.js";
import { parsePprof } from "../formats/pprof.js";
import { because } from "./profiler.js";
var PATIENCE = 1e4;
var LARGEST = 64 * 1024 * 1024;
var LARGEST_INDEX = 1024 * 1024;
function goProfiler(path, signal) {
  const ask = async (url, what, seconds) => {
    const waits = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1e3 + PATIENCE)]);
    const response = await proxiedFetch(`${url}?seconds=${seconds}`, { redirect: "manual", signal: waits });
    return parsePprof(await bodyOf(response, LARGEST), what);
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
    const response = await proxiedFetch(`${url}${index}`, { redirect: "manual", signal: waits });
    return (await bodyOf(response, LARGEST_INDEX)).includes("goroutine");
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
async function bodyOf({ ok, status, body }, most) {
  if (!ok || body === null) {
    await body?.cancel();
    throw new Error(`it answers ${status}`);
  }
  const parts = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > most) throw new Error(`it answers more than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
export {
  answersPprof,
  goProfiler
};
