// src/compare/history.ts
import { median, quantileSorted } from "../vendor/simple-statistics.js";
var FEW = 20;
var WATCHED = 20;
function summarise(baseline, comparisons) {
  const { reference, jobs, leftOut } = baseline;
  const values = new Map(baseline.histories.map((one) => [one.metric.id, one.values]));
  const rowsOf = (role) => comparisons.filter(({ rule }) => rule.role === role).flatMap((comparison) => rowOf(comparison, values.get(comparison.metric.id) ?? []));
  return { reference, jobs, leftOut, rows: [...rowsOf("gate"), ...rowsOf("watch").slice(0, WATCHED)] };
}
function rowOf({ metric, head }, values) {
  if (head === null || values.length === 0) return [];
  const sorted = values.toSorted((a, b) => a - b);
  const tail = sorted.length < FEW ? 0 : 0.05;
  return [
    {
      metric: metric.id,
      unit: metric.unit,
      jobs: sorted.length,
      median: median(sorted),
      low: quantileSorted(sorted, tail),
      high: quantileSorted(sorted, 1 - tail),
      head
    }
  ];
}
export {
  summarise
};
