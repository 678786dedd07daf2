// src/report/render/words/columns.ts
import { parseMetricId } from "../../../model/metric.js";
import { formatChange, formatInterval, formatLimit, formatValue, formatWithin } from "../format.js";
var COMPARISON_COLUMNS = [
  { label: "Result", align: "left", format: resultOf },
  { label: "Metric", align: "left", format: ({ metric }) => metricPart(metric.id) },
  { label: "Subject", align: "left", format: ({ metric }) => parseMetricId(metric.id)?.subject ?? "" },
  {
    label: "Base → head",
    align: "right",
    format: ({ metric, base, head }) => `${formatValue(base, metric.unit)} → ${formatValue(head, metric.unit)}`
  },
  {
    label: "Change",
    align: "right",
    format: (row) => `${formatChange(row)}${isByRound(row) ? ", round by round" : ""}`
  },
  { label: "95 % interval", align: "right", format: formatInterval }
];
function isByRound({ metric, base, head, effect }) {
  if (metric.kind !== "sampled" || base === null || head === null || effect === null) return false;
  return (head - base) * effect.value < 0;
}
var BUDGET_COLUMNS = [
  { label: "Budget", align: "left", format: outcomeOf },
  { label: "Limit on", align: "left", format: ({ name, metric }) => metric === null ? name : metricPart(metric) },
  { label: "Subject", align: "left", format: ({ metric }) => metric && parseMetricId(metric)?.subject || "" },
  {
    label: "Must be",
    align: "right",
    format: ({ operator, limit, unit }) => `${operator} ${formatLimit(limit, unit)}`
  },
  {
    label: "Base → head",
    align: "right",
    format: ({ base, head, unit }) => `${formatValue(base, unit)} → ${formatValue(head, unit)}`
  }
];
var HEAD_COLUMNS = [
  ...COMPARISON_COLUMNS.slice(1, 3),
  { label: "Head", align: "right", format: ({ metric, head }) => formatValue(head, metric.unit) }
];
function budgetColumns(rows) {
  const named = BUDGET_COLUMNS.filter(({ label }) => label !== "Subject" || rows.some(({ metric }) => metric !== null));
  if (rows.some(({ base }) => base !== null)) return named;
  const head = {
    label: "Head",
    align: "right",
    format: ({ head: head2, unit }) => formatValue(head2, unit)
  };
  return [...named.slice(0, -1), head];
}
function metricPart(id) {
  const parts = parseMetricId(id);
  return parts ? `${parts.collector}/${parts.metric}` : id;
}
function resultOf(comparison) {
  const { change, rule } = comparison;
  const words = change === "unchanged" ? formatWithin(comparison) : change;
  return rule.role === "gate" ? words : `${words}, watched`;
}
function outcomeOf({ level, outcome }) {
  switch (outcome) {
    case "kept":
      return "kept";
    case "no-samples":
      return "no samples";
    case "broken":
      return level === "max" ? "broken" : "warning";
    case "broken-by-estimate":
      return "warning, by estimate";
    default:
      return outcome;
  }
}
export {
  BUDGET_COLUMNS,
  COMPARISON_COLUMNS,
  HEAD_COLUMNS,
  budgetColumns,
  isByRound,
  metricPart,
  outcomeOf
};
