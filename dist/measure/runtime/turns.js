// src/measure/runtime/turns.ts
import { posix } from "node:path";
import { z } from "../../vendor/zod.js";
import { shortened } from "../subject.js";
var LONGEST_NAME = 200;
var frame = z.object({
  functionName: z.string(),
  url: z.string(),
  /** From 0; -1 where there is none. */
  lineNumber: z.int()
});
var profileSchema = z.object({
  nodes: z.array(z.object({ id: z.int(), callFrame: frame, children: z.array(z.int()).optional() })),
  startTime: z.number(),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number())
});
function longTurns(profile, marks, folder, least) {
  const places = placesIn(profile, folder);
  const idle = new Set(
    profile.nodes.filter(({ callFrame }) => callFrame.functionName === "(idle)").map(({ id }) => id)
  );
  const turns = marks.map(() => []);
  let spent = /* @__PURE__ */ new Map();
  let from = null;
  let last = profile.startTime;
  let next = 0;
  const end = () => {
    const milliseconds = from === null ? 0 : (last - from) / 1e3;
    if (milliseconds >= least) turns[next]?.push({ milliseconds, spent: [...spent.values()] });
    from = null;
    spent = /* @__PURE__ */ new Map();
  };
  let running;
  for (const [index, id] of profile.samples.entries()) {
    const passed = profile.timeDeltas[index] ?? 0;
    if (running) add(spent, running, passed / 1e3);
    last += passed;
    if (last >= (marks[next] ?? Number.POSITIVE_INFINITY)) end();
    while (last >= (marks[next] ?? Number.POSITIVE_INFINITY)) next++;
    if (idle.has(id)) end();
    else from ??= last;
    running = places.get(id);
  }
  end();
  return turns;
}
function add(spent, place, milliseconds) {
  const key = `${place.file}:${place.line}:${place.name}`;
  spent.set(key, { place, milliseconds: (spent.get(key)?.milliseconds ?? 0) + milliseconds });
}
function placesIn({ nodes }, folder) {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame, folder)]));
  const found = /* @__PURE__ */ new Map();
  const search = (id) => {
    const passed = [];
    let at = id;
    while (at !== void 0 && !found.has(at) && !frames.get(at)?.own) {
      found.set(at, null);
      passed.push(at);
      at = parents.get(at);
    }
    let outer = at === void 0 ? null : found.get(at) ?? frames.get(at) ?? null;
    if (at !== void 0) found.set(at, outer);
    for (const one of passed.reverse()) {
      if (!outer?.own) outer = frames.get(one) ?? outer;
      found.set(one, outer);
    }
  };
  for (const { id } of nodes) search(id);
  return new Map([...found].flatMap(([id, place]) => place ? [[id, place]] : []));
}
function placeOf({ functionName, url, lineNumber }, folder) {
  const path = pathOf(url);
  const file = path === null ? ".." : posix.relative(folder, posix.normalize(path));
  if (file === "" || file === ".." || file.startsWith("../")) return null;
  return {
    name: shortened(functionName || "an anonymous function", LONGEST_NAME),
    file: shortened(file, LONGEST_NAME),
    line: lineNumber >= 0 ? lineNumber + 1 : null,
    own: !`/${file}`.includes("/node_modules/")
  };
}
function pathOf(url) {
  if (url.startsWith("/")) return url;
  if (!url.startsWith("file:///")) return null;
  try {
    return decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
}
export {
  longTurns,
  profileSchema
};
