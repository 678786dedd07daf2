// src/measure/leak.ts
import { mean, median } from "../vendor/simple-statistics.js";
import { SIDES } from "../model/series.js";
import { rangeOf } from "./ranges.js";
import { lowerBound } from "./slope.js";
import { TARGET } from "./watched.js";
var ONCE = 1e6;
function leaksOf(collector, what, rounds) {
  if (!SIDES.some((side) => isCertain(rounds[side]))) return [];
  const [base, head] = [eachOf(rounds.base), eachOf(rounds.head)];
  const value = (each) => each.length === 0 ? null : mean([...each]);
  const share = (lowerBound(head) ?? 0) / (value(head) ?? 1);
  const sure = share >= 0.01 ? `at least ${Math.floor(100 * share)} % of it for certain` : "not certain";
  const shared = { rule: "leak", collector, subject: TARGET, name: null, unit: "bytes", at: null };
  const ranges = { base: rangeOf(base), head: rangeOf(head) };
  return [{ ...shared, base: value(base), head: value(head), note: `${what}, ${sure}`, rounds: ranges }];
}
function isCertain(rounds) {
  return (lowerBound(eachOf(rounds)) ?? 0) > 0 && median(rounds.map(({ bytes }) => bytes)) >= ONCE;
}
var eachOf = (rounds) => rounds.map(({ bytes, requests }) => bytes / requests);
export {
  leaksOf
};
