// src/report/render/html/charts-of.ts
import { intervalOf, isTiny } from "../../../model/comparison.js";
import { parseMetricId } from "../../../model/metric.js";
import { tolerateOf } from "./rule.js";
function comparisonCharts(comparison, series, looks) {
  const { metric, rule, effect, base } = comparison;
  if (metric.kind === "exact") return [];
  const { unit, scale, better } = metric;
  const measured = { unit, scale, better };
  const limits = {
    measured,
    tolerate: tolerateOf(comparison),
    detect: rule.detect > 0 ? rule.detect : null,
    ...isTiny(comparison) ? { tinyBase: Math.abs(base) } : {}
  };
  const charts = [];
  if (effect !== null && isDrawable(effect)) charts.push({ kind: "interval", ...limits, effect });
  const rounds = series === void 0 ? null : roundsOf(series);
  if (rounds !== null) charts.push({ kind: "rounds", measured, ...rounds });
  const drawn = looks.filter((look) => isDrawable(look.effect));
  if (drawn.length > 1)
    charts.push({ kind: "looks", ...limits, looks: drawn, settledAt: settledAt(comparison, drawn) });
  return charts;
}
var isDrawable = (effect) => intervalOf(effect) !== null && [effect.value, effect.low, effect.high].every(Number.isFinite);
function roundsOf(series) {
  if (series.kind === "exact") return null;
  const { base, head } = series.kind === "sampled" ? series : { base: series.base.map(shareOf), head: series.head.map(shareOf) };
  return [...base, ...head].some((value) => value !== null) ? { base, head } : null;
}
var shareOf = (count) => count === null || count.total === 0 ? null : count.events / count.total;
function settledAt({ change, rounds, rule }, looks) {
  if (change === "inconclusive" || rule.role !== "gate") return null;
  return looks.find(({ pairs }) => pairs === rounds)?.rounds ?? null;
}
function subjectCharts(comparison, details) {
  const parts = parseMetricId(comparison.metric.id);
  return details.filter(
    (one) => (one.kind === "distribution" || one.kind === "timeline") && one.collector === parts?.collector && one.subject === parts.subject
  );
}
function historyChart({ history }, baseline, id) {
  const row = history?.rows.find((one) => one.metric === id);
  const values = baseline?.histories.find((one) => one.metric.id === id)?.values ?? [];
  if (row === void 0 || values.length < 2) return null;
  const { unit, median, low, high, head } = row;
  return { kind: "history", unit, values, median, low, high, head };
}
export {
  comparisonCharts,
  historyChart,
  subjectCharts
};
