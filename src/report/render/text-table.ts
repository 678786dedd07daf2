import type { Column } from "./columns.ts";
import { escapeText } from "./escape.ts";
import { displayWidth } from "./width.ts";

const GAP = "  ";
/** Cells that stay together on the first line of a row that needs two: the result and the name. */
const NAMING = 3;

/** Plain columns under their labels; each row on two lines where the table would be wider than `width`. */
export function textTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width: number,
): readonly string[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) => columns.map(({ format }) => escapeText(format(row))));
  const labels = columns.map(({ label }) => label);
  const widths = labels.map((label, at) =>
    cells.reduce((most, row) => Math.max(most, displayWidth(row[at]!)), displayWidth(label)),
  );
  const total = widths.reduce((sum, one) => sum + one, GAP.length * (columns.length - 1));
  if (total > width) return cells.flatMap(stacked);
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => pad(cell, widths[at]!, columns[at]!.align))
      .join(GAP)
      .trimEnd();
  return [labels, ...cells].map(line);
}

function stacked(row: readonly string[]): readonly string[] {
  const filled = (cells: readonly string[]) => cells.filter((cell) => cell !== "").join(GAP);
  return [filled(row.slice(0, NAMING)), `    ${filled(row.slice(NAMING))}`];
}

function pad(cell: string, width: number, align: "left" | "right"): string {
  const space = " ".repeat(Math.max(0, width - displayWidth(cell)));
  return align === "left" ? cell + space : space + cell;
}
