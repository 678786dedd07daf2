/** What V8's inspector gives: CPU profiles and sampled allocations. Pure. */
import { median } from "simple-statistics";
import { z } from "zod";
import { DEEPEST, type Frame, GARBAGE, type Profile, type Sample } from "../profile.ts";

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
 * Milliseconds in which the thread was not idle, of the last `lasted` milliseconds. A sample stands for the time up to the next one, as in the developer tools
 * of browsers (the protocol's Profiler.Profile: microseconds). What the profiler itself did is left out.
 *
 * @throws ZodError when it is no CPU profile
 */
export function parseCpuProfile(json: unknown, lasted = Number.POSITIVE_INFINITY): Profile {
  const { nodes, samples, timeDeltas, startTime, endTime } = cpuProfile.parse(json);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children }) => children.map((child) => [child, id] as const)));
  const spent = new Map<number, number>();
  const gaps = timeDeltas.filter((delta) => delta > 0);
  const longest = gaps.length === 0 ? Number.POSITIVE_INFINITY : LATE * median(gaps);
  const counted = { all: 0, bounded: 0 };
  let at = startTime;
  for (const [index, id] of samples.entries()) {
    at += timeDeltas[index] ?? 0;
    if (at < endTime - lasted * 1000) continue;
    const milliseconds = Math.max(0, timeDeltas[index + 1] ?? endTime - at) / 1000;
    const bounded = Math.min(milliseconds, longest / 1000);
    spent.set(id, (spent.get(id) ?? 0) + bounded);
    if (isWaiting(byId.get(id))) continue;
    counted.all += milliseconds;
    counted.bounded += bounded;
  }
  const factor = counted.all / (counted.bounded || 1);
  const stackOf = (id: number) => {
    const stack: Frame[] = [];
    for (let next: number | undefined = id; next !== undefined && stack.length < DEEPEST; next = parents.get(next)) {
      const node = byId.get(next);
      if (node !== undefined && node.callFrame.functionName !== "(root)") stack.push(frameOf(node.callFrame));
    }
    return stack.reverse();
  };
  const all = [...spent]
    .filter(([id]) => !isWaiting(byId.get(id)))
    .map(([id, value]): Sample => ({ stack: stackOf(id), value: value * factor }));
  return { unit: "ms", samples: all.filter(({ stack }) => !stack.some(({ file }) => file === "node:inspector")) };
}

interface HeapNode {
  readonly callFrame: z.output<typeof callFrame>;
  readonly selfSize: number;
  readonly children: readonly unknown[];
}

const heapNode: z.ZodType<HeapNode> = z.object({ callFrame, selfSize: z.number(), children: z.array(z.unknown()) });

/** Bytes that were allocated, estimated by V8 from its samples. @throws ZodError when it is no heap profile */
export function parseHeapProfile(json: unknown): Profile {
  const { head } = z.object({ head: z.unknown() }).parse(json);
  const samples: Sample[] = [];
  // Checked a node at a time: a schema that calls itself could be led to the end of the stack.
  const open: { readonly node: unknown; readonly above: readonly Frame[] }[] = [{ node: head, above: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { callFrame: called, selfSize, children } = heapNode.parse(next.node);
    const stack = called.functionName === "(root)" ? next.above : [...next.above, frameOf(called)].slice(-DEEPEST);
    if (selfSize > 0) samples.push({ stack, value: selfSize });
    for (const node of children) open.push({ node, above: stack });
  }
  return { unit: "bytes", samples };
}

function frameOf({ functionName, url, lineNumber, columnNumber }: z.output<typeof callFrame>): Frame {
  const name = functionName === "(garbage collector)" ? GARBAGE : functionName;
  return {
    name,
    file: url === "" ? null : url,
    line: lineNumber < 0 ? null : lineNumber + 1,
    ...(columnNumber < 0 ? {} : { column: columnNumber }),
    internal: url === "" || url.startsWith("node:"),
  };
}
