// src/report/render/words/view.ts
import { collectorOf } from "../../../model/metric.js";
import { formatLimit } from "../format.js";
import { barLegend, barsOf } from "./bar.js";
import { COMPARISON_COLUMNS, isByRound, outcomeOf } from "./columns.js";
import { budgetRows, countLine, rowsOf } from "./rows.js";
function viewOf({ comparisons, budgets, rung, accepted }) {
  const isAlone = ({ change }) => rung === "budgets" && change === "new";
  const compared = comparisons.filter((one) => !isAlone(one));
  const alone = /* @__PURE__ */ new Map();
  for (const one of comparisons.filter(isAlone)) {
    const collector = collectorOf(one.metric) || "other";
    alone.set(collector, [...alone.get(collector) ?? [], one]);
  }
  const ids = new Set(accepted.map(({ metric }) => metric));
  const measured = comparisons.length - compared.length;
  const counts = [
    countLine(compared, ids),
    measured === 0 ? "" : `${measured} ${measured === 1 ? "metric" : "metrics"} measured, not compared.`
  ];
  const rows = rowsOf(compared);
  const checks = budgetRows(budgets);
  const above = new Set([...rows.moved, ...rows.open].map(({ metric }) => metric.id));
  return {
    ...rows,
    alone,
    budgets: checks,
    apart: checks.open.filter(({ metric }) => metric === null || !above.has(metric)),
    counts: counts.filter((line) => line !== "").join(" "),
    accepted: ids
  };
}
function columnsFor(rows, { budgets, accepted }, blank) {
  const bar = barsOf(rows, blank);
  const limits = /* @__PURE__ */ new Map();
  for (const check of [...budgets.open, ...budgets.kept])
    if (check.metric !== null) limits.set(check.metric, [...limits.get(check.metric) ?? [], check]);
  const columns = COMPARISON_COLUMNS.map((column) => {
    switch (column.label) {
      case "Result":
        return { ...column, format: (row) => accepted.has(row.metric.id) ? "accepted" : column.format(row) };
      case "95 % interval":
        return { ...column, drawn: bar };
      default:
        return column;
    }
  });
  const budget = {
    label: "Budget",
    align: "right",
    format: ({ metric }) => (limits.get(metric.id) ?? []).map(limitOf).join("; ")
  };
  return rows.some(({ metric }) => limits.has(metric.id)) ? [...columns, budget] : columns;
}
function legendFor(rows) {
  return [...barLegend(rows.map(barsOf(rows, " "))), ...plainLegendFor(rows)];
}
function plainLegendFor(rows) {
  if (!rows.some(isByRound)) return [];
  return [
    "Round by round: the medians of all rounds differ the other way; what counts is head against base in each round."
  ];
}
function limitOf(check) {
  return `${check.operator} ${formatLimit(check.limit, check.unit)}: ${outcomeOf(check)}`;
}
export {
  columnsFor,
  legendFor,
  plainLegendFor,
  viewOf
};
