// src/explain/flame.ts
import { shortened } from "../measure/subject.js";
import { sourceOf } from "./difference.js";
import { keyOf } from "./spent.js";
var MOST_NODES = 2e3;
var LEAST = 2e-3;
var DEEPEST = 120;
var callOf = (name) => ({
  name,
  frame: null,
  seen: /* @__PURE__ */ new Set(),
  value: { base: 0, head: 0 },
  calls: /* @__PURE__ */ new Map()
});
function flameOf(profiled, about) {
  const root = callOf("a request");
  for (const side of ["base", "head"]) {
    for (const { samples, requests } of profiled[side]) {
      for (const { stack, value } of samples) {
        add(root, stack, side, value / requests / profiled[side].length);
      }
    }
  }
  return { kind: "flame", collector: "explain", ...about, nodes: nodesOf(root) };
}
function add(root, stack, side, value) {
  let call = root;
  count(call, side, value);
  for (const frame of stack.slice(0, DEEPEST)) {
    const key = keyOf(frame);
    const next = call.calls.get(key) ?? callOf(frame.name);
    call.calls.set(key, next);
    if (side === "head" || next.frame === null) next.frame = side === "head" ? frame : null;
    count(next, side, value);
    call = next;
  }
}
function count(call, side, value) {
  call.seen.add(side);
  call.value[side] += value;
}
var largest = ({ value }) => Math.max(value.base, value.head);
function nodesOf(root) {
  const least = LEAST * largest(root);
  const all = [root];
  const callers = /* @__PURE__ */ new Map();
  for (let index = 0; index < all.length; index++) {
    for (const call of all[index].calls.values()) {
      if (largest(call) < least) continue;
      callers.set(call, index);
      all.push(call);
    }
  }
  const bound = all.length <= MOST_NODES ? 0 : largest([...all].sort((x, y) => largest(y) - largest(x))[MOST_NODES]);
  const kept = all.filter((call) => call === root || largest(call) > bound);
  const place = new Map(kept.map((call, index) => [call, index]));
  return kept.map((call) => ({
    name: shortened(call.name, 200) || "(anonymous)",
    at: call.frame && sourceOf(call.frame),
    base: call.seen.has("base") ? call.value.base : null,
    head: call.seen.has("head") ? call.value.head : null,
    children: [...call.calls.values()].flatMap((one) => place.get(one) ?? [])
  }));
}
export {
  flameOf
};
