// src/report/render/terminal/text-table.ts
import { escapeText } from "../escape.js";
import { displayWidth } from "./width.js";
var GAP = "  ";
var NAMING = 3;
var INDENT = "    ";
function textTable(rows, columns, width, paint = (_, line) => line) {
  if (rows.length === 0) return [];
  const all = columns.flatMap((column) => cellsOf(rows, column));
  const painted = (lines) => rows.flatMap((row, at) => lines(at).map((line) => paint(row, line)));
  if (widthOf(all) <= width) {
    const labels = lineOf(all.map((one) => pad(one.label, one)));
    return [labels, ...painted((at) => [lineOf(all.map((one) => pad(one.texts[at], one)))])];
  }
  const [naming, figures] = [all.slice(0, NAMING), all.slice(NAMING)];
  const isAligned = INDENT.length + widthOf(figures) <= width;
  return painted((at) => [
    lineOf(filled(naming, at)),
    INDENT + lineOf(isAligned ? figures.map((one) => pad(one.texts[at], one)) : filled(figures, at))
  ]);
}
function cellsOf(rows, { label, align, format, drawn }) {
  const texts = measured(
    label,
    align,
    rows.map((row) => escapeText(format(row)))
  );
  return drawn === void 0 ? [texts] : [texts, measured("", "left", rows.map(drawn))];
}
function measured(label, align, texts) {
  const width = texts.reduce((most, text) => Math.max(most, displayWidth(text)), displayWidth(label));
  return { label, align, width, texts };
}
var widthOf = (cells) => cells.reduce((sum, { width }) => sum + width, GAP.length * (cells.length - 1));
var filled = (cells, at) => cells.map(({ texts }) => texts[at]).filter((text) => text !== "");
var lineOf = (texts) => texts.join(GAP).trimEnd();
function pad(text, { width, align }) {
  const space = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "left" ? text + space : space + text;
}
export {
  textTable
};
