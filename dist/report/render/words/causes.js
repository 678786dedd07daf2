// src/report/render/words/causes.ts
import { partText } from "../../../model/cause.js";
import { parseMetricId } from "../../../model/metric.js";
import { codeBy } from "../escape.js";
import { formatLimit, formatValue } from "../format.js";
import { clause, nameOf } from "./reasons.js";
var MOST = 3;
function causeLines({ causes }, { moved, open }, safe) {
  const byMetric = /* @__PURE__ */ new Map();
  for (const cause of causes) byMetric.set(cause.metric, [...byMetric.get(cause.metric) ?? [], cause]);
  const named = /* @__PURE__ */ new Map();
  for (const { metric, rule } of [...moved, ...open.filter(isCounted)]) {
    const own = rule.role === "gate" ? byMetric.get(metric.id) ?? [] : [];
    if (own.length === 0) continue;
    const said = own.slice(0, MOST).map((cause) => causeClause(cause, safe));
    const more = own.length > MOST ? [`${own.length - MOST} more in the report`] : [];
    const clauses = [...said, ...more].join("; ");
    named.set(clauses, [...named.get(clauses) ?? [], nameOf(metric.id, safe)]);
  }
  return [...named].map(([clauses, names]) => `${names.join(", ")}: ${clauses}.`);
}
var isCounted = ({ metric }) => metric.kind === "exact";
function causeClause(cause, safe) {
  const noted = cause.note === null ? "" : `, ${clause(cause.note, safe)}`;
  const place = placeOf(cause, safe);
  if (cause.kind !== "function") return `${subjectOf(cause, safe)}${movement(cause)}${shareOf(cause)}${noted}${place}`;
  return `${subjectOf(cause, safe)}${place}${spending(cause)}${noted}`;
}
function subjectOf({ kind, name }, safe) {
  const code = codeBy(safe);
  switch (kind) {
    case "module":
    case "resource":
    case "call":
      return safe(name);
    case "statement":
    case "function":
      return code(name);
    case "package":
      return `package ${safe(name)}`;
    case "copies":
      return `${safe(name)} more than once`;
    case "audit":
      return `audit ${safe(name)}`;
    case "element":
      return `largest paint ${safe(name)}`;
    case "plan":
      return `plan of ${code(name)}`;
    case "index":
      return `index ${code(name)}`;
    case "command":
      return `command ${code(name)}`;
    case "key":
      return `key ${code(name)}`;
    default:
      return kind;
  }
}
var A_REQUEST = /* @__PURE__ */ new Set(["statement", "command", "key", "function"]);
function isCode(kind) {
  return CODE.has(kind);
}
var CODE = /* @__PURE__ */ new Set(["statement", "plan", "index", "command", "key", "function"]);
function movement({ kind, base, head, unit }) {
  const each = A_REQUEST.has(kind) && unit !== "fraction" ? " a request" : "";
  if (base === null && head === null) return "";
  if (base === null) return ` is new, +${formatValue(head, unit)}${each}`;
  if (head === null) return ` is gone, -${formatValue(base, unit)}${each}`;
  const difference = head - base;
  return ` ${difference < 0 ? "fell" : "grew"} by ${formatValue(Math.abs(difference), unit)} to ${formatValue(head, unit)}${each}`;
}
function spending(cause) {
  const { base, head, unit, metric } = cause;
  if (base === null && head === null) return "";
  const share = shareIn(cause);
  const part = share !== null && share >= LEAST ? `, ${partText(share)} of what it grew by` : "";
  const isWatched = parseMetricId(metric)?.metric === "blocked";
  const profiled = unit === "ms" ? "processor time" : "allocated memory";
  const what = isWatched ? "blocked time a request" : `${profiled} a request over the whole load`;
  return `: ${signed((head ?? 0) - (base ?? 0), unit)} of ${what}${part}`;
}
var signed = (difference, unit) => `${difference < 0 ? "-" : "+"}${formatValue(Math.abs(difference), unit)}`;
function shareOf(cause) {
  const part = partOf(cause);
  return part === null ? "" : ` (${formatLimit(part, "fraction")} of ${signed(cause.whole, cause.unit)})`;
}
var LEAST = 0.01;
function partOf(cause) {
  const share = shareIn(cause);
  return share !== null && share >= LEAST && share <= 1 ? Math.round(share * 100) / 100 : null;
}
function shareIn({ base, head, whole }) {
  if (whole === null || whole === 0 || base === null && head === null) return null;
  return ((head ?? 0) - (base ?? 0)) / whole;
}
function placeOf({ kind, at, name }, safe) {
  if (at === null || at.file === name && at.line === null) return "";
  const place = `${safe(at.file)}${at.line === null ? "" : `, line ${at.line}`}`;
  return kind === "function" ? ` (${place})` : ` in ${place}`;
}
export {
  causeClause,
  causeLines,
  isCode
};
