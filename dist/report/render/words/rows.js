// src/report/render/words/rows.ts
import { parseMetricId } from "../../../model/metric.js";
var SEVERITY = [
  ["gate", "regressed"],
  ["gate", "missing"],
  ["watch", "regressed"],
  ["watch", "missing"],
  ["watch", "changed"],
  ["gate", "improved"],
  ["watch", "improved"],
  ["gate", "new"],
  ["watch", "new"]
];
function rowsOf(comparisons) {
  const moved = comparisons.filter(isMoved);
  const open = comparisons.filter(isOpen);
  const rest = comparisons.filter((one) => !isMoved(one) && !isOpen(one));
  const settled = /* @__PURE__ */ new Map();
  for (const one of rest.toSorted(byId)) {
    const collector = parseMetricId(one.metric.id)?.collector ?? "other";
    const group = settled.get(collector);
    if (group) group.push(one);
    else settled.set(collector, [one]);
  }
  return { moved: moved.toSorted(worstFirst), open: open.toSorted(worstFirst), settled };
}
var MOST_WATCHED = 3;
function shownOf(moved) {
  const watched = moved.filter(({ rule }) => rule.role === "watch");
  const rest = new Set(watched.slice(MOST_WATCHED));
  return { shown: moved.filter((one) => !rest.has(one)), rest: [...rest] };
}
var isZero = ({ base, head }) => base === 0 && head === 0;
var isMoved = (one) => severity(one) < SEVERITY.length && !isZero(one);
var isOpen = (one) => one.rule.role === "gate" && one.change === "inconclusive";
var OUTCOMES = ["broken", "broken-by-estimate", "no-samples", "kept"];
function budgetRows(budgets) {
  const rank = ({ outcome, level }) => 2 * OUTCOMES.indexOf(outcome) + (level === "max" ? 0 : 1);
  return {
    open: budgets.filter(({ outcome }) => outcome !== "kept").toSorted((a, b) => rank(a) - rank(b)),
    kept: budgets.filter(({ outcome }) => outcome === "kept")
  };
}
var RESULTS = [
  "regressed",
  "accepted",
  "missing",
  "inconclusive",
  "improved",
  "changed",
  "new",
  "unchanged"
];
var NONE = /* @__PURE__ */ new Set();
function countLine(comparisons, accepted = NONE) {
  const counts = (role) => changes(
    comparisons.filter(({ rule }) => rule.role === role),
    accepted
  );
  return [
    ["Gating", counts("gate")],
    ["Watched", counts("watch")]
  ].filter(([, said]) => said !== "").map(([role, said]) => `${role}: ${said}.`).join(" ");
}
function changes(comparisons, accepted = NONE) {
  const counts = /* @__PURE__ */ new Map();
  for (const { metric, change } of comparisons) {
    const said = accepted.has(metric.id) ? "accepted" : change;
    counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  return RESULTS.flatMap((change) => counts.has(change) ? [`${counts.get(change)} ${change}`] : []).join(", ");
}
function severity({ rule, change }) {
  const index = SEVERITY.findIndex(([role, of]) => role === rule.role && of === change);
  return index < 0 ? SEVERITY.length : index;
}
function worstFirst(a, b) {
  return severity(a) - severity(b) || weight(b) - weight(a) || byId(a, b);
}
function weight(one) {
  if (one.change === "changed") return Math.abs(harm(one));
  return one.change === "improved" ? -harm(one) : harm(one);
}
function harm({ metric, rule, effect }) {
  if (effect === null || !Number.isFinite(effect.value)) return 0;
  const unit = rule.detect || rule.tolerate.relative || rule.tolerate.absolute || 1;
  return (metric.better === "higher" ? -1 : 1) * effect.value / unit;
}
function byId(a, b) {
  return a.metric.id < b.metric.id ? -1 : a.metric.id > b.metric.id ? 1 : 0;
}
export {
  RESULTS,
  budgetRows,
  changes,
  countLine,
  rowsOf,
  shownOf
};
