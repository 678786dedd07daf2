// src/compare/pairs.ts
import { median } from "../vendor/simple-statistics.js";
var NO_PAIRS = "no round gave a value on both sides";
function pairSampled(series, metric) {
  const pairs = pairUp(series.base, series.head);
  const base = middle(pairs.length > 0 ? pairs.map(([b]) => b) : present(series.base));
  const head = middle(pairs.length > 0 ? pairs.map(([, h]) => h) : present(series.head));
  if (pairs.length === 0) return { base, head, differences: [], problem: NO_PAIRS };
  if (metric.scale === "difference") return { base, head, differences: pairs.map(([b, h]) => h - b), problem: null };
  if (pairs.some(([b, h]) => b <= 0 || h <= 0)) {
    const problem = "a round gave 0 or less, which has no ratio: set `scale: difference` for this metric";
    return { base, head, differences: [], problem };
  }
  return { base, head, differences: pairs.map(([b, h]) => Math.log(h) - Math.log(b)), problem: null };
}
function pairUp(base, head) {
  return base.flatMap((b, round) => {
    const h = head[round] ?? null;
    return b === null || h === null ? [] : [[b, h]];
  });
}
function present(values) {
  return values.filter((value) => value !== null);
}
function middle(values) {
  return values.length === 0 ? null : median(values);
}
export {
  NO_PAIRS,
  pairSampled,
  pairUp,
  present
};
