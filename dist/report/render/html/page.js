// src/report/render/html/page.ts
import { escapePage } from "../escape.js";
import { headline } from "../words/sentence.js";
import { viewOf } from "../words/view.js";
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
import { STYLE } from "./style.js";
import { headerOf, reasonsSection } from "./verdict-section.js";
var HTML_LIMIT = 2e6;
function renderHtml(report, limit = HTML_LIMIT) {
  const { verdict, rounds, details } = report;
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
    repeatSection(verdict, rounds),
    methodSection(verdict)
  ];
  const sections = all.filter(({ pieces }) => pieces.length > 0);
  const page = [
    openOf(report),
    headerOf(verdict, view),
    contentsOf(sections),
    MAIN,
    ...sections.flatMap(sectionPieces)
  ];
  return fitPage([...page, closeOf(report)], limit);
}
var MAIN = html`<main id="report">\n`;
function openOf({ verdict, client, digest }) {
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${digest(scriptOf(client))}'`,
    `style-src-elem 'sha256-${digest(STYLE)}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'"
  ].join("; ");
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${titleOf(verdict)}</title>
<style>${escaped(STYLE)}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
`;
}
function titleOf(verdict) {
  const { label, sentence } = headline(verdict, escapePage);
  return html`${label}: ${escaped(sentence)}`;
}
function closeOf({ client, verdict }) {
  return html`</main>
<footer class="quiet"><p>Written by weighbridge ${verdict.version} from <code>verdict.json</code>, <code>rounds.json</code> and <code>details.json</code>, which lie beside this file.</p></footer>
<script>${escaped(scriptOf(client))}</script>
</body>
</html>
`;
}
function scriptOf(client) {
  return client.replace(/<(?=!--|\/script)/gi, "\\x3c");
}
export {
  HTML_LIMIT,
  renderHtml
};
