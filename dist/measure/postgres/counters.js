// src/measure/postgres/counters.ts
import { arithmeticOf, isCountedAnew } from "../counters.js";
var NONE = { calls: 0, rows: 0, hit: 0, read: 0, temporary: 0, ms: 0 };
var { minus, total, addAll } = arithmeticOf(NONE);
function between(before, after) {
  const why = lossBetween(before, after);
  if (why !== null) return { kind: "lost", why };
  const counters = /* @__PURE__ */ new Map();
  for (const [key, now] of after.counters) {
    const was = before.counters.get(key) ?? NONE;
    if (now.calls > was.calls) counters.set(key, minus(now, was));
  }
  const elsewhere = [...after.elsewhere].filter(([key, calls]) => calls !== (before.elsewhere.get(key) ?? 0));
  return { kind: "counted", counters, elsewhere: elsewhere.map(([key]) => key) };
}
function lossBetween(before, after) {
  if (before.reset !== after.reset) return "reset";
  if (before.thrownOut !== after.thrownOut) return "full";
  return [...before.counters].some(([key, was]) => isCountedAnew(was, after.counters.get(key))) ? "unknown" : null;
}
export {
  NONE,
  addAll,
  between,
  total
};
