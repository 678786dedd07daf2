// src/explain/flame.ts
import { mean } from "../vendor/simple-statistics.js";
import { shortened } from "../measure/subject.js";
import { marginOf, moreOf, noiseOf, sourceOf } from "./difference.js";
import { keyOf, spentOn } from "./spent.js";
var MOST_NODES = 2e3;
var LEAST = 2e-3;
var MOST_OF_IT = 0.5;
var DEEPEST = 120;
var MOST_FUNCTIONS = 20;
var callOf = (name, sides) => ({
  name,
  frame: null,
  seen: /* @__PURE__ */ new Set(),
  value: { base: sides.base.map(() => 0), head: sides.head.map(() => 0) },
  calls: /* @__PURE__ */ new Map()
});
function flameOf(profiled, about) {
  const root = callOf("a request", profiled);
  for (const side of ["base", "head"]) {
    for (const [index, { samples, requests }] of profiled[side].entries()) {
      for (const { stack, value } of samples) add(root, stack, { side, index }, value / requests);
    }
  }
  const { functions } = spentOn(profiled);
  const noise = noiseOf(functions.map(({ costs }) => costs));
  const nodes = nodesOf(root, noise);
  return { kind: "flame", collector: "explain", ...about, nodes, functions: functionsOf(functions, noise) };
}
function functionsOf(functions, noise) {
  return functions.filter(({ frame }) => frame.own).sort((x, y) => Math.abs(moreOf(y.costs)) - Math.abs(moreOf(x.costs))).slice(0, MOST_FUNCTIONS).map(({ frame, costs }) => ({
    name: shortened(frame.name, 200) || "(anonymous)",
    at: sourceOf(frame),
    base: mean([...costs.base]),
    head: mean([...costs.head]),
    ...marginIn(costs, noise)
  }));
}
function marginIn(costs, noise) {
  const margin = marginOf(costs, noise && { noise });
  return Number.isFinite(margin) ? { margin } : {};
}
function add(root, stack, at, value) {
  let call = root;
  count(call, at, value);
  for (const frame of stack.slice(0, DEEPEST)) {
    const key = keyOf(frame);
    const next = call.calls.get(key) ?? callOf(frame.name, root.value);
    call.calls.set(key, next);
    if (at.side === "head") next.frame = frame;
    count(next, at, value);
    call = next;
  }
}
function count({ seen, value }, { side, index }, more) {
  seen.add(side);
  value[side][index] += more;
}
var sizeOf = ({ value }) => mean(value.base) + mean(value.head);
var largest = ({ value }) => Math.max(mean(value.base), mean(value.head));
function nodesOf(root, noise) {
  const least = LEAST * largest(root);
  const all = [root];
  for (let index = 0; index < all.length; index++) {
    for (const call of all[index].calls.values()) if (largest(call) >= least) all.push(call);
  }
  const bound = all.length <= MOST_NODES ? 0 : largest([...all].sort((x, y) => largest(y) - largest(x))[MOST_NODES]);
  const kept = all.filter((call) => call === root || largest(call) > bound);
  const place = new Map(kept.map((call, index) => [call, index]));
  return kept.map((call) => ({
    name: shortened(call.name, 200) || "(anonymous)",
    at: call.frame && sourceOf(call.frame),
    base: call.seen.has("base") ? mean(call.value.base) : null,
    head: call.seen.has("head") ? mean(call.value.head) : null,
    // As changeOf judges the whole: what all functions vary by together is in its own differences, and hardly in the noise of each.
    ...marginIn(call.value, sizeOf(call) > MOST_OF_IT * sizeOf(root) ? void 0 : noise),
    children: [...call.calls.values()].flatMap((one) => place.get(one) ?? [])
  }));
}
export {
  flameOf
};
