// src/report/render/html/rule.ts
import { formatLimit, formatSize, formatValue } from "../format.js";
import { html, NOTHING } from "./markup.js";
function tolerateOf({ metric, rule: { tolerate }, base }) {
  const size = Math.abs(base ?? 0);
  if (metric.scale === "difference") return Math.max(tolerate.absolute, tolerate.relative * size);
  return Math.max(tolerate.relative, size === 0 ? 0 : tolerate.absolute / size);
}
function toleratedText(comparison) {
  const { metric, rule, base } = comparison;
  const { relative, absolute } = rule.tolerate;
  if (metric.scale === "difference") return `up to ${formatSize(tolerateOf(comparison), metric)}`;
  const parts = [
    ...relative === 0 ? [] : [formatLimit(relative, "fraction")],
    ...absolute === 0 ? [] : [formatLimit(absolute, metric.unit)]
  ];
  if (parts.length === 0) return "nothing";
  const here = parts.length > 1 && base ? `; here ${formatSize(tolerateOf(comparison), metric)}` : "";
  return `up to ${parts.join(" or ")}${parts.length > 1 ? ", whichever is more" : ""}${here}`;
}
var OUTCOMES = {
  kept: "kept",
  broken: "broken for certain",
  "broken-by-estimate": "broken by the estimate only",
  "no-samples": "no samples"
};
function limitText({ level, operator, limit, unit, head, outcome }) {
  const must = `${level === "max" ? "must be" : "should be"} ${operator} ${formatLimit(limit, unit)}`;
  return `${must}; ${formatValue(head, unit)} in head: ${OUTCOMES[outcome]}`;
}
function placeOf(at) {
  return at === null ? NOTHING : html`<code>${at.file}${at.line === null ? "" : `:${at.line}`}</code>`;
}
function placeAfter(at) {
  return at === null ? NOTHING : html` (${placeOf(at)})`;
}
export {
  limitText,
  placeAfter,
  placeOf,
  tolerateOf,
  toleratedText
};
