/** A metric at a time: those that moved, worst first, and those that gate. */
import type { Detail, Tree } from "../../../model/details.ts";
import { collectorOf, type MetricId } from "../../../model/metric.ts";
import type { Series } from "../../../model/series.ts";
import { lookupOf } from "../words/reasons.ts";
import type { ChartData } from "./charts/data.ts";
import { figureOf } from "./charts/figure.ts";
import { comparisonCharts, historyChart, subjectCharts } from "./charts-of.ts";
import { type Entry, MOST_ENTRIES } from "./entries.ts";
import type { Piece } from "./fit.ts";
import { flameAnchor } from "./flames.ts";
import { escaped, html, type Markup, NOTHING } from "./markup.ts";
import { metricFacts, metricOpen } from "./metric.ts";
import { pageAnchor } from "./pages.ts";
import type { HtmlReport } from "./report.ts";
import type { Section } from "./section.ts";

/** Of so many metrics figures and charts have room before the table has its quiet rows; of the others, after those. */
const FIRST = { facts: 50, charts: 5 } as const;

const LEFT_OUT = html`<p class="quiet">Left out to keep this file small.</p>\n`;

export function evidenceSection(report: HtmlReport, entries: readonly Entry[]): Section {
  const frame = { id: "evidence", title: "Metric by metric" };
  if (entries.length === 0) return { ...frame, pieces: [] };
  const intro =
    entries.length === MOST_ENTRIES
      ? html`<p>The ${entries.length} metrics that moved most or gate, worst first.</p>\n`
      : html`<p>Every metric that moved or gates, worst first.</p>\n`;
  const accepted = new Set(report.verdict.accepted.map(({ metric }) => metric));
  const subjects = subjectsOf(report, entries);
  const series = new Map((report.rounds?.series ?? []).map((one) => [one.metric.id, one]));
  const pieces: readonly Piece[] = [
    intro,
    (leftOut) =>
      leftOut("chart") + leftOut("facts") === 0
        ? NOTHING
        : html`<p>${leftOut("chart") + leftOut("facts")} parts of what follows were left out to keep this file small, those of the metrics that moved least; their numbers are in <code>rounds.json</code> and <code>details.json</code>.</p>\n`,
    ...entries.flatMap((entry, i) => metricPieces({ report, subjects, series, accepted }, entry, i)),
  ];
  return { ...frame, pieces };
}

/** Charts of a subject stand once, with the first of its metrics. */
type Subjects = ReadonlyMap<ChartData, Entry>;

function subjectsOf({ details }: HtmlReport, entries: readonly Entry[]): Subjects {
  const first = new Map<ChartData, Entry>();
  for (const entry of entries)
    for (const chart of subjectCharts(entry.comparison, details)) if (!first.has(chart)) first.set(chart, entry);
  return first;
}

interface Shared {
  readonly report: HtmlReport;
  readonly subjects: Subjects;
  readonly series: ReadonlyMap<MetricId, Series>;
  readonly accepted: ReadonlySet<MetricId>;
}

function metricPieces({ report, subjects, series, accepted }: Shared, entry: Entry, index: number): readonly Piece[] {
  const { verdict, rounds, details } = report;
  const { comparison } = entry;
  const id = comparison.metric.id;
  const looks = report.looks.get(id) ?? [];
  const about = subjectCharts(comparison, details);
  const own = about.filter((chart) => subjects.get(chart) === entry);
  const elsewhere = about.map((chart) => subjects.get(chart)).find((one) => one !== undefined && one !== entry);
  return [
    metricOpen(entry, accepted),
    {
      kind: "facts",
      priority: index < FIRST.facts ? 1 : 4,
      instead: LEFT_OUT,
      render: () =>
        metricFacts({
          comparison,
          looks,
          causes: verdict.causes.filter(({ metric }) => metric === id),
          budgets: verdict.budgets.filter(({ metric }) => metric === id),
          run: lookupOf({ ...verdict, comparisons: [] }).run,
        }),
    },
    html`<div class="charts">`,
    ...[
      ...comparisonCharts(comparison, series.get(id), looks),
      ...[historyChart(verdict, rounds?.baseline ?? null, id)].filter((chart) => chart !== null),
      ...own,
    ].map(
      (chart): Piece => ({
        kind: "chart",
        priority: index < FIRST.charts ? 2 : 5,
        render: () => chartOf(chart),
      }),
    ),
    html`</div>`,
    elsewhere === undefined
      ? NOTHING
      : html`<p class="quiet">How the values of this subject were spread, and how they went over time, stands with <a href="#${elsewhere.anchor}">another metric of it</a>.</p>\n`,
    furtherLinks(details, id),
    html`</details>\n`,
  ];
}

/** To the sections that are about more than one metric. */
function furtherLinks(details: readonly Detail[], id: MetricId): Markup {
  const pages = details.filter((one) => one.kind === "page");
  const page = pageAnchor(pages, id);
  const isTree = details.some(({ kind, collector }) => kind === "tree" && collector === collectorOf({ id }));
  const flame = flameAnchor(
    details.filter((one) => one.kind === "flame"),
    id,
  );
  return html`${page === null ? NOTHING : html`<p><a href="#${page}">How this page loaded</a></p>\n`}${
    flame === null ? NOTHING : html`<p><a href="#${flame}">Where it is spent</a></p>\n`
  }${isTree ? html`<p><a href="#trees">What it is made of</a></p>\n` : NOTHING}`;
}

const TITLES: Readonly<Record<Exclude<ChartData, Tree>["kind"], string>> = {
  interval: "The change and its 95 % interval",
  rounds: "Every round",
  looks: "Look by look",
  history: "Among earlier jobs",
  distribution: "How often each value came, on a logarithmic scale",
  timeline: "Over the run",
};

function chartOf(chart: Exclude<ChartData, Tree>): Markup {
  return html`<div class="chart"><h4>${TITLES[chart.kind]}</h4>${escaped(figureOf(chart))}</div>\n`;
}
