/** The table of all metrics: what moved first; the page's script sorts and filters it. */
import { type Comparison, intervalOf } from "../../../model/comparison.ts";
import { collectorOf, type MetricId, parseMetricId } from "../../../model/metric.ts";
import { escapePage } from "../escape.ts";
import { formatChange, formatInterval, formatP, formatSize, formatValue, formatWithin } from "../format.ts";
import { metricPart } from "../words/columns.ts";
import { RESULTS } from "../words/rows.ts";
import type { View } from "../words/view.ts";
import type { Piece } from "./fit.ts";
import { escaped, html, type Markup, NOTHING } from "./markup.ts";
import type { Section } from "./section.ts";
import { labelsOf, right } from "./tables.ts";

interface ValueColumn {
  readonly label: string;
  readonly align: "left" | "right";
  readonly format: (row: Comparison) => string;
  /** What it is sorted by, where that is not its text; null goes last. A column without any is left out. */
  readonly value?: (row: Comparison) => number | null;
}

type Accepted = ReadonlySet<MetricId>;

/** A regression that the config accepts is none to act on. */
export function nameOfResult({ change, metric }: Comparison, accepted: Accepted): (typeof RESULTS)[number] {
  return accepted.has(metric.id) ? "accepted" : change;
}

const columnsOf = (accepted: Accepted): readonly ValueColumn[] => [
  {
    label: "Result",
    align: "left",
    format: (row) => resultOf(row, accepted),
    value: (row) => RESULTS.indexOf(nameOfResult(row, accepted)),
  },
  { label: "Metric", align: "left", format: ({ metric }) => metricPart(metric.id) },
  { label: "Subject", align: "left", format: ({ metric }) => parseMetricId(metric.id)?.subject ?? "" },
  {
    label: "Base",
    align: "right",
    format: ({ base, metric }) => formatValue(base, metric.unit),
    value: ({ base }) => base,
  },
  {
    label: "Head",
    align: "right",
    format: ({ head, metric }) => formatValue(head, metric.unit),
    value: ({ head }) => head,
  },
  { label: "Change", align: "right", format: formatChange, value: ({ effect }) => effect?.value ?? null },
  {
    label: "95 % interval",
    align: "right",
    format: formatInterval,
    value: ({ effect }) => intervalOf(effect)?.low ?? null,
  },
  {
    label: "p",
    align: "right",
    format: (row) => (probability(row) === null ? "–" : formatP(probability(row)!).replace(/^p (?:= )?/, "")),
    value: probability,
  },
  {
    label: "Noise",
    align: "right",
    format: ({ noise, metric }) => (noise === null ? "–" : formatSize(noise, metric)),
    value: ({ noise }) => noise,
  },
  { label: "Rounds", align: "right", format: ({ rounds }) => String(rounds), value: ({ rounds }) => rounds },
];

/** "regressed", "within ±5 %, watched": as in the comment. */
export function resultOf(comparison: Comparison, accepted: Accepted): string {
  const name = nameOfResult(comparison, accepted);
  const words = name === "unchanged" ? formatWithin(comparison) : name;
  return comparison.rule.role === "gate" ? words : `${words}, watched`;
}

/** Over the family where it gates. */
function probability({ p, pAdjusted }: Comparison): number | null {
  return pAdjusted ?? p;
}

/** `anchors`: where in the page the evidence of a metric stands. */
export function metricTable(view: View, anchors: ReadonlyMap<MetricId, string>): Section {
  const { moved, open, settled, alone, accepted } = view;
  const rest = [...settled.values(), ...alone.values()].flat();
  const rows = [...moved, ...open, ...rest.filter(isGating), ...rest.filter((one) => !isGating(one))];
  const frame = { id: "metrics", title: "All metrics" };
  if (rows.length === 0) return { ...frame, pieces: [] };
  const columns = columnsOf(accepted).filter(({ value }) => !value || rows.some((row) => value(row) !== null));
  const lines = rows.map((row): Piece => {
    const anchor = anchors.get(row.metric.id);
    const render = () => rowOf(row, { columns, anchor, result: nameOfResult(row, accepted) });
    return { kind: "row", priority: anchor === undefined ? 3 : 0, render };
  });
  const pieces: readonly Piece[] = [
    openOf(rows, columns, accepted),
    ...lines,
    html`</tbody></table></div>\n`,
    (leftOut) =>
      leftOut("row") === 0
        ? NOTHING
        : html`<p>${leftOut("row")} rows were left out to keep this file small; all of them are in <code>verdict.json</code>.</p>\n`,
  ];
  return { ...frame, pieces };
}

const isGating = ({ rule }: Comparison) => rule.role === "gate";

interface Look {
  readonly columns: readonly ValueColumn[];
  /** Where its evidence stands. */
  readonly anchor: string | undefined;
  readonly result: string;
}

function rowOf(row: Comparison, { columns, anchor, result }: Look): Markup {
  const cells = columns.map(({ label, format, value }) => {
    const shown = format(row);
    const by = value?.(row) ?? null;
    const number = by === null || !Number.isFinite(by) ? shown : String(Number(by.toPrecision(6)));
    const sort = number === shown ? NOTHING : html` data-v="${number}"`;
    const text = escaped(escapePage(shown));
    return html`<td${sort}>${anchor === undefined ? text : lookedCell(label, text, anchor, result)}`;
  });
  // End tags that HTML does without, and classes, would be half of a page of ten thousand rows.
  return html`<tr>${cells}\n`;
}

/** A row that stands for more leads to it. */
function lookedCell(label: string, text: Markup, anchor: string, result: string): Markup {
  if (label === "Metric") return html`<a href="#${anchor}">${text}</a>`;
  return label === "Result" ? html`<b class="result ${result}">${text}</b>` : text;
}

/** More collectors than this are no choice. */
const MOST_COLLECTORS = 50;

function openOf(rows: readonly Comparison[], columns: readonly ValueColumn[], accepted: Accepted): Markup {
  const collectors = [...new Set(rows.map(({ metric }) => collectorOf(metric)))].filter((one) => one !== "").sort();
  const names = new Set(rows.map((row) => nameOfResult(row, accepted)));
  const results = RESULTS.flatMap((name, i) => (names.has(name) ? [html`<option value="${i}">${name}</option>`] : []));
  const choices = collectors
    .slice(0, MOST_COLLECTORS)
    .map((one) => escaped(escapePage(one)))
    .map((one) => html`<option value="${one}">${one}</option>`);
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
