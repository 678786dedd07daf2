/** All that is known of one metric: figures, the rule, look by look, what is behind it, and its charts. */
import type { Cause } from "../../../model/cause.ts";
import type { Comparison } from "../../../model/comparison.ts";
import { type MetricId, parseMetricId } from "../../../model/metric.ts";
import type { BudgetCheck } from "../../../model/verdict.ts";
import { escapePage } from "../escape.ts";
import { formatChange, formatDetect, formatInterval, formatP, formatSize, formatValue } from "../format.ts";
import { isCode } from "../words/causes.ts";
import { metricPart } from "../words/columns.ts";
import { sureness } from "../words/reasons.ts";
import type { Entry } from "./entries.ts";
import { escaped, html, type Markup, NOTHING } from "./markup.ts";
import { nameOfResult, resultOf } from "./metric-table.ts";
import type { Looked } from "./report.ts";
import { limitText, placeAfter, toleratedText } from "./rule.ts";
import { type Cell, factsOf, tableOf } from "./tables.ts";

export interface MetricEvidence {
  readonly comparison: Comparison;
  readonly looks: readonly Looked[];
  readonly causes: readonly Cause[];
  readonly budgets: readonly BudgetCheck[];
  /** What its runs are called: round, stored job. */
  readonly run: string;
}

/** What stands before its charts, with the tag that opens it: a reader sees this much while it is closed. */
export function metricOpen({ comparison, anchor, at }: Entry, accepted: ReadonlySet<MetricId>): Markup {
  const { metric, base, head } = comparison;
  const subject = parseMetricId(metric.id)?.subject ?? "";
  const values = `${formatValue(base, metric.unit)} → ${formatValue(head, metric.unit)}`;
  return html`<details class="metric" id="${anchor}"${at === "open" ? html` open` : NOTHING}>
<summary><h3><span class="name">${escaped(escapePage(metricPart(metric.id)))}</span> <span class="subject">${escaped(escapePage(subject))}</span></h3>
<span class="result ${nameOfResult(comparison, accepted)}">${resultOf(comparison, accepted)}</span> <span class="number">${values}</span> <span class="number">${formatChange(comparison)}</span></summary>
`;
}

export function metricFacts({ comparison, looks, causes, budgets, run }: MetricEvidence): Markup {
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
    ...budgets.map((check) => ["Budget", html`${limitText(check)}${placeAfter(check.at)}`] as const),
  ])}${tableOf(
    "Look by look",
    LOOKS,
    looks.map((look) => ({ ...look, comparison })),
  )}${tableOf("What is behind it", CAUSES, causes)}</div>`;
}

function surety(p: number | null, pAdjusted: number | null): string | null {
  const said = [
    ...(p === null ? [] : [`${formatP(p)} by itself`]),
    ...(pAdjusted === null ? [] : [`${formatP(pAdjusted)} after correction for all metrics and looks`]),
  ];
  return said.length === 0 ? null : said.join("; ");
}

type LookRow = Looked & { readonly comparison: Comparison };

const LOOKS: readonly Cell<LookRow>[] = [
  {
    label: "After",
    align: "left",
    format: ({ rounds, decides }) => `${rounds} rounds${decides ? "" : " (unchanged only)"}`,
  },
  { label: "Pairs", align: "right", format: ({ pairs }) => String(pairs) },
  { label: "Change", align: "right", format: ({ comparison, effect }) => formatChange({ ...comparison, effect }) },
  {
    label: "95 % interval",
    align: "right",
    format: ({ comparison, effect }) => formatInterval({ ...comparison, effect }),
  },
  { label: "p, alone", align: "right", format: ({ p }) => formatP(p).replace(/^p (?:= )?/, "") },
];

const CAUSES: readonly Cell<Cause>[] = [
  { label: "What", align: "left", format: ({ kind }) => kind },
  {
    label: "Name",
    align: "left",
    format: ({ name }) => name,
    markup: ({ kind, name }) => (isCode(kind) ? html`<code>${name}</code>` : html`${name}`),
  },
  { label: "Base", align: "right", format: ({ base, unit }) => formatValue(base, unit) },
  { label: "Head", align: "right", format: ({ head, unit }) => formatValue(head, unit) },
  {
    label: "Note",
    align: "left",
    format: ({ note }) => note ?? "",
    markup: ({ note, at }) => html`${note ?? ""}${placeAfter(at)}`,
  },
];
