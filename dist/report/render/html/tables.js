// src/report/render/html/tables.ts
import { escapePage } from "../escape.js";
import { escaped, html, NOTHING } from "./markup.js";
var MOST = 50;
function tableOf(caption, columns, rows, most = MOST) {
  if (rows.length === 0) return NOTHING;
  const heads = columns.map(({ label, align }) => html`<th scope="col"${right(align)}>${label}</th>`);
  const lines = rows.slice(0, most).map((row) => html`<tr>${columns.map((column) => cellOf(column, row))}</tr>\n`);
  const isSortable = columns.some(({ value }) => value !== void 0);
  const more = rows.length > most ? html`<p class="quiet">… and ${rows.length - most} more.</p>` : NOTHING;
  return html`<div class="scroll" role="group" tabindex="0" aria-label="${caption}">
<table${isSortable ? html` data-sortable` : NOTHING} style="${labelsOf(columns)}"><caption>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>
${lines}</tbody></table></div>${more}
`;
}
function cellOf({ format, markup, align, value }, row) {
  const by = value?.(row) ?? null;
  return html`<td${right(align)}${by === null ? NOTHING : html` data-v="${by}"`}>${markup?.(row) ?? escaped(escapePage(format(row)))}</td>`;
}
function labelsOf(columns) {
  return html`${columns.map(({ label }, i) => html`--c${i + 1}:'${label}';`)}`;
}
function right(align) {
  return align === "right" ? html` class="number"` : NOTHING;
}
function factsOf(facts) {
  const shown = facts.flatMap(([label, text]) => text === null ? [] : [html`<dt>${label}</dt><dd>${text}</dd>\n`]);
  return shown.length === 0 ? NOTHING : html`<dl>${shown}</dl>`;
}
function listOf(lines, most = MOST) {
  if (lines.length === 0) return NOTHING;
  const more = lines.length > most ? [html`<li>… and ${lines.length - most} more</li>`] : [];
  return html`<ul>${[...lines.slice(0, most).map((line) => html`<li>${line}</li>`), ...more]}</ul>`;
}
export {
  factsOf,
  labelsOf,
  listOf,
  right,
  tableOf
};
