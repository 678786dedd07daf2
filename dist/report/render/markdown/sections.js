// src/report/render/markdown/sections.ts
import { escapeHtml, escapeMarkdown, fenced, SENTENCE } from "../escape.js";
import { nextSteps } from "../words/advice.js";
import { attemptsText, reusedSentence } from "../words/attempts.js";
import { causeLines } from "../words/causes.js";
import { budgetColumns, COMPARISON_COLUMNS, HEAD_COLUMNS } from "../words/columns.js";
import { acceptedLines, gateChangeLines, healthText, isUnhealthy, overrideSentence } from "../words/decided.js";
import { findingLines } from "../words/findings.js";
import { HISTORY_COLUMNS, historyInShort, historyRows } from "../words/history.js";
import { linkLine, linkTo } from "../words/links.js";
import { methodOf } from "../words/method.js";
import { netEffects } from "../words/net.js";
import { furtherReasons, lookupOf } from "../words/reasons.js";
import { changes, shownOf } from "../words/rows.js";
import { saidReasons } from "../words/said.js";
import { unweighed } from "../words/unweighed.js";
import { columnsFor, legendFor, plainLegendFor } from "../words/view.js";
import { loweredIn, watchedOnly } from "../words/watched.js";
import { trustSentence, weighedLine } from "../words/weighed.js";
import { BLANK, folded, list, paragraph, table } from "./blocks.js";
var safe = escapeMarkdown;
function rowParts(view, gate = "") {
  const rows = (priority, title, some) => table(priority, `${gate}${title}`, some, columnsFor(some, view, BLANK));
  return [rows(4, "What moved", shownOf(view.moved).shown), rows(5, "Undecided", view.open)];
}
function legendPart(rows) {
  return paragraph(3, legendFor(rows));
}
function meaningParts(verdict, view, gate = "") {
  const { apart } = view;
  return [
    list(2, `${gate}Taken together`, netEffects(verdict.comparisons, safe)),
    table(5, `${gate}Budgets`, apart, budgetColumns(apart)),
    list(2, `${gate}What is behind it`, causeLines(verdict, view, safe))
  ];
}
var MOST_FINDINGS = 5;
function findingsPart(verdict, gate = "") {
  return list(2, `${gate}Findings`, findingLines(verdict, safe, MOST_FINDINGS));
}
function evidenceParts(verdict, view, links, steps = nextSteps(verdict, view.moved, links)) {
  const health = isUnhealthy(verdict) ? healthText(verdict) : null;
  const attempts = attemptsText(verdict, safe);
  return [
    list(1, "Also", reasonsWithout(verdict)),
    list(2, "Accepted by the config", acceptedLines(verdict, safe)),
    list(1, "This change alters its own gate", gateChangeLines(verdict, safe)),
    paragraph(1, [
      [weighedLine(verdict, safe), trustSentence(verdict, safe), namedOnly(verdict), linkLine(links)].filter((line) => line !== null).join(" ")
    ]),
    paragraph(1, attempts === null ? [] : [`A${attempts.slice(1)}.`]),
    paragraph(1, health === null ? [] : [`The gate lately: ${health}.`]),
    list(1, "What to do", steps.map(stepText))
  ];
}
function furtherLists(verdict, framed) {
  const said = (lines) => lines.map((line) => safe(line, SENTENCE));
  const lookup = lookupOf(verdict);
  const withRow = furtherReasons(verdict).filter(hasRow);
  const evidence = saidReasons(withRow, lookup, safe).map(({ sentence }) => sentence);
  const method = methodOf(verdict, safe).map(({ label, text }) => `**${label}:** ${text}`);
  return [
    framed("Why, in figures", list(3, "", evidence)),
    framed(`Notices: ${verdict.notices.length}`, list(3, "", said(verdict.notices))),
    framed(`Not weighed: ${verdict.notWeighed.length}`, list(3, "", said(unweighed(verdict)))),
    framed("Watched only", list(3, "", watchedOnly(verdict.comparisons, safe))),
    framed("How it was measured", list(2, "", method))
  ];
}
function furtherTables(verdict, { budgets }) {
  return [
    folded(`Among earlier jobs: ${historyInShort(verdict, escapeHtml)}`, [
      table(6, "", historyRows(verdict), HISTORY_COLUMNS)
    ]),
    folded(`Budgets kept: ${budgets.kept.length}`, [table(6, "", budgets.kept, budgetColumns(budgets.kept))])
  ];
}
function settledParts(view) {
  const { moved, settled, alone } = view;
  const { rest } = shownOf(moved);
  return [
    folded(`${rest.length} more that moved, watched`, [table(6, "", rest, columnsFor(rest, view, BLANK))]),
    ...[...settled].map(
      ([collector, rows]) => folded(`${escapeHtml(collector)}: ${changes(rows)}`, [
        table(7, "", rows, COMPARISON_COLUMNS, plainLegendFor(rows))
      ])
    ),
    ...[...alone].map(
      ([collector, rows]) => folded(`${escapeHtml(collector)}: ${rows.length} measured, not compared`, [table(7, "", rows, HEAD_COLUMNS)])
    )
  ];
}
function underHeadline(verdict) {
  return [overrideSentence(verdict, safe), reusedSentence(verdict, safe)].filter((line) => line !== null);
}
var hasRow = ({ kind }) => ["regressed", "accepted", "inconclusive", "missing"].includes(kind);
function reasonsWithout(verdict) {
  const lookup = lookupOf(verdict);
  const without = furtherReasons(verdict).filter(
    (reason) => !hasRow(reason) && reason.kind !== "budget" && reason.kind !== "finding"
  );
  return saidReasons(without, lookup, safe).map(({ sentence, printed }) => {
    const lines = printed.length === 0 ? [] : fenced(printed);
    return [sentence, ...lines.map(indented)].join("\n");
  });
}
function namedOnly({ comparisons }) {
  const count = loweredIn(comparisons).length;
  if (count === 0) return null;
  return `${count === 1 ? "1 metric" : `${count} metrics`} that could gate did not: see "Watched only".`;
}
function stepText({ text, link, yaml }) {
  const linked = link === void 0 ? text : `${linkTo(link.label, link.url)}${text}`;
  if (yaml === void 0) return linked;
  return [linked, "  ```yaml", ...yaml.map(indented), "  ```"].join("\n");
}
var indented = (line) => line === "" ? "" : `  ${line}`;
export {
  evidenceParts,
  findingsPart,
  furtherLists,
  furtherTables,
  legendPart,
  meaningParts,
  rowParts,
  settledParts,
  underHeadline
};
