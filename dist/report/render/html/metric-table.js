// src/report/render/html/metric-table.ts
import { intervalOf } from "../../../model/comparison.js";
import { collectorOf, parseMetricId } from "../../../model/metric.js";
import { escapePage } from "../escape.js";
import { formatChange, formatInterval, formatP, formatSize, formatValue, formatWithin } from "../format.js";
import { metricPart } from "../words/columns.js";
import { RESULTS } from "../words/rows.js";
import { escaped, html, NOTHING } from "./markup.js";
import { labelsOf, right } from "./tables.js";
function nameOfResult({ change, metric }, accepted) {
  return accepted.has(metric.id) ? "accepted" : change;
}
var columnsOf = (accepted) => [
  {
    label: "Result",
    align: "left",
    format: (row) => resultOf(row, accepted),
    value: (row) => RESULTS.indexOf(nameOfResult(row, accepted))
  },
  { label: "Metric", align: "left", format: ({ metric }) => metricPart(metric.id) },
  { label: "Subject", align: "left", format: ({ metric }) => parseMetricId(metric.id)?.subject ?? "" },
  {
    label: "Base",
    align: "right",
    format: ({ base, metric }) => formatValue(base, metric.unit),
    value: ({ base }) => base
  },
  {
    label: "Head",
    align: "right",
    format: ({ head, metric }) => formatValue(head, metric.unit),
    value: ({ head }) => head
  },
  { label: "Change", align: "right", format: formatChange, value: ({ effect }) => effect?.value ?? null },
  {
    label: "95 % interval",
    align: "right",
    format: formatInterval,
    value: ({ effect }) => intervalOf(effect)?.low ?? null
  },
  {
    label: "p",
    align: "right",
    format: (row) => probability(row) === null ? "–" : formatP(probability(row)).replace(/^p (?:= )?/, ""),
    value: probability
  },
  {
    label: "Noise",
    align: "right",
    format: ({ noise, metric }) => noise === null ? "–" : formatSize(noise, metric),
    value: ({ noise }) => noise
  },
  { label: "Rounds", align: "right", format: ({ rounds }) => String(rounds), value: ({ rounds }) => rounds }
];
function resultOf(comparison, accepted) {
  const name = nameOfResult(comparison, accepted);
  const words = name === "unchanged" ? formatWithin(comparison) : name;
  return comparison.rule.role === "gate" ? words : `${words}, watched`;
}
function probability({ p, pAdjusted }) {
  return pAdjusted ?? p;
}
function metricTable(view, anchors) {
  const { moved, open, settled, alone, accepted } = view;
  const rest = [...settled.values(), ...alone.values()].flat();
  const rows = [...moved, ...open, ...rest.filter(isGating), ...rest.filter((one) => !isGating(one))];
  const frame = { id: "metrics", title: "All metrics" };
  if (rows.length === 0) return { ...frame, pieces: [] };
  const columns = columnsOf(accepted).filter(({ value }) => !value || rows.some((row) => value(row) !== null));
  const lines = rows.map((row) => {
    const anchor = anchors.get(row.metric.id);
    const render = () => rowOf(row, { columns, anchor, result: nameOfResult(row, accepted) });
    return { kind: "row", priority: anchor === void 0 ? 3 : 0, render };
  });
  const pieces = [
    openOf(rows, columns, accepted),
    ...lines,
    html`</tbody></table></div>\n`,
    (leftOut) => leftOut("row") === 0 ? NOTHING : html`<p>${leftOut("row")} rows were left out to keep this file small; all of them are in <code>verdict.json</code>.</p>\n`
  ];
  return { ...frame, pieces };
}
var isGating = ({ rule }) => rule.role === "gate";
function rowOf(row, { columns, anchor, result }) {
  const cells = columns.map(({ label, format, value }) => {
    const shown = format(row);
    const by = value?.(row) ?? null;
    const number = by === null || !Number.isFinite(by) ? shown : String(Number(by.toPrecision(6)));
    const sort = number === shown ? NOTHING : html` data-v="${number}"`;
    const text = escaped(escapePage(shown));
    return html`<td${sort}>${anchor === void 0 ? text : lookedCell(label, text, anchor, result)}`;
  });
  return html`<tr>${cells}\n`;
}
function lookedCell(label, text, anchor, result) {
  if (label === "Metric") return html`<a href="#${anchor}">${text}</a>`;
  return label === "Result" ? html`<b class="result ${result}">${text}</b>` : text;
}
var MOST_COLLECTORS = 50;
function openOf(rows, columns, accepted) {
  const collectors = [...new Set(rows.map(({ metric }) => collectorOf(metric)))].filter((one) => one !== "").sort();
  const names = new Set(rows.map((row) => nameOfResult(row, accepted)));
  const results = RESULTS.flatMap((name, i) => names.has(name) ? [html`<option value="${i}">${name}</option>`] : []);
  const choices = collectors.slice(0, MOST_COLLECTORS).map((one) => escaped(escapePage(one))).map((one) => html`<option value="${one}">${one}</option>`);
  const heads = columns.map(({ label, align }) => html`<th scope="col"${right(align)}>${label}</th>`);
  return html`<form class="filters" data-filters hidden aria-label="Filter the metrics">
<label>Collector <select name="collector"><option value="">all</option>${choices}</select></label>
<label>Result <select name="change"><option value="">all</option>${results}</select></label>
<label>Contains <input type="search" name="text" autocomplete="off"></label>
<button type="reset">Show all</button>
</form>
<p class="quiet" role="status" data-count>${rows.length === 1 ? "1 metric" : `${rows.length} metrics, what moved first`}.</p>
<div class="scroll" role="group" tabindex="0" aria-labelledby="metrics-title">
<table class="metrics" data-sortable style="${labelsOf(columns)}"><caption class="unseen">All metrics, what moved first</caption><thead><tr>${heads}</tr></thead><tbody>
`;
}
export {
  metricTable,
  nameOfResult,
  resultOf
};
