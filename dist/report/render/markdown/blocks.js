// src/report/render/markdown/blocks.ts
import { markdownTable } from "../../../vendor/markdown-table.js";
import { escapeMarkdown } from "../escape.js";
var LONGEST_LIST = 20;
function list(priority, title, items) {
  const rest = items.length - LONGEST_LIST;
  const rows = items.slice(0, LONGEST_LIST).map((item) => `- ${item}`);
  return {
    priority,
    open: title === "" ? "\n" : `
**${title}**

`,
    rows: rest > 0 ? [...rows, `- … and ${rest} more`] : rows,
    close: ""
  };
}
function paragraph(priority, lines) {
  return { priority, open: "\n", rows: lines.length === 0 ? [] : [lines.join("\n")], close: "" };
}
function table(priority, title, rows, columns, legend = []) {
  const cells = rows.map((row) => columns.map((column) => cellOf(row, column)));
  const [labels, rule, ...lines] = markdownTable([columns.map(({ label }) => label), ...cells], {
    align: columns.map(({ align }) => align),
    // Padding to a common width would cost bytes, and make every row depend on the longest.
    alignDelimiters: false
  }).split("\n");
  return {
    priority,
    open: `${title === "" ? "" : `
**${title}**
`}
${labels}
${rule}
`,
    rows: lines,
    close: legend.map((line) => `
${line}
`).join("")
  };
}
var BLANK = " ";
function cellOf(row, { format, drawn }) {
  const text = escapeMarkdown(format(row));
  const bar = drawn?.(row) ?? "";
  return bar === "" ? text : `${text} \`${bar}\``;
}
function folded(summary, parts) {
  return { open: `
<details><summary>${summary}</summary>
`, parts, close: "\n</details>\n" };
}
function titled(title, section) {
  return { ...section, open: `
**${title}**
${section.open}` };
}
export {
  BLANK,
  folded,
  list,
  paragraph,
  table,
  titled
};
