/** The blocks that a page of Markdown is made of, as sections that can be cut by whole rows. */
import { markdownTable } from "markdown-table";
import { escapeMarkdown } from "../escape.ts";
import type { Group, Part, Section } from "../fit.ts";
import type { Column } from "../words/columns.ts";

/** A list that a repository could make endless leaves room for the others. */
const LONGEST_LIST = 20;

/** Items are Markdown already. */
export function list(priority: number, title: string, items: readonly string[]): Section {
  const rest = items.length - LONGEST_LIST;
  const rows = items.slice(0, LONGEST_LIST).map((item) => `- ${item}`);
  return {
    priority,
    open: title === "" ? "\n" : `\n**${title}**\n\n`,
    rows: rest > 0 ? [...rows, `- … and ${rest} more`] : rows,
    close: "",
  };
}

/** Lines that stay together, Markdown already. */
export function paragraph(priority: number, lines: readonly string[]): Section {
  return { priority, open: "\n", rows: lines.length === 0 ? [] : [lines.join("\n")], close: "" };
}

/** Cells are raw, and escaped here; `legend`: lines below the table, Markdown already. */
export function table<Row>(
  priority: number,
  title: string,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  legend: readonly string[] = [],
): Section {
  const cells = rows.map((row) => columns.map((column) => cellOf(row, column)));
  const [labels, rule, ...lines] = markdownTable([columns.map(({ label }) => label), ...cells], {
    align: columns.map(({ align }) => align),
    // Padding to a common width would cost bytes, and make every row depend on the longest.
    alignDelimiters: false,
  }).split("\n");
  return {
    priority,
    open: `${title === "" ? "" : `\n**${title}**\n`}\n${labels}\n${rule}\n`,
    rows: lines,
    close: legend.map((line) => `\n${line}\n`).join(""),
  };
}

/** What stands in a bar where nothing is: as wide as its other characters, and never collapsed or wrapped. */
export const BLANK = "\u00A0";

function cellOf<Row>(row: Row, { format, drawn }: Column<Row>): string {
  const text = escapeMarkdown(format(row));
  const bar = drawn?.(row) ?? "";
  return bar === "" ? text : `${text} \`${bar}\``;
}

/** `summary` is HTML already. */
export function folded(summary: string, parts: readonly Part[]): Group {
  return { open: `\n<details><summary>${summary}</summary>\n`, parts, close: "\n</details>\n" };
}

/** The same without a fold, for where there is one around it. */
export function titled(title: string, section: Section): Section {
  return { ...section, open: `\n**${title}**\n${section.open}` };
}
