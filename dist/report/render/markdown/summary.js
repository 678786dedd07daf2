// src/report/render/markdown/summary.ts
import { fitPage } from "../fit.js";
import { formatP, formatSize } from "../format.js";
import { FINDING_COLUMNS } from "../words/findings.js";
import { noiseOf } from "../words/looks.js";
import { columnsFor, legendFor, viewOf } from "../words/view.js";
import { BLANK, folded, table } from "./blocks.js";
import { FOOT, headOf, more } from "./markdown.js";
import { evidenceParts, furtherLists, furtherTables, meaningParts } from "./sections.js";
var SUMMARY_LIMIT = 9e5;
function renderSummary(verdict, links = {}, limit = SUMMARY_LIMIT) {
  const view = viewOf(verdict);
  const rows = allRows(view);
  const columns = [...columnsFor(rows, view, BLANK), ...FIGURES];
  const parts = [
    ...meaningParts(verdict, view),
    table(5, "Findings", verdict.findings, FINDING_COLUMNS),
    ...evidenceParts(verdict, view, links),
    table(7, "All metrics, worst first", rows, columns, legendFor(rows)),
    ...furtherLists(verdict, (title, part) => folded(title, [part])),
    ...furtherTables(verdict, view)
  ];
  return fitPage({ head: headOf(verdict, view.counts), parts, foot: FOOT }, limit, more);
}
function allRows({ moved, open, settled, alone }) {
  return [moved, open, ...settled.values(), ...alone.values()].flat();
}
var ABSENT = "–";
var FIGURES = [
  {
    label: "Corrected p",
    align: "right",
    format: ({ pAdjusted }) => pAdjusted === null ? ABSENT : formatP(pAdjusted).replace(/^p (?:= )?/, "")
  },
  { label: "Noise a round", align: "right", format: (row) => row.noise === null ? ABSENT : noiseOf(row) },
  {
    label: "Sees",
    align: "right",
    format: ({ smallestVisible, metric }) => !smallestVisible ? ABSENT : `≥ ${formatSize(smallestVisible, metric)}`
  },
  {
    label: "Rounds",
    align: "right",
    format: ({ metric, rounds }) => metric.kind === "exact" ? ABSENT : String(rounds)
  }
];
export {
  SUMMARY_LIMIT,
  renderSummary
};
