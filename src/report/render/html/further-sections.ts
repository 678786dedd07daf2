/** Budgets, what bundles are made of, and earlier jobs. */
import type { Tree } from "../../../model/details.ts";
import type { BudgetCheck, Verdict } from "../../../model/verdict.ts";
import { escapePage } from "../escape.ts";
import { formatValue } from "../format.ts";
import { BUDGET_COLUMNS } from "../words/columns.ts";
import { baselineText, HISTORY_COLUMNS, historyInShort, historyRows } from "../words/history.ts";
import { budgetRows } from "../words/rows.ts";
import { figureOf } from "./charts/figure.ts";
import type { Piece } from "./fit.ts";
import { escaped, html, type Markup, NOTHING } from "./markup.ts";
import { placeOf } from "./rule.ts";
import { moreThan, type Section, wholeSection } from "./section.ts";
import { type Cell, tableOf } from "./tables.ts";

export function budgetsSection({ budgets }: Verdict): Section {
  const { open, kept } = budgetRows(budgets);
  const written: Cell<BudgetCheck> = {
    label: "Written in",
    align: "left",
    format: ({ at }) => at?.file ?? "",
    markup: ({ at }) => placeOf(at),
  };
  const columns = [...BUDGET_COLUMNS, ...(budgets.some(({ at }) => at !== null) ? [written] : [])];
  return wholeSection("budgets", "Budgets", [
    tableOf("Budgets that are not kept", columns, open),
    tableOf("Budgets that are kept", columns, kept),
  ]);
}

type Leaf = Tree["leaves"][number];

/** The parts that moved most: the picture shows how they lie in the whole. */
const MOST_LEAVES = 20;

/** More of them are in `details.json`. */
const MOST = 20;

export function treesSection(trees: readonly Tree[]): Section {
  return {
    id: "trees",
    title: "What it is made of",
    pieces: [...trees.slice(0, MOST).flatMap(treePieces), ...moreThan(MOST, trees)],
  };
}

function treePieces(tree: Tree): readonly Piece[] {
  const { title, by, unit, leaves } = tree;
  const difference = ({ base, head }: Leaf) => (head ?? 0) - (base ?? 0);
  const moved = leaves
    .filter((leaf) => difference(leaf) !== 0)
    .toSorted((a, b) => Math.abs(difference(b)) - Math.abs(difference(a)));
  const columns: readonly Cell<Leaf>[] = [
    { label: "Part", align: "left", format: ({ path }) => path },
    { label: "Base", align: "right", format: ({ base }) => formatValue(base, unit) },
    { label: "Head", align: "right", format: ({ head }) => formatValue(head, unit) },
    {
      label: "Change",
      align: "right",
      format: (leaf) => `${difference(leaf) > 0 ? "+" : "-"}${formatValue(Math.abs(difference(leaf)), unit)}`,
    },
  ];
  return [
    html`<h3>${escaped(escapePage(title))}</h3>\n<p class="quiet">Found out ${escaped(escapePage(by))}.</p>\n`,
    { kind: "chart", priority: 2, render: () => html`<div class="chart">${escaped(figureOf(tree))}</div>\n` },
    {
      kind: "trees",
      priority: 1,
      render: () =>
        moved.length === 0
          ? html`<p>No part of it is larger or smaller than before.</p>\n`
          : tableOf(`${title}: the parts that moved most`, columns, moved, MOST_LEAVES),
    },
  ];
}

export function historySection(verdict: Verdict): Section {
  const rows = historyRows(verdict);
  const baseline = baselineText(verdict, escapePage);
  const body: readonly Markup[] =
    rows.length === 0
      ? []
      : [
          html`<p>${escaped(historyInShort(verdict, escapePage))}.</p>\n`,
          baseline === null ? NOTHING : html`<p class="quiet">Baseline: ${escaped(baseline)}.</p>\n`,
          tableOf("Head beside earlier jobs", HISTORY_COLUMNS, rows),
        ];
  return wholeSection("history", "Among earlier jobs", body);
}
