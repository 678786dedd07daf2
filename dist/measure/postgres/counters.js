// src/measure/postgres/counters.ts
var NONE = { calls: 0, rows: 0, hit: 0, read: 0, temporary: 0, ms: 0 };
var FIELDS = Object.keys(NONE);
function between(before, after) {
  if (before.epoch !== after.epoch) return { kind: "lost" };
  for (const [key, was] of before.counters) {
    const now = after.counters.get(key);
    if (now === void 0 || now.calls < was.calls) return { kind: "lost" };
    if (now.calls === was.calls && now.ms !== was.ms) return { kind: "lost" };
  }
  const counters = /* @__PURE__ */ new Map();
  for (const [key, now] of after.counters) {
    const was = before.counters.get(key) ?? NONE;
    if (now.calls > was.calls) counters.set(key, combine(now, was, -1));
  }
  return { kind: "counted", counters };
}
var plus = (one, other) => combine(one, other, 1);
function combine(one, other, sign) {
  const entries = FIELDS.map((field) => [field, one[field] + sign * other[field]]);
  return Object.fromEntries(entries);
}
function total(counters) {
  let sum = NONE;
  for (const one of counters) sum = plus(sum, one);
  return sum;
}
function addAll(into, more) {
  for (const [key, counters] of more) into.set(key, plus(into.get(key) ?? NONE, counters));
}
export {
  NONE,
  addAll,
  between,
  total
};
