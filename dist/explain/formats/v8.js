// src/explain/formats/v8.ts
import { median } from "../../vendor/simple-statistics.js";
import { z } from "../../vendor/zod.js";
import { DEEPEST, GARBAGE } from "../profile.js";
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
var WAITING = /* @__PURE__ */ new Set(["(root)", "(idle)"]);
var isWaiting = (node) => WAITING.has(node?.callFrame.functionName ?? "(root)");
var LATE = 4;
function parseCpuProfile(json, lasted = Number.POSITIVE_INFINITY) {
  const { nodes, samples, timeDeltas, startTime, endTime } = cpuProfile.parse(json);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children }) => children.map((child) => [child, id])));
  const spent = /* @__PURE__ */ new Map();
  const gaps = timeDeltas.filter((delta) => delta > 0);
  const longest = gaps.length === 0 ? Number.POSITIVE_INFINITY : LATE * median(gaps);
  const counted = { all: 0, bounded: 0 };
  let at = startTime;
  for (const [index, id] of samples.entries()) {
    at += timeDeltas[index] ?? 0;
    if (at < endTime - lasted * 1e3) continue;
    const milliseconds = Math.max(0, timeDeltas[index + 1] ?? endTime - at) / 1e3;
    const bounded = Math.min(milliseconds, longest / 1e3);
    spent.set(id, (spent.get(id) ?? 0) + bounded);
    if (isWaiting(byId.get(id))) continue;
    counted.all += milliseconds;
    counted.bounded += bounded;
  }
  const factor = counted.all / (counted.bounded || 1);
  const stackOf = (id) => {
    const stack = [];
    for (let next = id; next !== void 0 && stack.length < DEEPEST; next = parents.get(next)) {
      const node = byId.get(next);
      if (node !== void 0 && node.callFrame.functionName !== "(root)") stack.push(frameOf(node.callFrame));
    }
    return stack.reverse();
  };
  const all = [...spent].filter(([id]) => !isWaiting(byId.get(id))).map(([id, value]) => ({ stack: stackOf(id), value: value * factor }));
  return { unit: "ms", samples: all.filter(({ stack }) => !stack.some(({ file }) => file === "node:inspector")) };
}
var heapNode = z.object({ callFrame, selfSize: z.number(), children: z.array(z.unknown()) });
function parseHeapProfile(json) {
  const { head } = z.object({ head: z.unknown() }).parse(json);
  const samples = [];
  const open = [{ node: head, above: [] }];
  for (let next = open.pop(); next !== void 0; next = open.pop()) {
    const { callFrame: called, selfSize, children } = heapNode.parse(next.node);
    const stack = called.functionName === "(root)" ? next.above : [...next.above, frameOf(called)].slice(-DEEPEST);
    if (selfSize > 0) samples.push({ stack, value: selfSize });
    for (const node of children) open.push({ node, above: stack });
  }
  return { unit: "bytes", samples };
}
function frameOf({ functionName, url, lineNumber, columnNumber }) {
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
