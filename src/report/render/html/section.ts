/** The parts of the page under headings, as a reader finds them in its table of contents. */
import type { Piece } from "./fit.ts";
import { html, type Markup } from "./markup.ts";

export interface Section {
  readonly id: string;
  readonly title: string;
  /** None: the section is not there. */
  readonly pieces: readonly Piece[];
}

/** One that is shown whole or not at all. */
export function wholeSection(id: string, title: string, body: readonly Markup[]): Section {
  const text = html`${body}`;
  if (text.text.trim() === "") return { id, title, pieces: [] };
  const instead = html`<p>Left out to keep this file small; it is in <code>verdict.json</code>.</p>\n`;
  return { id, title, pieces: [{ kind: id, priority: 1, render: () => text, instead }] };
}

/** Says how many of `all` are not among the first `most`. */
export function moreThan(most: number, all: readonly unknown[]): readonly Piece[] {
  return all.length > most ? [html`<p>… and ${all.length - most} more, in <code>details.json</code>.</p>\n`] : [];
}

export function contentsOf(sections: readonly Section[]): Markup {
  const links = sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>\n`);
  return html`<nav aria-label="Contents"><ul>${links}</ul></nav>\n`;
}

export function sectionPieces({ id, title, pieces }: Section): readonly Piece[] {
  const open = html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>\n`;
  return [open, ...pieces, html`</section>\n`];
}
