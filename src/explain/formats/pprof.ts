/** pprof: a gzipped protocol buffer, as Go's /debug/pprof answers it (github.com/google/pprof, proto/profile.proto). Pure. */
import { gunzipSync } from "node:zlib";
import type { Profile as Decoded } from "pprof-format";
import { boundedStacks, DEEPEST, type Frame, GARBAGE, type Profile } from "../profile.ts";

/** Bytes; of a Go service under load it is some 100 kB. */
const LARGEST = 64 * 1024 * 1024;

const MS: Readonly<Record<string, number>> = { nanoseconds: 1e-6, microseconds: 1e-3, milliseconds: 1, seconds: 1e3 };

/** What Go's garbage collector runs as, and what a goroutine that allocates does for it. */
const COLLECTS = /^runtime\.(?:gcBgMarkWorker|gcAssistAlloc|bgsweep|bgscavenge)\b/u;

/**
 * time: the first of its sample types that is one, else counts. memory: what was allocated.
 *
 * @throws Error when it is no pprof, or has nothing of that kind
 */
export async function parsePprof(bytes: Uint8Array, what: "time" | "memory"): Promise<Profile> {
  const { Profile: Pprof } = await import("pprof-format");
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

/** The outermost caller first, as everywhere, and nothing of what collects calls; `ids`: the innermost first. */
function stackOf(ids: Decoded["sample"][number]["locationId"], framesOf: FramesOf): readonly Frame[] {
  const stack: Frame[] = [];
  for (const id of ids) {
    if (stack.length === DEEPEST) break;
    stack.push(...framesOf(Number(id)).slice(0, DEEPEST - stack.length));
  }
  const collects = stack.findLastIndex(({ name }) => name === GARBAGE);
  return stack.slice(Math.max(0, collects)).reverse();
}

function decodedBy(Pprof: typeof Decoded, bytes: Uint8Array): Decoded {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return Pprof.decode(isGzip ? gunzipSync(bytes, { maxOutputLength: LARGEST }) : bytes);
  } catch (cause) {
    throw new Error("it is no pprof", { cause });
  }
}

function valueTypeOf({ sampleType, stringTable }: Decoded, what: "time" | "memory") {
  const types = sampleType.map(({ type, unit }, at) => ({
    at,
    type: stringTable.strings[Number(type)] ?? "",
    unit: stringTable.strings[Number(unit)] ?? "",
  }));
  const memory = types.find(({ type, unit }) => type === "alloc_space" && unit === "bytes");
  const time = types.find(({ unit }) => Object.hasOwn(MS, unit));
  if (what === "memory" && memory) return { at: memory.at, unit: "bytes", factor: 1 } as const;
  if (what === "time" && time) return { at: time.at, unit: "ms", factor: MS[time.unit]! } as const;
  if (what === "time" && types[0]) return { at: 0, unit: "samples", factor: 1 } as const;
  throw new Error(`it holds ${types.map(({ type }) => type).join(", ") || "nothing"}`);
}

type FramesOf = (id: number) => readonly Frame[];

/** A location may be several frames, of functions that were inlined: the innermost first. */
function framesBy({ location, function: functions, stringTable }: Decoded): FramesOf {
  const text = (at: number | bigint) => stringTable.strings[Number(at)] ?? "";
  const byId = new Map(functions.map((one) => [Number(one.id), one]));
  const frames = new Map(
    location.map(({ id, line: lines }) => {
      const own = lines.slice(0, DEEPEST).map(({ functionId, line }): Frame => {
        const called = byId.get(Number(functionId));
        const [name, file] = called ? [text(called.name), text(called.filename)] : ["", ""];
        const start = Number(called?.startLine ?? 0) || Number(line);
        const collects = COLLECTS.test(name);
        const at = { file: file || null, line: start || null };
        return { name: collects ? GARBAGE : name, ...at, internal: collects || name.startsWith("runtime.") };
      });
      return [Number(id), own] as const;
    }),
  );
  return (id) => frames.get(id) ?? [];
}
