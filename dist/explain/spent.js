// src/explain/spent.ts
import { GARBAGE, totalOf } from "./profile.js";
var OTHERS = "the runtime and its packages";
function spentOn(profiled) {
  const all = [...profiled.base, ...profiled.head].flatMap(({ samples }) => samples);
  const hasOwn = all.some(({ stack }) => stack.some(({ own }) => own));
  const isOwn = (frame) => hasOwn ? frame.own : !frame.internal;
  const functions = /* @__PURE__ */ new Map();
  const apart = /* @__PURE__ */ new Map();
  for (const side of ["base", "head"]) {
    for (const [index, { samples, requests }] of profiled[side].entries()) {
      const at = { side, index, requests };
      for (const { stack, value } of samples) {
        const own = stack.filter(isOwn);
        const frame = own.at(-1);
        const isGarbage = stack.at(-1)?.name === GARBAGE;
        if (frame === void 0 || isGarbage) add(apart, isGarbage ? GARBAGE : OTHERS, at, value);
        else add(functions, keyOf(frame), at, value, frame, own.at(-2));
      }
    }
  }
  const costsOf = (tally) => ({
    base: profiled.base.map((_, index) => tally.base[index] ?? 0),
    head: profiled.head.map((_, index) => tally.head[index] ?? 0)
  });
  const totals = (side) => profiled[side].map(({ samples, requests }) => totalOf(samples) / requests);
  return {
    whole: { base: totals("base"), head: totals("head") },
    functions: [...functions.values()].map((tally) => ({
      frame: tally.frame,
      costs: costsOf(tally),
      caller: [...tally.callers.values()].sort((x, y) => y.more - x.more)[0]?.frame ?? null
    })),
    apart: new Map([...apart].map(([name, tally]) => [name, costsOf(tally)]))
  };
}
var keyOf = ({ name, file }) => `${name}
${file ?? ""}`;
function add(tallies, key, { side, index, requests }, value, frame, caller) {
  const tally = tallies.get(key) ?? { base: [], head: [], callers: /* @__PURE__ */ new Map() };
  tallies.set(key, tally);
  tally[side][index] = (tally[side][index] ?? 0) + value / requests;
  if (frame !== void 0 && (tally.frame === void 0 || side === "head")) tally.frame = frame;
  if (caller === void 0) return;
  const more = (side === "head" ? 1 : -1) * value / requests;
  const called = keyOf(caller);
  tally.callers.set(called, { frame: caller, more: (tally.callers.get(called)?.more ?? 0) + more });
}
export {
  keyOf,
  spentOn
};
