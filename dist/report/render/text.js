// src/report/render/text.ts
import { advice } from "./advice.js";
import { reusedSentence } from "./attempts.js";
import { BUDGET_COLUMNS, COMPARISON_COLUMNS } from "./columns.js";
import { escapeOutput, escapeText, SENTENCE } from "./escape.js";
import { historyInShort, historyRows } from "./history.js";
import { methodOf } from "./method.js";
import { furtherReasons, lookupOf, printedBy, reasonSentence } from "./reasons.js";
import { budgetRows, countLine, rowsOf } from "./rows.js";
import { headline } from "./sentence.js";
import { textTable } from "./text-table.js";
import { watchedOnly } from "./watched.js";
import { wrap } from "./width.js";
var COLOURS = { pass: 32, fail: 31, inconclusive: 33, error: 35 };
function renderText(verdict, { width, colour }) {
  const paint = (code, text) => colour ? `\x1B[${code}m${text}\x1B[0m` : text;
  const bullets = (lines) => lines.map((line) => wrap(`- ${line}`, width, "  "));
  const section = (title, lines) => lines.length === 0 ? [] : ["", paint(1, title), ...lines];
  const said = (lines) => bullets(lines.map((line) => escapeText(line, SENTENCE)));
  const output = (lines, indent) => lines.map((line) => `${indent}| ${escapeOutput(line)}`.trimEnd());
  const lookup = lookupOf(verdict);
  const reasons = furtherReasons(verdict).flatMap((reason) => [
    ...bullets([reasonSentence(reason, lookup, escapeText)]),
    ...output(printedBy(reason), "    ")
  ]);
  const { label, sentence, printed } = headline(verdict, escapeText);
  const { moved, settled } = rowsOf(verdict.comparisons);
  const quiet = [...settled.values()].flat();
  const gating = quiet.filter(({ rule }) => rule.role === "gate");
  const watched = quiet.length - gating.length;
  const budgets = budgetRows(verdict.budgets);
  const kept = budgets.kept.length === 0 ? [] : [`${budgets.kept.length} kept`];
  const next = advice(verdict);
  const reused = reusedSentence(verdict, escapeText);
  const history = historyRows(verdict).length === 0 ? [] : [`Among earlier jobs: ${historyInShort(verdict, escapeText)}`];
  const counts = countLine(verdict.comparisons);
  return [
    // Wrapped before it is painted: escape codes have no width.
    wrap(`${label}: ${sentence}`, width).replace(label, paint(COLOURS[verdict.verdict], label)),
    ...output(printed, "  "),
    ...reused === null ? [] : [wrap(reused, width)],
    ...counts === "" ? [] : [counts],
    ...section("Why", reasons),
    ...section("What moved", textTable(moved, COMPARISON_COLUMNS, width)),
    ...section("Budgets", [...textTable(budgets.open, BUDGET_COLUMNS, width), ...kept]),
    ...section("Unchanged", [
      ...textTable(gating, COMPARISON_COLUMNS, width),
      ...watched === 0 ? [] : [`${watched} watched without a shown change`]
    ]),
    ...section("Watched only", bullets(watchedOnly(verdict.comparisons, escapeText))),
    ...section(
      "How it was measured",
      bullets([...methodOf(verdict, escapeText).map((fact) => `${fact.label}: ${fact.text}`), ...history])
    ),
    ...section("Not weighed", said(verdict.notWeighed)),
    ...section("Notices", said(verdict.notices)),
    ...next === void 0 ? [] : ["", wrap(next, width)]
  ].join("\n");
}
export {
  renderText
};
