// src/explain/formats/pprof.ts
import { gunzipSync } from "node:zlib";
import { boundedStacks, DEEPEST, GARBAGE } from "../profile.js";
var LARGEST = 64 * 1024 * 1024;
var MS = { nanoseconds: 1e-6, microseconds: 1e-3, milliseconds: 1, seconds: 1e3 };
var COLLECTS = /^runtime\.(?:gcBgMarkWorker|gcAssistAlloc|bgsweep|bgscavenge)\b/u;
async function parsePprof(bytes, what) {
  const { Profile: Pprof } = await import("../../vendor/pprof-format.js");
  const decoded = decodedBy(Pprof, bytes);
  const { at, unit, factor } = valueTypeOf(decoded, what);
  const framesOf = framesBy(decoded);
  const bounded = boundedStacks();
  const samples = decoded.sample.flatMap(({ locationId, value }) => {
    const amount = Number(value[at] ?? 0) * factor;
    if (!(amount > 0)) return [];
    return [{ stack: bounded(stackOf(locationId, framesOf)), value: amount }];
  });
  return { unit, samples };
}
function stackOf(ids, framesOf) {
  const stack = [];
  for (const id of ids) {
    if (stack.length === DEEPEST) break;
    stack.push(...framesOf(Number(id)).slice(0, DEEPEST - stack.length));
  }
  const collects = stack.findLastIndex(({ name }) => name === GARBAGE);
  return stack.slice(Math.max(0, collects)).reverse();
}
function decodedBy(Pprof, bytes) {
  const isGzip = bytes[0] === 31 && bytes[1] === 139;
  try {
    return Pprof.decode(isGzip ? gunzipSync(bytes, { maxOutputLength: LARGEST }) : bytes);
  } catch (cause) {
    throw new Error("it is no pprof", { cause });
  }
}
function valueTypeOf({ sampleType, stringTable }, what) {
  const types = sampleType.map(({ type, unit }, at) => ({
    at,
    type: stringTable.strings[Number(type)] ?? "",
    unit: stringTable.strings[Number(unit)] ?? ""
  }));
  const memory = types.find(({ type, unit }) => type === "alloc_space" && unit === "bytes");
  const time = types.find(({ unit }) => Object.hasOwn(MS, unit));
  if (what === "memory" && memory) return { at: memory.at, unit: "bytes", factor: 1 };
  if (what === "time" && time) return { at: time.at, unit: "ms", factor: MS[time.unit] };
  if (what === "time" && types[0]) return { at: 0, unit: "samples", factor: 1 };
  throw new Error(`it holds ${types.map(({ type }) => type).join(", ") || "nothing"}`);
}
function framesBy({ location, function: functions, stringTable }) {
  const text = (at) => stringTable.strings[Number(at)] ?? "";
  const byId = new Map(functions.map((one) => [Number(one.id), one]));
  const frames = new Map(
    location.map(({ id, line: lines }) => {
      const own = lines.slice(0, DEEPEST).map(({ functionId, line }) => {
        const called = byId.get(Number(functionId));
        const [name, file] = called ? [text(called.name), text(called.filename)] : ["", ""];
        const start = Number(called?.startLine ?? 0) || Number(line);
        const collects = COLLECTS.test(name);
        const at = { file: file || null, line: start || null };
        return { name: collects ? GARBAGE : name, ...at, internal: collects || name.startsWith("runtime.") };
      });
      return [Number(id), own];
    })
  );
  return (id) => frames.get(id) ?? [];
}
export {
  parsePprof
};
