// src/measure/mysql/counters.ts
var NONE = { calls: 0, examined: 0, sent: 0, ms: 0, unindexed: 0, temporary: 0 };
var FIELDS = Object.keys(NONE);
var PREPARED = "prepared ";
function between(before, after) {
  for (const [key, was] of before) {
    if (key.startsWith(PREPARED)) continue;
    const now = after.get(key);
    if (now === void 0 || now.calls < was.calls) return null;
    if (now.calls === was.calls && now.ms !== was.ms) return null;
  }
  const used = [...after].map(([key, now]) => [key, combine(now, before.get(key) ?? NONE, -1)]);
  return new Map(used.filter(([, { calls }]) => calls > 0));
}
var plus = (one, other) => combine(one, other, 1);
function combine(one, other, sign) {
  const entries = FIELDS.map((field) => [field, one[field] + sign * other[field]]);
  return Object.fromEntries(entries);
}
function total(all) {
  let sum = NONE;
  for (const one of all) sum = plus(sum, one);
  return sum;
}
function addAll(into, more) {
  for (const [key, counters] of more) into.set(key, plus(into.get(key) ?? NONE, counters));
}
export {
  NONE,
  PREPARED,
  addAll,
  between,
  total
};
