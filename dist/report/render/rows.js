// src/report/render/rows.ts
import { parseMetricId } from "../../model/metric.js";
var SEVERITY = [
  ["gate", "regressed"],
  ["gate", "missing"],
  ["gate", "inconclusive"],
  ["watch", "regressed"],
  ["watch", "missing"],
  ["gate", "improved"],
  ["watch", "improved"],
  ["gate", "new"],
  ["watch", "new"]
];
function rowsOf(comparisons) {
  const moved = comparisons.filter((one) => severity(one) < SEVERITY.length);
  const rest = comparisons.filter((one) => severity(one) === SEVERITY.length);
  const settled = /* @__PURE__ */ new Map();
  for (const one of rest.toSorted(byId)) {
    const collector = parseMetricId(one.metric.id)?.collector ?? "other";
    const group = settled.get(collector);
    if (group) group.push(one);
    else settled.set(collector, [one]);
  }
  return { moved: moved.toSorted(worstFirst), settled };
}
var OUTCOMES = ["broken", "broken-by-estimate", "no-samples", "kept"];
function budgetRows(budgets) {
  const rank = ({ outcome, level }) => 2 * OUTCOMES.indexOf(outcome) + (level === "max" ? 0 : 1);
  return {
    open: budgets.filter(({ outcome }) => outcome !== "kept").toSorted((a, b) => rank(a) - rank(b)),
    kept: budgets.filter(({ outcome }) => outcome === "kept")
  };
}
var ORDER = ["regressed", "missing", "inconclusive", "improved", "new", "unchanged"];
function countLine(comparisons) {
  const counts = (role) => changes(comparisons.filter(({ rule }) => rule.role === role));
  return [
    ["Gating", counts("gate")],
    ["Watched", counts("watch")]
  ].filter(([, said]) => said !== "").map(([role, said]) => `${role}: ${said}.`).join(" ");
}
function changes(comparisons) {
  return ORDER.map((change) => [comparisons.filter((one) => one.change === change).length, change]).filter(([count]) => count > 0).map(([count, change]) => `${count} ${change}`).join(", ");
}
function severity({ rule, change }) {
  const index = SEVERITY.findIndex(([role, of]) => role === rule.role && of === change);
  return index < 0 ? SEVERITY.length : index;
}
function worstFirst(a, b) {
  return severity(a) - severity(b) || harm(b) - harm(a) || byId(a, b);
}
function harm({ metric, rule, effect }) {
  if (effect === null || !Number.isFinite(effect.value)) return 0;
  const unit = rule.detect || rule.tolerate.relative || rule.tolerate.absolute || 1;
  return (metric.better === "lower" ? 1 : -1) * effect.value / unit;
}
function byId(a, b) {
  return a.metric.id < b.metric.id ? -1 : a.metric.id > b.metric.id ? 1 : 0;
}
export {
  budgetRows,
  countLine,
  rowsOf
};
