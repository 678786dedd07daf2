import { escapeText } from "../escape.ts";
import type { Column } from "../words/columns.ts";
import { displayWidth } from "./width.ts";

const GAP = "  ";
/** Cells that stay together on the first line of a row that needs two: the result and the name. */
const NAMING = 3;
const INDENT = "    ";

interface Cells {
  readonly label: string;
  readonly align: "left" | "right";
  readonly width: number;
  /** One a row. */
  readonly texts: readonly string[];
}

/**
 * Plain columns under their labels; each row on two lines where the table would be wider than `width`. `paint` adds
 * colour to a line of a row, which has none.
 */
export function textTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width: number,
  paint: (row: Row, line: string) => string = (_, line) => line,
): readonly string[] {
  if (rows.length === 0) return [];
  const all = columns.flatMap((column) => cellsOf(rows, column));
  const painted = (lines: (row: number) => readonly string[]) =>
    rows.flatMap((row, at) => lines(at).map((line) => paint(row, line)));
  if (widthOf(all) <= width) {
    const labels = lineOf(all.map((one) => pad(one.label, one)));
    return [labels, ...painted((at) => [lineOf(all.map((one) => pad(one.texts[at]!, one)))])];
  }
  const [naming, figures] = [all.slice(0, NAMING), all.slice(NAMING)];
  const isAligned = INDENT.length + widthOf(figures) <= width;
  return painted((at) => [
    lineOf(filled(naming, at)),
    INDENT + lineOf(isAligned ? figures.map((one) => pad(one.texts[at]!, one)) : filled(figures, at)),
  ]);
}

/** What is drawn is a column of its own, without a label. */
function cellsOf<Row>(rows: readonly Row[], { label, align, format, drawn }: Column<Row>): readonly Cells[] {
  const texts = measured(
    label,
    align,
    rows.map((row) => escapeText(format(row))),
  );
  return drawn === undefined ? [texts] : [texts, measured("", "left", rows.map(drawn))];
}

function measured(label: string, align: Cells["align"], texts: readonly string[]): Cells {
  const width = texts.reduce((most, text) => Math.max(most, displayWidth(text)), displayWidth(label));
  return { label, align, width, texts };
}

const widthOf = (cells: readonly Cells[]) =>
  cells.reduce((sum, { width }) => sum + width, GAP.length * (cells.length - 1));

const filled = (cells: readonly Cells[], at: number) =>
  cells.map(({ texts }) => texts[at]!).filter((text) => text !== "");

const lineOf = (texts: readonly string[]) => texts.join(GAP).trimEnd();

function pad(text: string, { width, align }: Cells): string {
  const space = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "left" ? text + space : space + text;
}
