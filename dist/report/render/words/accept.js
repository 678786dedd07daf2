// src/report/render/words/accept.ts
import { dimensionOf } from "../../../model/quantity.js";
var LONGEST = 300;
var MOST = 5;
function acceptYaml(rows) {
  const regressed = rows.filter(({ rule, change }) => rule.role === "gate" && change === "regressed");
  const entries = regressed.filter(isWritable).slice(0, MOST).map((row) => `  - { metric: ${quoted(row.metric.id)}, upTo: ${upTo(row)}, until: <date>, reason: "<why>" }`);
  const more = regressed.length - entries.length;
  if (entries.length === 0) return [];
  return [
    "accept:",
    ...entries,
    ...more === 0 ? [] : [`  # ${more} more regressed, and these lines do not accept them: see the report.`]
  ];
}
function isWritable({ metric, effect }) {
  if (effect === null || !Number.isFinite(effect.value)) return false;
  return metric.id.length <= LONGEST && !new RegExp("\\p{Surrogate}", "u").test(metric.id);
}
function upTo({ metric, effect }) {
  const size = Math.abs(effect.value);
  if (metric.scale === "ratio") return `${Math.max(1, Math.ceil(tidy(size * 100)))}%`;
  const dimension = dimensionOf(metric.unit);
  if (dimension === "fraction") return `${roundUp(size * 100)}%`;
  const number = roundUp(size);
  return dimension === "ms" ? `${number}ms` : dimension === "bytes" ? `${Math.ceil(number)}B` : String(number);
}
function roundUp(size) {
  if (size === 0) return 0;
  const step = 10 ** (Math.floor(Math.log10(size)) - 1);
  return Number((Math.ceil(tidy(size / step)) * step).toPrecision(2));
}
var tidy = (number) => Number(number.toPrecision(12));
function quoted(id) {
  const separator = id.indexOf("@");
  const written = id.replace(/[^\p{L}\p{N} ]/gu, (character, at) => {
    const isOwn = at === separator && /[a-z\d]/i.test(id[at - 1] ?? "");
    return isOwn || PLAIN.has(character) ? character : escapeOf(character);
  });
  return `"${written.replaceAll("::", ":\\u003a")}"`;
}
var PLAIN = new Set("/:-_.,?*+()[]{}=%!'");
function escapeOf(character) {
  const point = character.codePointAt(0);
  return point > 65535 ? `\\U${point.toString(16).padStart(8, "0")}` : `\\u${point.toString(16).padStart(4, "0")}`;
}
export {
  acceptYaml
};
