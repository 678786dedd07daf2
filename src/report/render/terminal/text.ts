/** The report for a terminal: verdict first, then what moved, then how far to believe it, and last what to do. */
import type { Comparison } from "../../../model/comparison.ts";
import type { Verdict, VerdictKind } from "../../../model/verdict.ts";
import { escapeOutput, escapeText, SENTENCE } from "../escape.ts";
import { nextSteps, type Step } from "../words/advice.ts";
import { reusedSentence } from "../words/attempts.ts";
import { causeLines } from "../words/causes.ts";
import { budgetColumns, COMPARISON_COLUMNS, HEAD_COLUMNS } from "../words/columns.ts";
import { acceptedLines, gateChangeLines, overrideSentence } from "../words/decided.ts";
import { findingLines } from "../words/findings.ts";
import { historyInShort, historyRows } from "../words/history.ts";
import { methodOf } from "../words/method.ts";
import { netEffects } from "../words/net.ts";
import { furtherReasons, lookupOf } from "../words/reasons.ts";
import { changes, shownOf } from "../words/rows.ts";
import { saidReasons } from "../words/said.ts";
import { headline, signalOf } from "../words/sentence.ts";
import { unweighed } from "../words/unweighed.ts";
import { columnsFor, legendFor, plainLegendFor, type View, viewOf } from "../words/view.ts";
import { watchedOnly } from "../words/watched.ts";
import { trustSentence, weighedLine } from "../words/weighed.ts";
import { textTable } from "./text-table.ts";
import { wrap } from "./width.ts";

export interface TextOptions {
  /** Columns of the terminal; tables that do not fit put a row on two lines. */
  readonly width: number;
  readonly colour: boolean;
  /** What to do, where the repository that was weighed is gone. */
  readonly steps?: readonly Step[] | undefined;
}

const COLOURS: Readonly<Record<VerdictKind, number>> = { pass: 32, fail: 31, inconclusive: 33, error: 35 };
/** More are in the report. */
const MOST_FINDINGS = 10;
const BOLD = 1;
const DIM = 2;

/** Of a row: what the word in its first column says too. */
function colourOf({ metric, change }: Comparison, { accepted }: View): number {
  if (change === "regressed") return accepted.has(metric.id) ? COLOURS.inconclusive : COLOURS.fail;
  if (change === "improved") return COLOURS.pass;
  return change === "inconclusive" || change === "missing" ? COLOURS.inconclusive : DIM;
}

/** Pure; no newline at the end. Every name from outside is made harmless for terminals and CI logs. */
export function renderText(verdict: Verdict, { width, colour, steps: given }: TextOptions): string {
  const paint = (code: number, text: string) => (colour ? `\u001B[${code}m${text}\u001B[0m` : text);
  const bullets = (lines: readonly string[]) => lines.map((line) => wrap(`- ${line}`, width, "  "));
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ["", paint(BOLD, title), ...lines];
  const said = (lines: readonly string[]) => bullets(lines.map((line) => escapeText(line, SENTENCE)));
  // Not wrapped, and marked as in the log: these are a program's words, and none starts a line.
  const output = (lines: readonly string[], indent: string) =>
    lines.map((line) => `${indent}| ${escapeOutput(line)}`.trimEnd());

  const view = viewOf(verdict);
  const { moved, open, settled, alone, budgets, apart, counts } = view;
  const painted = (row: Comparison, line: string) => paint(colourOf(row, view), line);
  const table = (rows: readonly Comparison[]) => textTable(rows, columnsFor(rows, view, " "), width, painted);
  const { shown, rest } = shownOf(moved);
  const steps = given ?? nextSteps(verdict, moved, {}, "terminal");
  const legend = legendFor([...shown, ...open]).map((line) => wrap(line.replaceAll("`", ""), width));
  const { label, sentence, printed } = headline(verdict, escapeText);
  const quiet = [...settled.values()].flat();
  const gating = quiet.filter(({ rule }) => rule.role === "gate");
  const watched = changes(quiet.filter(({ rule }) => rule.role === "watch"));
  return [
    // Wrapped before it is painted: escape codes have no width.
    wrap(`${label}: ${sentence}`, width).replace(label, paint(COLOURS[signalOf(verdict)], label)),
    ...output(printed, "  "),
    ...[overrideSentence(verdict, escapeText), reusedSentence(verdict, escapeText)]
      .filter((line) => line !== null)
      .map((line) => wrap(line, width)),
    ...(counts === "" ? [] : [wrap(counts, width)]),
    ...section("What moved", [
      ...table(shown),
      ...(rest.length === 0 ? [] : [`… and ${rest.length} more that are watched`]),
    ]),
    ...section("Undecided", table(open)),
    ...legend,
    ...section("Taken together", bullets(netEffects(verdict.comparisons, escapeText))),
    ...section("Budgets", [
      ...textTable(apart, budgetColumns(apart), width),
      ...(budgets.kept.length === 0 ? [] : [`${budgets.kept.length} kept`]),
    ]),
    ...section("What is behind it", bullets(causeLines(verdict, view, escapeText))),
    ...section("Findings", bullets(findingLines(verdict, escapeText, MOST_FINDINGS))),
    ...section("Why", reasonLines(verdict, bullets, output)),
    ...section("Accepted by the config", bullets(acceptedLines(verdict, escapeText))),
    ...section("This change alters its own gate", bullets(gateChangeLines(verdict, escapeText))),
    ...section("Unchanged", [
      ...textTable(gating, COMPARISON_COLUMNS, width, painted),
      ...plainLegendFor(gating).map((line) => wrap(line, width)),
    ]),
    ...(watched === "" ? [] : ["", `Watched besides: ${watched}`]),
    ...section("Measured, not compared", textTable([...alone.values()].flat(), HEAD_COLUMNS, width)),
    ...section("Watched only", bullets(watchedOnly(verdict.comparisons, escapeText))),
    ...section("How it was measured", bullets(methodLines(verdict))),
    ...section("Not weighed", said(unweighed(verdict))),
    ...section("Notices", said(verdict.notices)),
    ...section("What to do", stepLines(steps, bullets)),
  ].join("\n");
}

type Lines = (lines: readonly string[]) => readonly string[];

/** With what the command that failed printed last. */
function reasonLines(
  verdict: Verdict,
  bullets: Lines,
  output: (lines: readonly string[], indent: string) => readonly string[],
): readonly string[] {
  const lookup = lookupOf(verdict);
  return saidReasons(furtherReasons(verdict), lookup, escapeText).flatMap(({ sentence, printed }) => [
    ...bullets([sentence]),
    ...output(printed, "    "),
  ]);
}

function methodLines(verdict: Verdict): readonly string[] {
  const history = historyRows(verdict).length === 0 ? [] : [historyInShort(verdict, escapeText)];
  return [
    [weighedLine(verdict, escapeText), trustSentence(verdict, escapeText)].filter((line) => line !== null).join(" "),
    ...methodOf(verdict, escapeText).map(({ label, text }) => `${label}: ${text}`),
    ...history.map((line) => `Among earlier jobs: ${line}`),
  ];
}

/** Lines to paste stay as they are: wrapped they would no longer be YAML. */
function stepLines(steps: readonly Step[], bullets: Lines): readonly string[] {
  return steps.flatMap(({ text, yaml }) => [
    ...bullets([text]),
    ...(yaml ?? []).map((line) => `    ${escapeOutput(line, 2 * SENTENCE)}`),
  ]);
}
