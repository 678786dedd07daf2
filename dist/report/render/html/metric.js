// src/report/render/html/metric.ts
import { parseMetricId } from "../../../model/metric.js";
import { escapePage } from "../escape.js";
import { formatChange, formatDetect, formatInterval, formatP, formatSize, formatValue } from "../format.js";
import { isCode } from "../words/causes.js";
import { metricPart } from "../words/columns.js";
import { sureness } from "../words/reasons.js";
import { escaped, html, NOTHING } from "./markup.js";
import { nameOfResult, resultOf } from "./metric-table.js";
import { limitText, placeAfter, toleratedText } from "./rule.js";
import { factsOf, tableOf } from "./tables.js";
function metricOpen({ comparison, anchor, at }, accepted) {
  const { metric, base, head } = comparison;
  const subject = parseMetricId(metric.id)?.subject ?? "";
  const values = `${formatValue(base, metric.unit)} → ${formatValue(head, metric.unit)}`;
  return html`<details class="metric" id="${anchor}"${at === "open" ? html` open` : NOTHING}>
<summary><h3><span class="name">${escaped(escapePage(metricPart(metric.id)))}</span> <span class="subject">${escaped(escapePage(subject))}</span></h3>
<span class="result ${nameOfResult(comparison, accepted)}">${resultOf(comparison, accepted)}</span> <span class="number">${values}</span> <span class="number">${formatChange(comparison)}</span></summary>
`;
}
function metricFacts({ comparison, looks, causes, budgets, run }) {
  const { metric, rule, base, head, effect, p, pAdjusted, noise, rounds, smallestVisible, note } = comparison;
  const isExact = metric.kind === "exact";
  return html`<div class="facts">${factsOf([
    ["Base → head", `${formatValue(base, metric.unit)} → ${formatValue(head, metric.unit)}`],
    ["Change", effect === null ? null : `${formatChange(comparison)}, ${sureness(comparison)}`],
    ["Test of being worse", surety(p, pAdjusted)],
    ["Measured", isExact || rounds === 0 ? null : rounds === 1 ? `1 ${run}` : `${rounds} ${run}s`],
    ["Noise", noise === null ? null : `head against base varied by ${formatSize(noise, metric)} from round to round`],
    ["Could be seen", !smallestVisible ? null : `a worsening of ${formatSize(smallestVisible, metric)} or more`],
    ["Note", note ?? null],
    ["Role", rule.role === "gate" ? "gates: it can block" : "watched: it cannot block"],
    ["Tolerated", toleratedText(comparison)],
    ["To be found", isExact ? null : `a worsening of ${formatDetect(comparison)} or more`],
    ...budgets.map((check) => ["Budget", html`${limitText(check)}${placeAfter(check.at)}`])
  ])}${tableOf(
    "Look by look",
    LOOKS,
    looks.map((look) => ({ ...look, comparison }))
  )}${tableOf("What is behind it", CAUSES, causes)}</div>`;
}
function surety(p, pAdjusted) {
  const said = [
    ...p === null ? [] : [`${formatP(p)} by itself`],
    ...pAdjusted === null ? [] : [`${formatP(pAdjusted)} after correction for all metrics and looks`]
  ];
  return said.length === 0 ? null : said.join("; ");
}
var LOOKS = [
  {
    label: "After",
    align: "left",
    format: ({ rounds, decides }) => `${rounds} rounds${decides ? "" : " (unchanged only)"}`
  },
  { label: "Pairs", align: "right", format: ({ pairs }) => String(pairs) },
  { label: "Change", align: "right", format: ({ comparison, effect }) => formatChange({ ...comparison, effect }) },
  {
    label: "95 % interval",
    align: "right",
    format: ({ comparison, effect }) => formatInterval({ ...comparison, effect })
  },
  { label: "p, alone", align: "right", format: ({ p }) => formatP(p).replace(/^p (?:= )?/, "") }
];
var CAUSES = [
  { label: "What", align: "left", format: ({ kind }) => kind },
  {
    label: "Name",
    align: "left",
    format: ({ name }) => name,
    markup: ({ kind, name }) => isCode(kind) ? html`<code>${name}</code>` : html`${name}`
  },
  { label: "Base", align: "right", format: ({ base, unit }) => formatValue(base, unit) },
  { label: "Head", align: "right", format: ({ head, unit }) => formatValue(head, unit) },
  {
    label: "Note",
    align: "left",
    format: ({ note }) => note ?? "",
    markup: ({ note, at }) => html`${note ?? ""}${placeAfter(at)}`
  }
];
export {
  metricFacts,
  metricOpen
};
