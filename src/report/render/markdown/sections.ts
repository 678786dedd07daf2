/** What a report of one verdict says in Markdown, part by part; how they are put on a page is the page's affair. */
import type { Comparison } from "../../../model/comparison.ts";
import type { Verdict } from "../../../model/verdict.ts";
import { type Escape, escapeHtml, escapeMarkdown, fenced, SENTENCE } from "../escape.ts";
import type { Part, Section } from "../fit.ts";
import { nextSteps, type Step } from "../words/advice.ts";
import { attemptsText, reusedSentence } from "../words/attempts.ts";
import { causeLines } from "../words/causes.ts";
import { budgetColumns, COMPARISON_COLUMNS, HEAD_COLUMNS } from "../words/columns.ts";
import { acceptedLines, gateChangeLines, healthText, isUnhealthy, overrideSentence } from "../words/decided.ts";
import { findingLines } from "../words/findings.ts";
import { HISTORY_COLUMNS, historyInShort, historyRows } from "../words/history.ts";
import { type Links, linkLine, linkTo } from "../words/links.ts";
import { methodOf } from "../words/method.ts";
import { netEffects } from "../words/net.ts";
import { furtherReasons, lookupOf } from "../words/reasons.ts";
import { changes, shownOf } from "../words/rows.ts";
import { saidReasons } from "../words/said.ts";
import { unweighed } from "../words/unweighed.ts";
import { columnsFor, legendFor, plainLegendFor, type View } from "../words/view.ts";
import { loweredIn, watchedOnly } from "../words/watched.ts";
import { trustSentence, weighedLine } from "../words/weighed.ts";
import { BLANK, folded, list, paragraph, table } from "./blocks.ts";

const safe: Escape = escapeMarkdown;

/** The rows that moved, worst first, then those that are open. `gate`: goes before each title. */
export function rowParts(view: View, gate = ""): readonly Part[] {
  const rows = (priority: number, title: string, some: View["moved"]) =>
    table(priority, `${gate}${title}`, some, columnsFor(some, view, BLANK));
  return [rows(4, "What moved", shownOf(view.moved).shown), rows(5, "Undecided", view.open)];
}

/** Once below the tables of one page. */
export function legendPart(rows: readonly Comparison[]): Part {
  return paragraph(3, legendFor(rows));
}

/** What the rows come to, and what is behind them. */
export function meaningParts(verdict: Verdict, view: View, gate = ""): readonly Part[] {
  const { apart } = view;
  return [
    list(2, `${gate}Taken together`, netEffects(verdict.comparisons, safe)),
    table(5, `${gate}Budgets`, apart, budgetColumns(apart)),
    list(2, `${gate}What is behind it`, causeLines(verdict, view, safe)),
  ];
}

/** Those who read a comment act on a few; all of them are in the report. */
const MOST_FINDINGS = 5;

/** What head brings inside the target. */
export function findingsPart(verdict: Verdict, gate = ""): Part {
  return list(2, `${gate}Findings`, findingLines(verdict, safe, MOST_FINDINGS));
}

/** What stands beside the rows: reasons without a row, what people decided, what it was weighed against. */
export function evidenceParts(
  verdict: Verdict,
  view: View,
  links: Links,
  steps: readonly Step[] = nextSteps(verdict, view.moved, links),
): readonly Part[] {
  const health = isUnhealthy(verdict) ? healthText(verdict) : null;
  const attempts = attemptsText(verdict, safe);
  return [
    list(1, "Also", reasonsWithout(verdict)),
    list(2, "Accepted by the config", acceptedLines(verdict, safe)),
    list(1, "This change alters its own gate", gateChangeLines(verdict, safe)),
    paragraph(1, [
      [weighedLine(verdict, safe), trustSentence(verdict, safe), namedOnly(verdict), linkLine(links)]
        .filter((line) => line !== null)
        .join(" "),
    ]),
    paragraph(1, attempts === null ? [] : [`A${attempts.slice(1)}.`]),
    paragraph(1, health === null ? [] : [`The gate lately: ${health}.`]),
    list(1, "What to do", steps.map(stepText)),
  ];
}

/** Everything else that is said in words, each list in a frame. */
export function furtherLists(verdict: Verdict, framed: (title: string, list: Section) => Part): readonly Part[] {
  const said = (lines: readonly string[]) => lines.map((line) => safe(line, SENTENCE));
  const lookup = lookupOf(verdict);
  const withRow = furtherReasons(verdict).filter(hasRow);
  const evidence = saidReasons(withRow, lookup, safe).map(({ sentence }) => sentence);
  const method = methodOf(verdict, safe).map(({ label, text }) => `**${label}:** ${text}`);
  return [
    framed("Why, in figures", list(3, "", evidence)),
    framed(`Notices: ${verdict.notices.length}`, list(3, "", said(verdict.notices))),
    framed(`Not weighed: ${verdict.notWeighed.length}`, list(3, "", said(unweighed(verdict)))),
    framed("Watched only", list(3, "", watchedOnly(verdict.comparisons, safe))),
    framed("How it was measured", list(2, "", method)),
  ];
}

/** Tables that a reader may ask for, each under a fold. */
export function furtherTables(verdict: Verdict, { budgets }: View): readonly Part[] {
  return [
    folded(`Among earlier jobs: ${historyInShort(verdict, escapeHtml)}`, [
      table(6, "", historyRows(verdict), HISTORY_COLUMNS),
    ]),
    folded(`Budgets kept: ${budgets.kept.length}`, [table(6, "", budgets.kept, budgetColumns(budgets.kept))]),
  ];
}

/** The rows that a reader need not see first: what else moved and only is watched; then those without news, by collector. */
export function settledParts(view: View): readonly Part[] {
  const { moved, settled, alone } = view;
  const { rest } = shownOf(moved);
  return [
    folded(`${rest.length} more that moved, watched`, [table(6, "", rest, columnsFor(rest, view, BLANK))]),
    ...[...settled].map(([collector, rows]) =>
      folded(`${escapeHtml(collector)}: ${changes(rows)}`, [
        table(7, "", rows, COMPARISON_COLUMNS, plainLegendFor(rows)),
      ]),
    ),
    ...[...alone].map(([collector, rows]) =>
      folded(`${escapeHtml(collector)}: ${rows.length} measured, not compared`, [table(7, "", rows, HEAD_COLUMNS)]),
    ),
  ];
}

/** Lines that belong right under the headline. */
export function underHeadline(verdict: Verdict): readonly string[] {
  return [overrideSentence(verdict, safe), reusedSentence(verdict, safe)].filter((line) => line !== null);
}

type Reason = Verdict["reasons"][number];

/** A row of a table says it, and the fold with the figures; budgets and findings have parts of their own. */
const hasRow = ({ kind }: Reason) => ["regressed", "accepted", "inconclusive", "missing"].includes(kind);

function reasonsWithout(verdict: Verdict): readonly string[] {
  const lookup = lookupOf(verdict);
  const without = furtherReasons(verdict).filter(
    (reason) => !hasRow(reason) && reason.kind !== "budget" && reason.kind !== "finding",
  );
  return saidReasons(without, lookup, safe).map(({ sentence, printed }) => {
    const lines = printed.length === 0 ? [] : fenced(printed);
    return [sentence, ...lines.map(indented)].join("\n");
  });
}

/** A pass says nothing of what its collector took out of the gate. */
function namedOnly({ comparisons }: Verdict): string | null {
  const count = loweredIn(comparisons).length;
  if (count === 0) return null;
  return `${count === 1 ? "1 metric" : `${count} metrics`} that could gate did not: see "Watched only".`;
}

function stepText({ text, link, yaml }: Step): string {
  const linked = link === undefined ? text : `${linkTo(link.label, link.url)}${text}`;
  if (yaml === undefined) return linked;
  return [linked, "  ```yaml", ...yaml.map(indented), "  ```"].join("\n");
}

/** Inside the item of a list. */
const indented = (line: string) => (line === "" ? "" : `  ${line}`);
