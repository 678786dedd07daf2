/** What V8's inspector gives: CPU profiles and sampled allocations. Pure. */
import { median } from "simple-statistics";
import { z } from "zod";
import { boundedStacks, DEEPEST, type Frame, GARBAGE, type Profile, type Sample } from "../profile.ts";

const callFrame = z.object({
  functionName: z.string(),
  url: z.string(),
  lineNumber: z.number(),
  columnNumber: z.number().default(-1),
});

const cpuProfile = z.object({
  nodes: z.array(z.object({ id: z.number(), callFrame, children: z.array(z.number()).default([]) })),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
  endTime: z.number(),
  startTime: z.number(),
});

/** Calls in a profile's tree; of a service under load there are some ten thousand. */
const MOST_CALLS = 500_000;

/** Called before anything is made for each of them. @throws Error */
function assertFew(calls: number): void {
  if (calls > MOST_CALLS) throw new Error(`it holds more than ${MOST_CALLS} calls`);
}

/** A function and what called it: stacks share what they have in common until they are asked for. */
interface Call {
  /** null: the root of all, which is no function. */
  readonly frame: Frame | null;
  by: Call | null;
}

/** The outermost caller first; calls that lead round in a circle end it too. */
function stackOf(innermost: Call): readonly Frame[] {
  const stack: Frame[] = [];
  let call: Call | null = innermost;
  for (let depth = 0; call !== null && depth < DEEPEST; depth++, call = call.by) {
    if (call.frame !== null) stack.push(call.frame);
  }
  return stack.reverse();
}

/** Nothing runs meanwhile. */
const WAITING: ReadonlySet<string> = new Set(["(root)", "(idle)"]);
const isWaiting = (node: { readonly callFrame: { readonly functionName: string } } | undefined) =>
  WAITING.has(node?.callFrame.functionName ?? "(root)");

/**
 * Times the usual time between two samples. V8's sampler is a thread of its own: where the processor is busy it comes late,
 * and what happened to run before would be charged with all of the gap. What lies beyond is shared by all functions instead.
 */
const LATE = 4;

/**
 * Milliseconds in which the thread was not idle, of the last `lasted` milliseconds. A sample stands for the time up to the
 * next one, as in the developer tools of browsers (the protocol's Profiler.Profile: microseconds). What the profiler itself
 * did is left out. `bounded`: of all threads that are profiled together.
 *
 * @throws ZodError when it is no CPU profile, Error when it holds more than one does
 */
export function parseCpuProfile(json: unknown, lasted = Number.POSITIVE_INFINITY, bounded = boundedStacks()): Profile {
  const { nodes, samples, timeDeltas, startTime, endTime } = cpuProfile.parse(json);
  assertFew(nodes.length);
  assertFew(nodes.reduce((sum, { children }) => sum + children.length, 0));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const spent = new Map<number, number>();
  const gaps = timeDeltas.filter((delta) => delta > 0);
  const longest = gaps.length === 0 ? Number.POSITIVE_INFINITY : LATE * median(gaps);
  const counted = { all: 0, usual: 0 };
  let at = startTime;
  for (const [index, id] of samples.entries()) {
    at += timeDeltas[index] ?? 0;
    if (at < endTime - lasted * 1000) continue;
    const milliseconds = Math.max(0, timeDeltas[index + 1] ?? endTime - at) / 1000;
    const usual = Math.min(milliseconds, longest / 1000);
    spent.set(id, (spent.get(id) ?? 0) + usual);
    if (isWaiting(byId.get(id))) continue;
    counted.all += milliseconds;
    counted.usual += usual;
  }
  const factor = counted.all / (counted.usual || 1);
  const calls = new Map(
    nodes.map(({ id, callFrame }): [number, Call] => [id, { frame: frameOf(callFrame), by: null }]),
  );
  for (const { id, children } of nodes) {
    for (const child of children.flatMap((one) => calls.get(one) ?? [])) child.by = calls.get(id)!;
  }
  const all = [...spent]
    .filter(([id]) => !isWaiting(byId.get(id)))
    .map(([id, value]): Sample => ({ stack: bounded(stackOf(calls.get(id)!)), value: value * factor }));
  return { unit: "ms", samples: all.filter(({ stack }) => !stack.some(({ file }) => file === "node:inspector")) };
}

interface HeapNode {
  readonly callFrame: z.output<typeof callFrame>;
  readonly selfSize: number;
  readonly children: readonly unknown[];
}

const heapNode: z.ZodType<HeapNode> = z.object({ callFrame, selfSize: z.number(), children: z.array(z.unknown()) });

/** Bytes that were allocated, estimated by V8 from its samples. @throws ZodError when it is none, Error when it holds more than one does */
export function parseHeapProfile(json: unknown, bounded = boundedStacks()): Profile {
  const { head } = z.object({ head: z.unknown() }).parse(json);
  const samples: Sample[] = [];
  // Checked a node at a time: a schema that calls itself could be led to the end of the stack.
  const open: { readonly node: unknown; readonly by: Call | null }[] = [{ node: head, by: null }];
  let calls = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { callFrame: called, selfSize, children } = heapNode.parse(next.node);
    const call = { frame: frameOf(called), by: next.by };
    if (selfSize > 0) samples.push({ stack: bounded(stackOf(call)), value: selfSize });
    calls += children.length;
    assertFew(calls);
    for (const node of children) open.push({ node, by: call });
  }
  return { unit: "bytes", samples };
}

function frameOf({ functionName, url, lineNumber, columnNumber }: z.output<typeof callFrame>): Frame | null {
  if (functionName === "(root)") return null;
  const name = functionName === "(garbage collector)" ? GARBAGE : functionName;
  return {
    name,
    file: url === "" ? null : url,
    line: lineNumber < 0 ? null : lineNumber + 1,
    ...(columnNumber < 0 ? {} : { column: columnNumber }),
    internal: url === "" || url.startsWith("node:"),
  };
}
