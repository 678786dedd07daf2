// src/compare/pairs.ts
import { median } from "../vendor/simple-statistics.js";
import { pooledShare } from "../model/series.js";
var NO_PAIRS = "no round gave a value on both sides";
function pairSampled(series, metric) {
  const pairs = pairUp(series.base, series.head);
  const base = middle(pairs.length > 0 ? pairs.map(([b]) => b) : present(series.base));
  const head = middle(pairs.length > 0 ? pairs.map(([, h]) => h) : present(series.head));
  const nothing = { base, head, differences: [], byRound: [] };
  if (pairs.length === 0) return { ...nothing, problem: NO_PAIRS };
  if (metric.scale === "ratio" && pairs.some(([b, h]) => b <= 0 || h <= 0)) {
    return {
      ...nothing,
      problem: "a round gave 0 or less, which has no ratio: set `scale: difference` for this metric"
    };
  }
  const difference = metric.scale === "ratio" ? (b, h) => Math.log(h) - Math.log(b) : (b, h) => h - b;
  const byRound = series.base.map((b, round) => {
    const h = series.head[round] ?? null;
    return b === null || h === null ? null : difference(b, h);
  });
  return { base, head, differences: present(byRound), byRound, problem: null };
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
function typicalHead(series) {
  return series.kind === "rate" ? pooledShare(series.head) : middle(present(series.head));
}
export {
  NO_PAIRS,
  pairSampled,
  pairUp,
  present,
  typicalHead
};
