// src/report/render/html/page.ts
import { escapePage } from "../escape.js";
import { headline } from "../words/sentence.js";
import { viewOf } from "../words/view.js";
import { closeOf, MAIN, openOf } from "./document.js";
import { entriesOf } from "./entries.js";
import { evidenceSection } from "./evidence.js";
import { findingsSection } from "./findings.js";
import { fitPage } from "./fit.js";
import { flamesSection } from "./flames.js";
import { budgetsSection, historySection, treesSection } from "./further-sections.js";
import { gateSection, methodSection, remarksSections, repeatSection } from "./job-sections.js";
import { escaped, html } from "./markup.js";
import { metricTable } from "./metric-table.js";
import { pagesSection } from "./pages.js";
import { contentsOf, sectionPieces } from "./section.js";
import { headerOf, reasonsSection } from "./verdict-section.js";
var HTML_LIMIT = 2e6;
function renderHtml(report, limit = HTML_LIMIT) {
  const { verdict, details, steps } = report;
  const view = viewOf(verdict);
  const entries = entriesOf(view);
  const all = [
    reasonsSection(verdict),
    findingsSection(verdict),
    metricTable(view, new Map(entries.map(({ comparison, anchor }) => [comparison.metric.id, anchor]))),
    budgetsSection(verdict),
    evidenceSection(report, entries),
    flamesSection(details.filter((one) => one.kind === "flame")),
    pagesSection(details.filter((one) => one.kind === "page")),
    treesSection(details.filter((one) => one.kind === "tree")),
    historySection(verdict),
    gateSection(verdict),
    ...remarksSections(verdict),
    repeatSection(report),
    methodSection(verdict)
  ];
  const sections = all.filter(({ pieces }) => pieces.length > 0);
  const page = [
    openOf(titleOf(verdict), report),
    headerOf(verdict, view, steps),
    contentsOf(sections),
    MAIN,
    ...sections.flatMap(sectionPieces)
  ];
  return fitPage([...page, closeOf(filesOf(verdict), report)], limit);
}
function titleOf(verdict) {
  const { label, sentence } = headline(verdict, escapePage);
  return html`${label}: ${escaped(sentence)}`;
}
function filesOf({ version }) {
  return html`Written by weighbridge ${version} from <code>verdict.json</code>, <code>rounds.json</code> and <code>details.json</code>, which lie beside this file.`;
}
export {
  HTML_LIMIT,
  renderHtml
};
