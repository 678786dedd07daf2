// src/report/render/html/evidence.ts
import { collectorOf } from "../../../model/metric.js";
import { lookupOf } from "../words/reasons.js";
import { figureOf } from "./charts/figure.js";
import { comparisonCharts, historyChart, subjectCharts } from "./charts-of.js";
import { MOST_ENTRIES } from "./entries.js";
import { flameAnchor } from "./flames.js";
import { escaped, html, NOTHING } from "./markup.js";
import { metricFacts, metricOpen } from "./metric.js";
import { pageAnchor } from "./pages.js";
var FIRST = { facts: 50, charts: 5 };
var LEFT_OUT = html`<p class="quiet">Left out to keep this file small.</p>\n`;
function evidenceSection(report, entries) {
  const frame = { id: "evidence", title: "Metric by metric" };
  if (entries.length === 0) return { ...frame, pieces: [] };
  const intro = entries.length === MOST_ENTRIES ? html`<p>The ${entries.length} metrics that moved most or gate, worst first.</p>\n` : html`<p>Every metric that moved or gates, worst first.</p>\n`;
  const accepted = new Set(report.verdict.accepted.map(({ metric }) => metric));
  const subjects = subjectsOf(report, entries);
  const series = new Map((report.rounds?.series ?? []).map((one) => [one.metric.id, one]));
  const pieces = [
    intro,
    (leftOut) => leftOut("chart") + leftOut("facts") === 0 ? NOTHING : html`<p>${leftOut("chart") + leftOut("facts")} parts of what follows were left out to keep this file small, those of the metrics that moved least; their numbers are in <code>rounds.json</code> and <code>details.json</code>.</p>\n`,
    ...entries.flatMap((entry, i) => metricPieces({ report, subjects, series, accepted }, entry, i))
  ];
  return { ...frame, pieces };
}
function subjectsOf({ details }, entries) {
  const first = /* @__PURE__ */ new Map();
  for (const entry of entries)
    for (const chart of subjectCharts(entry.comparison, details)) if (!first.has(chart)) first.set(chart, entry);
  return first;
}
function metricPieces({ report, subjects, series, accepted }, entry, index) {
  const { verdict, rounds, details } = report;
  const { comparison } = entry;
  const id = comparison.metric.id;
  const looks = report.looks.get(id) ?? [];
  const about = subjectCharts(comparison, details);
  const own = about.filter((chart) => subjects.get(chart) === entry);
  const elsewhere = about.map((chart) => subjects.get(chart)).find((one) => one !== void 0 && one !== entry);
  return [
    metricOpen(entry, accepted),
    {
      kind: "facts",
      priority: index < FIRST.facts ? 1 : 4,
      instead: LEFT_OUT,
      render: () => metricFacts({
        comparison,
        looks,
        causes: verdict.causes.filter(({ metric }) => metric === id),
        budgets: verdict.budgets.filter(({ metric }) => metric === id),
        run: lookupOf({ ...verdict, comparisons: [] }).run
      })
    },
    html`<div class="charts">`,
    ...[
      ...comparisonCharts(comparison, series.get(id), looks),
      ...[historyChart(verdict, rounds?.baseline ?? null, id)].filter((chart) => chart !== null),
      ...own
    ].map(
      (chart) => ({
        kind: "chart",
        priority: index < FIRST.charts ? 2 : 5,
        render: () => chartOf(chart)
      })
    ),
    html`</div>`,
    elsewhere === void 0 ? NOTHING : html`<p class="quiet">How the values of this subject were spread, and how they went over time, stands with <a href="#${elsewhere.anchor}">another metric of it</a>.</p>\n`,
    furtherLinks(details, id),
    html`</details>\n`
  ];
}
function furtherLinks(details, id) {
  const pages = details.filter((one) => one.kind === "page");
  const page = pageAnchor(pages, id);
  const isTree = details.some(({ kind, collector }) => kind === "tree" && collector === collectorOf({ id }));
  const flame = flameAnchor(
    details.filter((one) => one.kind === "flame"),
    id
  );
  return html`${page === null ? NOTHING : html`<p><a href="#${page}">How this page loaded</a></p>\n`}${flame === null ? NOTHING : html`<p><a href="#${flame}">Where it is spent</a></p>\n`}${isTree ? html`<p><a href="#trees">What it is made of</a></p>\n` : NOTHING}`;
}
var TITLES = {
  interval: "The change and its 95 % interval",
  rounds: "Every round",
  looks: "Look by look",
  history: "Among earlier jobs",
  distribution: "How often each value came, on a logarithmic scale",
  timeline: "Over the run"
};
function chartOf(chart) {
  return html`<div class="chart"><h4>${TITLES[chart.kind]}</h4>${escaped(figureOf(chart))}</div>\n`;
}
export {
  evidenceSection
};
