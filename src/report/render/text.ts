/** The report for a terminal: verdict first, then what moved, then how far to believe it. */
import type { Verdict, VerdictKind } from "../../model/verdict.ts";
import { advice } from "./advice.ts";
import { reusedSentence } from "./attempts.ts";
import { BUDGET_COLUMNS, COMPARISON_COLUMNS } from "./columns.ts";
import { escapeOutput, escapeText, SENTENCE } from "./escape.ts";
import { historyInShort, historyRows } from "./history.ts";
import { methodOf } from "./method.ts";
import { furtherReasons, lookupOf, printedBy, reasonSentence } from "./reasons.ts";
import { budgetRows, countLine, rowsOf } from "./rows.ts";
import { headline } from "./sentence.ts";
import { textTable } from "./text-table.ts";
import { watchedOnly } from "./watched.ts";
import { wrap } from "./width.ts";

export interface TextOptions {
  /** Columns of the terminal; tables that do not fit put a row on two lines. */
  readonly width: number;
  readonly colour: boolean;
}

const COLOURS: Readonly<Record<VerdictKind, number>> = { pass: 32, fail: 31, inconclusive: 33, error: 35 };

/** Pure; no newline at the end. Every name from outside is made harmless for terminals and CI logs. */
export function renderText(verdict: Verdict, { width, colour }: TextOptions): string {
  const paint = (code: number, text: string) => (colour ? `\u001B[${code}m${text}\u001B[0m` : text);
  const bullets = (lines: readonly string[]) => lines.map((line) => wrap(`- ${line}`, width, "  "));
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ["", paint(1, title), ...lines];
  const said = (lines: readonly string[]) => bullets(lines.map((line) => escapeText(line, SENTENCE)));

  // Not wrapped, and marked as in the log: these are a program's words, and none starts a line.
  const output = (lines: readonly string[], indent: string) =>
    lines.map((line) => `${indent}| ${escapeOutput(line)}`.trimEnd());
  const lookup = lookupOf(verdict);
  const reasons = furtherReasons(verdict).flatMap((reason) => [
    ...bullets([reasonSentence(reason, lookup, escapeText)]),
    ...output(printedBy(reason), "    "),
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
  const history =
    historyRows(verdict).length === 0 ? [] : [`Among earlier jobs: ${historyInShort(verdict, escapeText)}`];
  const counts = countLine(verdict.comparisons);
  return [
    // Wrapped before it is painted: escape codes have no width.
    wrap(`${label}: ${sentence}`, width).replace(label, paint(COLOURS[verdict.verdict], label)),
    ...output(printed, "  "),
    ...(reused === null ? [] : [wrap(reused, width)]),
    ...(counts === "" ? [] : [counts]),
    ...section("Why", reasons),
    ...section("What moved", textTable(moved, COMPARISON_COLUMNS, width)),
    ...section("Budgets", [...textTable(budgets.open, BUDGET_COLUMNS, width), ...kept]),
    ...section("Unchanged", [
      ...textTable(gating, COMPARISON_COLUMNS, width),
      ...(watched === 0 ? [] : [`${watched} watched without a shown change`]),
    ]),
    ...section("Watched only", bullets(watchedOnly(verdict.comparisons, escapeText))),
    ...section(
      "How it was measured",
      bullets([...methodOf(verdict, escapeText).map((fact) => `${fact.label}: ${fact.text}`), ...history]),
    ),
    ...section("Not weighed", said(verdict.notWeighed)),
    ...section("Notices", said(verdict.notices)),
    ...(next === undefined ? [] : ["", wrap(next, width)]),
  ].join("\n");
}
