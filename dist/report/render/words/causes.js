// src/report/render/words/causes.ts
import { formatLimit, formatValue } from "../format.js";
import { clause, nameOf } from "./reasons.js";
var MOST = 3;
function causeLines({ causes }, rows, safe) {
  const byMetric = /* @__PURE__ */ new Map();
  for (const cause of causes) byMetric.set(cause.metric, [...byMetric.get(cause.metric) ?? [], cause]);
  const named = /* @__PURE__ */ new Map();
  for (const { metric, rule } of rows) {
    const own = rule.role === "gate" ? byMetric.get(metric.id) ?? [] : [];
    if (own.length === 0) continue;
    const said = own.slice(0, MOST).map((cause) => causeClause(cause, safe));
    const more = own.length > MOST ? [`${own.length - MOST} more in the report`] : [];
    const clauses = [...said, ...more].join("; ");
    named.set(clauses, [...named.get(clauses) ?? [], nameOf(metric.id, safe)]);
  }
  return [...named].map(([clauses, names]) => `${names.join(", ")}: ${clauses}.`);
}
function causeClause(cause, safe) {
  const { name, base, head, note } = cause;
  const noted = note === null ? "" : `, ${clause(note, safe)}`;
  return `${subjectOf(cause, safe)}${movement(base, head, cause.unit)}${shareOf(cause)}${noted}${placeOf(cause, name, safe)}`;
}
function subjectOf({ kind, name }, safe) {
  switch (kind) {
    case "module":
    case "resource":
      return safe(name);
    case "package":
      return `package ${safe(name)}`;
    case "copies":
      return `${safe(name)} more than once`;
    case "audit":
      return `audit ${safe(name)}`;
    case "element":
      return `largest paint ${safe(name)}`;
    default:
      return kind;
  }
}
function movement(base, head, unit) {
  if (base === null && head === null) return "";
  if (base === null) return ` is new, +${formatValue(head, unit)}`;
  if (head === null) return ` is gone, -${formatValue(base, unit)}`;
  const difference = head - base;
  return ` ${difference < 0 ? "fell" : "grew"} by ${formatValue(Math.abs(difference), unit)} to ${formatValue(head, unit)}`;
}
function shareOf({ base, head, whole, unit }) {
  if (whole === null || whole === 0 || base === null && head === null) return "";
  const share = ((head ?? 0) - (base ?? 0)) / whole;
  return share >= 0.01 && share <= 1 ? ` (${formatLimit(Math.round(share * 100) / 100, "fraction")} of ${whole < 0 ? "-" : "+"}${formatValue(Math.abs(whole), unit)})` : "";
}
function placeOf({ at }, name, safe) {
  if (at === null || at.file === name && at.line === null) return "";
  return ` in ${safe(at.file)}${at.line === null ? "" : `, line ${at.line}`}`;
}
export {
  causeClause,
  causeLines
};
