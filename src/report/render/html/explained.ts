/** `explain.html`: what profiles of both sides show, where nothing was weighed; one file without network, as the report. Pure. */
import type { Detail } from "../../../model/details.ts";
import { closeOf, type Live, MAIN, openOf } from "./document.ts";
import { fitPage } from "./fit.ts";
import { flamesSection } from "./flames.ts";
import { html } from "./markup.ts";
import { HTML_LIMIT } from "./page.ts";
import { contentsOf, type Section, sectionPieces, wholeSection } from "./section.ts";
import { listOf } from "./tables.ts";

export interface ExplainedPage extends Live {
  readonly version: string;
  /** Sentences on what was found, and on what could not be looked at. */
  readonly notes: readonly string[];
  readonly notWeighed: readonly string[];
  readonly details: readonly Detail[];
}

/** At most `limit` UTF-8 bytes. */
export function renderExplained(page: ExplainedPage, limit = HTML_LIMIT): string {
  const { notes, notWeighed, details, version } = page;
  const sentences = (lines: readonly string[]) => [listOf(lines.map((line) => html`${line}`))];
  const all: readonly Section[] = [
    wholeSection("found", "What was found", sentences(notes)),
    flamesSection(details.filter((one) => one.kind === "flame")),
    wholeSection("not-profiled", "Not profiled", sentences(notWeighed)),
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
