// src/report/render/markdown.ts
import { markdownTable } from "../../vendor/markdown-table.js";
import { advice } from "./advice.js";
import { reusedSentence } from "./attempts.js";
import { BUDGET_COLUMNS, COMPARISON_COLUMNS } from "./columns.js";
import { escapeHtml, escapeMarkdown, fenced, SENTENCE } from "./escape.js";
import { fitSections } from "./fit.js";
import { HISTORY_COLUMNS, historyInShort, historyRows } from "./history.js";
import { methodInShort, methodOf } from "./method.js";
import { furtherReasons, lookupOf, printedBy, reasonSentence } from "./reasons.js";
import { budgetRows, countLine, rowsOf } from "./rows.js";
import { headline } from "./sentence.js";
import { watchedOnly } from "./watched.js";
var MARKDOWN_LIMIT = 6e4;
var MARKS = { pass: "✅", fail: "❌", inconclusive: "⚠️", error: "🛑" };
function renderMarkdown(verdict, limit = MARKDOWN_LIMIT) {
  const { moved, settled } = rowsOf(verdict.comparisons);
  const budgets = budgetRows(verdict.budgets);
  const lookup = lookupOf(verdict);
  const reasons = furtherReasons(verdict).map(
    (reason) => [reasonSentence(reason, lookup, escapeMarkdown), ...block(printedBy(reason)).map(indented)].join("\n")
  );
  const method = methodOf(verdict, escapeMarkdown).map(({ label, text }) => `**${label}:** ${text}`);
  const sections = [
    list(1, "**Why**", reasons),
    table(4, "**What moved**", moved, COMPARISON_COLUMNS),
    table(5, "**Budgets**", budgets.open, BUDGET_COLUMNS),
    list(3, "**Watched only**", watchedOnly(verdict.comparisons, escapeMarkdown)),
    list(3, "**Notices**", verdict.notices.map(sentence)),
    folded(2, `How it was measured: ${methodInShort(verdict, escapeHtml)}`, list(2, "", method)),
    folded(
      6,
      `Among earlier jobs: ${historyInShort(verdict, escapeHtml)}`,
      table(6, "", historyRows(verdict), HISTORY_COLUMNS)
    ),
    folded(3, `Not weighed: ${verdict.notWeighed.length}`, list(3, "", verdict.notWeighed.map(sentence))),
    folded(6, `Budgets kept: ${budgets.kept.length}`, table(6, "", budgets.kept, BUDGET_COLUMNS)),
    ...[...settled].map(
      ([collector, rows]) => folded(
        7,
        `${escapeHtml(collector)}: ${rows.length} without a change to look at`,
        table(7, "", rows, COMPARISON_COLUMNS)
      )
    )
  ];
  return fitSections(headOf(verdict), sections, FOOT, limit, (count) => `
… and ${count} more.
`);
}
var block = (printed) => printed.length === 0 ? [] : fenced(printed);
var indented = (line) => line === "" ? "" : `  ${line}`;
var sentence = (text) => escapeMarkdown(text, SENTENCE);
var FOOT = "\nRows were left out to fit; all of them are in `verdict.json`.\n";
function headOf(verdict) {
  const { label, sentence: sentence2, printed } = headline(verdict, escapeMarkdown);
  const counts = countLine(verdict.comparisons);
  const next = advice(verdict);
  const reused = reusedSentence(verdict, escapeMarkdown);
  return [
    `### ${MARKS[verdict.verdict]} ${label}: ${sentence2}
`,
    ...printed.length === 0 ? [] : [`
${block(printed).join("\n")}
`],
    ...reused === null ? [] : [`
${reused}
`],
    ...counts === "" ? [] : [`
${counts}
`],
    ...next === void 0 ? [] : [`
${next}
`]
  ].join("");
}
var LONGEST_LIST = 20;
function list(priority, title, lines) {
  const rest = lines.length - LONGEST_LIST;
  const rows = lines.slice(0, LONGEST_LIST).map((line) => `- ${line}`);
  return {
    priority,
    open: title === "" ? "\n" : `
${title}

`,
    rows: rest > 0 ? [...rows, `- … and ${rest} more`] : rows,
    close: ""
  };
}
function table(priority, title, rows, columns) {
  const cells = rows.map((row) => columns.map(({ format }) => escapeMarkdown(format(row))));
  const [labels, rule, ...lines] = markdownTable([columns.map(({ label }) => label), ...cells], {
    align: columns.map(({ align }) => align),
    // Padding to a common width would cost bytes, and make every row depend on the longest.
    alignDelimiters: false
  }).split("\n");
  return { priority, open: `${title === "" ? "" : `
${title}
`}
${labels}
${rule}
`, rows: lines, close: "" };
}
function folded(priority, summary, { open, rows, close }) {
  return {
    priority,
    open: `
<details><summary>${summary}</summary>
${open}`,
    rows,
    close: `${close}
</details>
`
  };
}
export {
  MARKDOWN_LIMIT,
  renderMarkdown
};
