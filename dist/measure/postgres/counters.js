// src/measure/postgres/counters.ts
import { arithmeticOf, isCountedAnew } from "../counters.js";
var NONE = { calls: 0, rows: 0, hit: 0, read: 0, temporary: 0, ms: 0 };
var { minus, total, addAll } = arithmeticOf(NONE);
function between(before, after) {
  if (before.epoch !== after.epoch) return { kind: "lost" };
  if ([...before.counters].some(([key, was]) => isCountedAnew(was, after.counters.get(key)))) return { kind: "lost" };
  const counters = /* @__PURE__ */ new Map();
  for (const [key, now] of after.counters) {
    const was = before.counters.get(key) ?? NONE;
    if (now.calls > was.calls) counters.set(key, minus(now, was));
  }
  return { kind: "counted", counters };
}
export {
  NONE,
  addAll,
  between,
  total
};
