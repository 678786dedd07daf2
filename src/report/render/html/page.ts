/** `report.html`: one file with all that is known, readable without script and without network. Pure. */
import type { Verdict } from "../../../model/verdict.ts";
import { escapePage } from "../escape.ts";
import { headline } from "../words/sentence.ts";
import { viewOf } from "../words/view.ts";
import { closeOf, MAIN, openOf } from "./document.ts";
import { entriesOf } from "./entries.ts";
import { evidenceSection } from "./evidence.ts";
import { findingsSection } from "./findings.ts";
import { fitPage } from "./fit.ts";
import { flamesSection } from "./flames.ts";
import { budgetsSection, historySection, treesSection } from "./further-sections.ts";
import { gateSection, methodSection, remarksSections, repeatSection } from "./job-sections.ts";
import { escaped, html, type Markup } from "./markup.ts";
import { metricTable } from "./metric-table.ts";
import { pagesSection } from "./pages.ts";
import type { HtmlReport } from "./report.ts";
import { contentsOf, type Section, sectionPieces } from "./section.ts";
import { headerOf, reasonsSection } from "./verdict-section.ts";

/** What an artifact, a browser and a reader's patience take without trouble. */
export const HTML_LIMIT = 2_000_000;

/**
 * At most `limit` UTF-8 bytes: charts are left out first, those of the metrics that moved least, then whole rows; the page
 * says so. Every name from outside is text: no element and no attribute comes from it. Nothing is loaded from anywhere.
 */
export function renderHtml(report: HtmlReport, limit = HTML_LIMIT): string {
  const { verdict, details, steps } = report;
  const view = viewOf(verdict);
  const entries = entriesOf(view);
  const all: readonly Section[] = [
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
    methodSection(verdict),
  ];
  const sections = all.filter(({ pieces }) => pieces.length > 0);
  const page = [
    openOf(titleOf(verdict), report),
    headerOf(verdict, view, steps),
    contentsOf(sections),
    MAIN,
    ...sections.flatMap(sectionPieces),
  ];
  return fitPage([...page, closeOf(filesOf(verdict), report)], limit);
}

function titleOf(verdict: Verdict): Markup {
  const { label, sentence } = headline(verdict, escapePage);
  return html`${label}: ${escaped(sentence)}`;
}

function filesOf({ version }: Verdict): Markup {
  return html`Written by weighbridge ${version} from <code>verdict.json</code>, <code>rounds.json</code> and <code>details.json</code>, which lie beside this file.`;
}
