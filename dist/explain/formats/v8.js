// src/explain/formats/v8.ts
import { median } from "../../vendor/simple-statistics.js";
import { z } from "../../vendor/zod.js";
import { boundedStacks, DEEPEST, GARBAGE } from "../profile.js";
var callFrame = z.object({
  functionName: z.string(),
  url: z.string(),
  lineNumber: z.number(),
  columnNumber: z.number().default(-1)
});
var cpuProfile = z.object({
  nodes: z.array(z.object({ id: z.number(), callFrame, children: z.array(z.number()).default([]) })),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
  endTime: z.number(),
  startTime: z.number()
});
var MOST_CALLS = 5e5;
function assertFew(calls) {
  if (calls > MOST_CALLS) throw new Error(`it holds more than ${MOST_CALLS} calls`);
}
function stackOf(innermost) {
  const stack = [];
  let call = innermost;
  for (let depth = 0; call !== null && depth < DEEPEST; depth++, call = call.by) {
    if (call.frame !== null) stack.push(call.frame);
  }
  return stack.reverse();
}
var WAITING = /* @__PURE__ */ new Set(["(root)", "(idle)"]);
var isWaiting = (node) => WAITING.has(node?.callFrame.functionName ?? "(root)");
var LATE = 4;
function parseCpuProfile(json, lasted = Number.POSITIVE_INFINITY, bounded = boundedStacks()) {
  const { nodes, samples, timeDeltas, startTime, endTime } = cpuProfile.parse(json);
  assertFew(nodes.length);
  assertFew(nodes.reduce((sum, { children }) => sum + children.length, 0));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const spent = /* @__PURE__ */ new Map();
  const gaps = timeDeltas.filter((delta) => delta > 0);
  const longest = gaps.length === 0 ? Number.POSITIVE_INFINITY : LATE * median(gaps);
  const counted = { all: 0, usual: 0 };
  let at = startTime;
  for (const [index, id] of samples.entries()) {
    at += timeDeltas[index] ?? 0;
    if (at < endTime - lasted * 1e3) continue;
    const milliseconds = Math.max(0, timeDeltas[index + 1] ?? endTime - at) / 1e3;
    const usual = Math.min(milliseconds, longest / 1e3);
    spent.set(id, (spent.get(id) ?? 0) + usual);
    if (isWaiting(byId.get(id))) continue;
    counted.all += milliseconds;
    counted.usual += usual;
  }
  const factor = counted.all / (counted.usual || 1);
  const calls = new Map(
    nodes.map(({ id, callFrame: callFrame2 }) => [id, { frame: frameOf(callFrame2), by: null }])
  );
  for (const { id, children } of nodes) {
    for (const child of children.flatMap((one) => calls.get(one) ?? [])) child.by = calls.get(id);
  }
  const all = [...spent].filter(([id]) => !isWaiting(byId.get(id))).map(([id, value]) => ({ stack: bounded(stackOf(calls.get(id))), value: value * factor }));
  return { unit: "ms", samples: all.filter(({ stack }) => !stack.some(({ file }) => file === "node:inspector")) };
}
var heapNode = z.object({ callFrame, selfSize: z.number(), children: z.array(z.unknown()) });
function parseHeapProfile(json, bounded = boundedStacks()) {
  const { head } = z.object({ head: z.unknown() }).parse(json);
  const samples = [];
  const open = [{ node: head, by: null }];
  let calls = 0;
  for (let next = open.pop(); next !== void 0; next = open.pop()) {
    const { callFrame: called, selfSize, children } = heapNode.parse(next.node);
    const call = { frame: frameOf(called), by: next.by };
    if (selfSize > 0) samples.push({ stack: bounded(stackOf(call)), value: selfSize });
    calls += children.length;
    assertFew(calls);
    for (const node of children) open.push({ node, by: call });
  }
  return { unit: "bytes", samples };
}
function frameOf({ functionName, url, lineNumber, columnNumber }) {
  if (functionName === "(root)") return null;
  const name = functionName === "(garbage collector)" ? GARBAGE : functionName;
  return {
    name,
    file: url === "" ? null : url,
    line: lineNumber < 0 ? null : lineNumber + 1,
    ...columnNumber < 0 ? {} : { column: columnNumber },
    internal: url === "" || url.startsWith("node:")
  };
}
export {
  parseCpuProfile,
  parseHeapProfile
};
