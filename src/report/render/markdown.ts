/** `comment.md`: what a reviewer reads in the pull request and in the job summary. */
import { markdownTable } from "markdown-table";
import type { Verdict, VerdictKind } from "../../model/verdict.ts";
import { advice } from "./advice.ts";
import { reusedSentence } from "./attempts.ts";
import { BUDGET_COLUMNS, COMPARISON_COLUMNS, type Column } from "./columns.ts";
import { escapeHtml, escapeMarkdown, fenced, SENTENCE } from "./escape.ts";
import { fitSections, type Section } from "./fit.ts";
import { HISTORY_COLUMNS, historyInShort, historyRows } from "./history.ts";
import { methodInShort, methodOf } from "./method.ts";
import { furtherReasons, lookupOf, printedBy, reasonSentence } from "./reasons.ts";
import { budgetRows, countLine, rowsOf } from "./rows.ts";
import { headline } from "./sentence.ts";
import { watchedOnly } from "./watched.ts";

/** GitHub takes 65,536 characters; the rest is for what is put around it when it is posted. */
export const MARKDOWN_LIMIT = 60_000;

const MARKS: Readonly<Record<VerdictKind, string>> = { pass: "✅", fail: "❌", inconclusive: "⚠️", error: "🛑" };

/**
 * Pure. At most `limit` UTF-8 bytes: whole rows are left out, never the verdict. Every name from outside is inert: no
 * mention, link, picture or HTML comes from it.
 */
export function renderMarkdown(verdict: Verdict, limit = MARKDOWN_LIMIT): string {
  const { moved, settled } = rowsOf(verdict.comparisons);
  const budgets = budgetRows(verdict.budgets);
  const lookup = lookupOf(verdict);
  const reasons = furtherReasons(verdict).map((reason) =>
    [reasonSentence(reason, lookup, escapeMarkdown), ...block(printedBy(reason)).map(indented)].join("\n"),
  );
  const method = methodOf(verdict, escapeMarkdown).map(({ label, text }) => `**${label}:** ${text}`);
  // On the page in this order; room goes first to what tells whether to believe the rest.
  const sections: readonly Section[] = [
    list(1, "**Why**", reasons),
    table(4, "**What moved**", moved, COMPARISON_COLUMNS),
    table(5, "**Budgets**", budgets.open, BUDGET_COLUMNS),
    list(3, "**Watched only**", watchedOnly(verdict.comparisons, escapeMarkdown)),
    list(3, "**Notices**", verdict.notices.map(sentence)),
    folded(2, `How it was measured: ${methodInShort(verdict, escapeHtml)}`, list(2, "", method)),
    folded(
      6,
      `Among earlier jobs: ${historyInShort(verdict, escapeHtml)}`,
      table(6, "", historyRows(verdict), HISTORY_COLUMNS),
    ),
    folded(3, `Not weighed: ${verdict.notWeighed.length}`, list(3, "", verdict.notWeighed.map(sentence))),
    folded(6, `Budgets kept: ${budgets.kept.length}`, table(6, "", budgets.kept, BUDGET_COLUMNS)),
    ...[...settled].map(([collector, rows]) =>
      folded(
        7,
        `${escapeHtml(collector)}: ${rows.length} without a change to look at`,
        table(7, "", rows, COMPARISON_COLUMNS),
      ),
    ),
  ];
  return fitSections(headOf(verdict), sections, FOOT, limit, (count) => `\n… and ${count} more.\n`);
}

const block = (printed: readonly string[]) => (printed.length === 0 ? [] : fenced(printed));
/** Inside the item of a list. */
const indented = (line: string) => (line === "" ? "" : `  ${line}`);
const sentence = (text: string) => escapeMarkdown(text, SENTENCE);

const FOOT = "\nRows were left out to fit; all of them are in `verdict.json`.\n";

function headOf(verdict: Verdict): string {
  const { label, sentence, printed } = headline(verdict, escapeMarkdown);
  const counts = countLine(verdict.comparisons);
  const next = advice(verdict);
  const reused = reusedSentence(verdict, escapeMarkdown);
  return [
    `### ${MARKS[verdict.verdict]} ${label}: ${sentence}\n`,
    ...(printed.length === 0 ? [] : [`\n${block(printed).join("\n")}\n`]),
    ...(reused === null ? [] : [`\n${reused}\n`]),
    ...(counts === "" ? [] : [`\n${counts}\n`]),
    ...(next === undefined ? [] : [`\n${next}\n`]),
  ].join("");
}

/** A list that a repository could make endless leaves room for the others. */
const LONGEST_LIST = 20;

function list(priority: number, title: string, lines: readonly string[]): Section {
  const rest = lines.length - LONGEST_LIST;
  const rows = lines.slice(0, LONGEST_LIST).map((line) => `- ${line}`);
  return {
    priority,
    open: title === "" ? "\n" : `\n${title}\n\n`,
    rows: rest > 0 ? [...rows, `- … and ${rest} more`] : rows,
    close: "",
  };
}

function table<Row>(priority: number, title: string, rows: readonly Row[], columns: readonly Column<Row>[]): Section {
  const cells = rows.map((row) => columns.map(({ format }) => escapeMarkdown(format(row))));
  const [labels, rule, ...lines] = markdownTable([columns.map(({ label }) => label), ...cells], {
    align: columns.map(({ align }) => align),
    // Padding to a common width would cost bytes, and make every row depend on the longest.
    alignDelimiters: false,
  }).split("\n");
  return { priority, open: `${title === "" ? "" : `\n${title}\n`}\n${labels}\n${rule}\n`, rows: lines, close: "" };
}

function folded(priority: number, summary: string, { open, rows, close }: Section): Section {
  return {
    priority,
    open: `\n<details><summary>${summary}</summary>\n${open}`,
    rows,
    close: `${close}\n</details>\n`,
  };
}
