// src/report/render/html/section.ts
import { html } from "./markup.js";
function wholeSection(id, title, body) {
  const text = html`${body}`;
  if (text.text.trim() === "") return { id, title, pieces: [] };
  const instead = html`<p>Left out to keep this file small; it is in <code>verdict.json</code>.</p>\n`;
  return { id, title, pieces: [{ kind: id, priority: 1, render: () => text, instead }] };
}
function moreThan(most, all) {
  return all.length > most ? [html`<p>… and ${all.length - most} more, in <code>details.json</code>.</p>\n`] : [];
}
function contentsOf(sections) {
  const links = sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>\n`);
  return html`<nav aria-label="Contents"><ul>${links}</ul></nav>\n`;
}
function sectionPieces({ id, title, pieces }) {
  const open = html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>\n`;
  return [open, ...pieces, html`</section>\n`];
}
export {
  contentsOf,
  moreThan,
  sectionPieces,
  wholeSection
};
