// src/report/render/terminal/text.ts
import { escapeOutput, escapeText, SENTENCE } from "../escape.js";
import { nextSteps } from "../words/advice.js";
import { reusedSentence } from "../words/attempts.js";
import { causeLines } from "../words/causes.js";
import { budgetColumns, COMPARISON_COLUMNS, HEAD_COLUMNS } from "../words/columns.js";
import { acceptedLines, gateChangeLines, overrideSentence } from "../words/decided.js";
import { findingLines } from "../words/findings.js";
import { historyInShort, historyRows } from "../words/history.js";
import { methodOf } from "../words/method.js";
import { netEffects } from "../words/net.js";
import { furtherReasons, lookupOf } from "../words/reasons.js";
import { changes, shownOf } from "../words/rows.js";
import { saidReasons } from "../words/said.js";
import { headline, signalOf } from "../words/sentence.js";
import { unweighed } from "../words/unweighed.js";
import { columnsFor, legendFor, plainLegendFor, viewOf } from "../words/view.js";
import { watchedOnly } from "../words/watched.js";
import { trustSentence, weighedLine } from "../words/weighed.js";
import { textTable } from "./text-table.js";
import { wrap } from "./width.js";
var COLOURS = { pass: 32, fail: 31, inconclusive: 33, error: 35 };
var MOST_FINDINGS = 10;
var BOLD = 1;
var DIM = 2;
function colourOf({ metric, change }, { accepted }) {
  if (change === "regressed") return accepted.has(metric.id) ? COLOURS.inconclusive : COLOURS.fail;
  if (change === "improved") return COLOURS.pass;
  return change === "inconclusive" || change === "missing" ? COLOURS.inconclusive : DIM;
}
function renderText(verdict, { width, colour, steps: given }) {
  const paint = (code, text) => colour ? `\x1B[${code}m${text}\x1B[0m` : text;
  const bullets = (lines) => lines.map((line) => wrap(`- ${line}`, width, "  "));
  const section = (title, lines) => lines.length === 0 ? [] : ["", paint(BOLD, title), ...lines];
  const said = (lines) => bullets(lines.map((line) => escapeText(line, SENTENCE)));
  const output = (lines, indent) => lines.map((line) => `${indent}| ${escapeOutput(line)}`.trimEnd());
  const view = viewOf(verdict);
  const { moved, open, settled, alone, budgets, apart, counts } = view;
  const painted = (row, line) => paint(colourOf(row, view), line);
  const table = (rows) => textTable(rows, columnsFor(rows, view, " "), width, painted);
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
    ...[overrideSentence(verdict, escapeText), reusedSentence(verdict, escapeText)].filter((line) => line !== null).map((line) => wrap(line, width)),
    ...counts === "" ? [] : [wrap(counts, width)],
    ...section("What moved", [
      ...table(shown),
      ...rest.length === 0 ? [] : [`… and ${rest.length} more that are watched`]
    ]),
    ...section("Undecided", table(open)),
    ...legend,
    ...section("Taken together", bullets(netEffects(verdict.comparisons, escapeText))),
    ...section("Budgets", [
      ...textTable(apart, budgetColumns(apart), width),
      ...budgets.kept.length === 0 ? [] : [`${budgets.kept.length} kept`]
    ]),
    ...section("What is behind it", bullets(causeLines(verdict, view, escapeText))),
    ...section("Findings", bullets(findingLines(verdict, escapeText, MOST_FINDINGS))),
    ...section("Why", reasonLines(verdict, bullets, output)),
    ...section("Accepted by the config", bullets(acceptedLines(verdict, escapeText))),
    ...section("This change alters its own gate", bullets(gateChangeLines(verdict, escapeText))),
    ...section("Unchanged", [
      ...textTable(gating, COMPARISON_COLUMNS, width, painted),
      ...plainLegendFor(gating).map((line) => wrap(line, width))
    ]),
    ...watched === "" ? [] : ["", `Watched besides: ${watched}`],
    ...section("Measured, not compared", textTable([...alone.values()].flat(), HEAD_COLUMNS, width)),
    ...section("Watched only", bullets(watchedOnly(verdict.comparisons, escapeText))),
    ...section("How it was measured", bullets(methodLines(verdict))),
    ...section("Not weighed", said(unweighed(verdict))),
    ...section("Notices", said(verdict.notices)),
    ...section("What to do", stepLines(steps, bullets))
  ].join("\n");
}
function reasonLines(verdict, bullets, output) {
  const lookup = lookupOf(verdict);
  return saidReasons(furtherReasons(verdict), lookup, escapeText).flatMap(({ sentence, printed }) => [
    ...bullets([sentence]),
    ...output(printed, "    ")
  ]);
}
function methodLines(verdict) {
  const history = historyRows(verdict).length === 0 ? [] : [historyInShort(verdict, escapeText)];
  return [
    [weighedLine(verdict, escapeText), trustSentence(verdict, escapeText)].filter((line) => line !== null).join(" "),
    ...methodOf(verdict, escapeText).map(({ label, text }) => `${label}: ${text}`),
    ...history.map((line) => `Among earlier jobs: ${line}`)
  ];
}
function stepLines(steps, bullets) {
  return steps.flatMap(({ text, yaml }) => [
    ...bullets([text]),
    ...(yaml ?? []).map((line) => `    ${escapeOutput(line, 2 * SENTENCE)}`)
  ]);
}
export {
  renderText
};
