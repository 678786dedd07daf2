/** Tables that scroll inside a region of their own, which keyboards reach too. */

import { escapePage } from "../escape.ts";
import type { Column } from "../words/columns.ts";
import { escaped, html, type Markup, NOTHING } from "./markup.ts";

export interface Cell<Row> extends Column<Row> {
  /** Markup in place of the text. */
  readonly markup?: (row: Row) => Markup;
  /** What the page's script sorts it by, null: its text. A table with this in any column is sortable. */
  readonly value?: ((row: Row) => number | null) | null;
}

/** More rows than a reader goes through are in the stored files. */
const MOST = 50;

/** A table under its caption; nothing where there are no rows. `most`: of these rows, the first are shown. */
export function tableOf<Row>(
  caption: string,
  columns: readonly Cell<Row>[],
  rows: readonly Row[],
  most = MOST,
): Markup {
  if (rows.length === 0) return NOTHING;
  const heads = columns.map(({ label, align }) => html`<th scope="col"${right(align)}>${label}</th>`);
  const lines = rows.slice(0, most).map((row) => html`<tr>${columns.map((column) => cellOf(column, row))}</tr>\n`);
  const isSortable = columns.some(({ value }) => value !== undefined);
  const more = rows.length > most ? html`<p class="quiet">… and ${rows.length - most} more.</p>` : NOTHING;
  return html`<div class="scroll" role="group" tabindex="0" aria-label="${caption}">
<table${isSortable ? html` data-sortable` : NOTHING} style="${labelsOf(columns)}"><caption>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>
${lines}</tbody></table></div>${more}
`;
}

function cellOf<Row>({ format, markup, align, value }: Cell<Row>, row: Row): Markup {
  const by = value?.(row) ?? null;
  return html`<td${right(align)}${by === null ? NOTHING : html` data-v="${by}"`}>${markup?.(row) ?? escaped(escapePage(format(row)))}</td>`;
}

/** What the columns are called, for the style sheet: where a row stands as a card, each value has its name before it. */
export function labelsOf(columns: readonly Pick<Column<unknown>, "label">[]): Markup {
  return html`${columns.map(({ label }, i) => html`--c${i + 1}:'${label}';`)}`;
}

export function right(align: Column<unknown>["align"]): Markup {
  return align === "right" ? html` class="number"` : NOTHING;
}

/** Labels and what they are of, in pairs; those that are null are left out. */
export function factsOf(facts: readonly (readonly [label: string, text: string | Markup | null])[]): Markup {
  const shown = facts.flatMap(([label, text]) => (text === null ? [] : [html`<dt>${label}</dt><dd>${text}</dd>\n`]));
  return shown.length === 0 ? NOTHING : html`<dl>${shown}</dl>`;
}

/** A list of sentences; nothing where there are none. */
export function listOf(lines: readonly Markup[], most = MOST): Markup {
  if (lines.length === 0) return NOTHING;
  const more = lines.length > most ? [html`<li>… and ${lines.length - most} more</li>`] : [];
  return html`<ul>${[...lines.slice(0, most).map((line) => html`<li>${line}</li>`), ...more]}</ul>`;
}
