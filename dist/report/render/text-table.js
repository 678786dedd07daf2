// src/report/render/text-table.ts
import { escapeText } from "./escape.js";
import { displayWidth } from "./width.js";
var GAP = "  ";
var NAMING = 3;
function textTable(rows, columns, width) {
  if (rows.length === 0) return [];
  const cells = rows.map((row) => columns.map(({ format }) => escapeText(format(row))));
  const labels = columns.map(({ label }) => label);
  const widths = labels.map(
    (label, at) => cells.reduce((most, row) => Math.max(most, displayWidth(row[at])), displayWidth(label))
  );
  const total = widths.reduce((sum, one) => sum + one, GAP.length * (columns.length - 1));
  if (total > width) return cells.flatMap(stacked);
  const line = (row) => row.map((cell, at) => pad(cell, widths[at], columns[at].align)).join(GAP).trimEnd();
  return [labels, ...cells].map(line);
}
function stacked(row) {
  const filled = (cells) => cells.filter((cell) => cell !== "").join(GAP);
  return [filled(row.slice(0, NAMING)), `    ${filled(row.slice(NAMING))}`];
}
function pad(cell, width, align) {
  const space = " ".repeat(Math.max(0, width - displayWidth(cell)));
  return align === "left" ? cell + space : space + cell;
}
export {
  textTable
};
