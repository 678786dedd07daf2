// src/report/render/machines/badge.ts
import { parseMetricId } from "../../../model/metric.js";
import { escapeText } from "../escape.js";
import { formatChange } from "../format.js";
import { lookupOf } from "../words/reasons.js";
var LONGEST_NAME = 40;
function renderBadge(verdict) {
  switch (verdict.verdict) {
    case "pass":
      return badge("pass", "brightgreen");
    case "fail":
      return badge(failureOf(verdict), "red");
    case "inconclusive":
      return badge("inconclusive", "yellow");
    case "error":
      return UNMEASURED_BADGE;
    default:
      return verdict.verdict;
  }
}
var UNMEASURED_BADGE = { ...badge("could not measure", "lightgrey"), isError: true };
function badge(message, color) {
  return { schemaVersion: 1, label: "performance", message, color };
}
function failureOf(verdict) {
  const failures = verdict.reasons.filter(
    (reason) => reason.kind === "regressed" || reason.kind === "finding" || reason.kind === "budget" && reason.check.level === "max" && reason.check.outcome === "broken"
  );
  const [first, ...others] = failures;
  const more = others.length === 0 ? "" : `, and ${others.length} more`;
  if (first?.kind === "finding") return `${escapeText(first.finding.title, LONGEST_NAME)}${more}`;
  if (first?.kind !== "regressed") return `over budget${more}`;
  const comparison = lookupOf(verdict).comparisons.get(first.metric);
  const subject = escapeText(parseMetricId(first.metric)?.subject ?? first.metric, LONGEST_NAME);
  const change = comparison === void 0 ? "regressed" : formatChange(comparison).replace(/ \(.*\)$/, "");
  return `${subject} ${change}${more}`;
}
export {
  UNMEASURED_BADGE,
  renderBadge
};
