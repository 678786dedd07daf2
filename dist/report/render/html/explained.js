// src/report/render/html/explained.ts
import { closeOf, MAIN, openOf } from "./document.js";
import { fitPage } from "./fit.js";
import { flamesSection } from "./flames.js";
import { html } from "./markup.js";
import { HTML_LIMIT } from "./page.js";
import { contentsOf, sectionPieces, wholeSection } from "./section.js";
import { listOf } from "./tables.js";
function renderExplained(page, limit = HTML_LIMIT) {
  const { notes, notWeighed, details, version } = page;
  const sentences = (lines) => [listOf(lines.map((line) => html`${line}`))];
  const all = [
    wholeSection("found", "What was found", sentences(notes)),
    flamesSection(details.filter((one) => one.kind === "flame")),
    wholeSection("not-profiled", "Not profiled", sentences(notWeighed))
  ];
  const sections = all.filter(({ pieces }) => pieces.length > 0);
  const title = html`Profiles of base and head`;
  const header = html`<header class="verdict pass"><h1>${title}</h1>
<p>Nothing was weighed: this page says where a request spends what it costs, and decides nothing.</p>
</header>
`;
  const written = html`Written by weighbridge ${version}; <code>explain.json</code> and <code>details.json</code> lie beside this file.`;
  const opened = [openOf(title, page), header, contentsOf(sections), MAIN];
  return fitPage([...opened, ...sections.flatMap(sectionPieces), closeOf(written, page)], limit);
}
export {
  renderExplained
};
