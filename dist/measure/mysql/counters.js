// src/measure/mysql/counters.ts
import { arithmeticOf, isCountedAnew } from "../counters.js";
var NONE = { calls: 0, examined: 0, sent: 0, ms: 0, unindexed: 0, temporary: 0 };
var { minus, total, addAll } = arithmeticOf(NONE);
var PREPARED = "prepared ";
var UNKEPT = "";
function hasOverflown(before, after) {
  return (after.get(UNKEPT) ?? NONE).calls > (before.get(UNKEPT) ?? NONE).calls;
}
function between(before, after) {
  const isReset = [...before].some(([key, was]) => !key.startsWith(PREPARED) && isCountedAnew(was, after.get(key)));
  if (isReset) return null;
  const used = [...after].map(([key, now]) => [key, minus(now, before.get(key) ?? NONE)]);
  return new Map(used.filter(([, { calls }]) => calls > 0));
}
function hasClosed(before, after) {
  let open = 0;
  for (const [connection, calls] of after.byConnection) open += calls - (before.byConnection.get(connection) ?? 0);
  return after.most < before.least || after.least - before.most > open;
}
export {
  NONE,
  PREPARED,
  UNKEPT,
  addAll,
  between,
  hasClosed,
  hasOverflown,
  total
};
