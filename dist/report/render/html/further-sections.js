// src/report/render/html/further-sections.ts
import { escapePage } from "../escape.js";
import { formatValue } from "../format.js";
import { BUDGET_COLUMNS } from "../words/columns.js";
import { baselineText, HISTORY_COLUMNS, historyInShort, historyRows } from "../words/history.js";
import { budgetRows } from "../words/rows.js";
import { figureOf } from "./charts/figure.js";
import { escaped, html, NOTHING } from "./markup.js";
import { placeOf } from "./rule.js";
import { moreThan, wholeSection } from "./section.js";
import { tableOf } from "./tables.js";
function budgetsSection({ budgets }) {
  const { open, kept } = budgetRows(budgets);
  const written = {
    label: "Written in",
    align: "left",
    format: ({ at }) => at?.file ?? "",
    markup: ({ at }) => placeOf(at)
  };
  const columns = [...BUDGET_COLUMNS, ...budgets.some(({ at }) => at !== null) ? [written] : []];
  return wholeSection("budgets", "Budgets", [
    tableOf("Budgets that are not kept", columns, open),
    tableOf("Budgets that are kept", columns, kept)
  ]);
}
var MOST_LEAVES = 20;
var MOST = 20;
function treesSection(trees) {
  return {
    id: "trees",
    title: "What it is made of",
    pieces: [...trees.slice(0, MOST).flatMap(treePieces), ...moreThan(MOST, trees)]
  };
}
function treePieces(tree) {
  const { title, by, unit, leaves } = tree;
  const difference = ({ base, head }) => (head ?? 0) - (base ?? 0);
  const moved = leaves.filter((leaf) => difference(leaf) !== 0).toSorted((a, b) => Math.abs(difference(b)) - Math.abs(difference(a)));
  const columns = [
    { label: "Part", align: "left", format: ({ path }) => path },
    { label: "Base", align: "right", format: ({ base }) => formatValue(base, unit) },
    { label: "Head", align: "right", format: ({ head }) => formatValue(head, unit) },
    {
      label: "Change",
      align: "right",
      format: (leaf) => `${difference(leaf) > 0 ? "+" : "-"}${formatValue(Math.abs(difference(leaf)), unit)}`
    }
  ];
  return [
    html`<h3>${escaped(escapePage(title))}</h3>\n<p class="quiet">Found out ${escaped(escapePage(by))}.</p>\n`,
    { kind: "chart", priority: 2, render: () => html`<div class="chart">${escaped(figureOf(tree))}</div>\n` },
    {
      kind: "trees",
      priority: 1,
      render: () => moved.length === 0 ? html`<p>No part of it is larger or smaller than before.</p>\n` : tableOf(`${title}: the parts that moved most`, columns, moved, MOST_LEAVES)
    }
  ];
}
function historySection(verdict) {
  const rows = historyRows(verdict);
  const baseline = baselineText(verdict, escapePage);
  const body = rows.length === 0 ? [] : [
    html`<p>${escaped(historyInShort(verdict, escapePage))}.</p>\n`,
    baseline === null ? NOTHING : html`<p class="quiet">Baseline: ${escaped(baseline)}.</p>\n`,
    tableOf("Head beside earlier jobs", HISTORY_COLUMNS, rows)
  ];
  return wholeSection("history", "Among earlier jobs", body);
}
export {
  budgetsSection,
  historySection,
  treesSection
};
