/** The summary on the page of a workflow run: the words of the comment, and every metric in one table. */
import type { Comparison } from "../../../model/comparison.ts";
import type { Verdict } from "../../../model/verdict.ts";
import { fitPage } from "../fit.ts";
import { formatP, formatSize } from "../format.ts";
import type { Column } from "../words/columns.ts";
import { FINDING_COLUMNS } from "../words/findings.ts";
import type { Links } from "../words/links.ts";
import { noiseOf } from "../words/looks.ts";
import { columnsFor, legendFor, type View, viewOf } from "../words/view.ts";
import { BLANK, folded, table } from "./blocks.ts";
import { FOOT, headOf, more } from "./markdown.ts";
import { evidenceParts, furtherLists, furtherTables, meaningParts } from "./sections.ts";

/** GitHub drops a summary over 1 MiB as a whole. */
export const SUMMARY_LIMIT = 900_000;

/** Pure. At most `limit` UTF-8 bytes: whole rows are left out, never the verdict. Names from outside are inert. */
export function renderSummary(verdict: Verdict, links: Links = {}, limit = SUMMARY_LIMIT): string {
  const view = viewOf(verdict);
  const rows = allRows(view);
  const columns = [...columnsFor(rows, view, BLANK), ...FIGURES];
  const parts = [
    ...meaningParts(verdict, view),
    table(5, "Findings", verdict.findings, FINDING_COLUMNS),
    ...evidenceParts(verdict, view, links),
    table(7, "All metrics, worst first", rows, columns, legendFor(rows)),
    ...furtherLists(verdict, (title, part) => folded(title, [part])),
    ...furtherTables(verdict, view),
  ];
  return fitPage({ head: headOf(verdict, view.counts), parts, foot: FOOT }, limit, more);
}

/** What moved, what is open, and the rest by collector. */
function allRows({ moved, open, settled, alone }: View): readonly Comparison[] {
  return [moved, open, ...settled.values(), ...alone.values()].flat();
}

const ABSENT = "–";

/** What the comment has no room for. */
const FIGURES: readonly Column<Comparison>[] = [
  {
    label: "Corrected p",
    align: "right",
    format: ({ pAdjusted }) => (pAdjusted === null ? ABSENT : formatP(pAdjusted).replace(/^p (?:= )?/, "")),
  },
  { label: "Noise a round", align: "right", format: (row) => (row.noise === null ? ABSENT : noiseOf(row)) },
  {
    label: "Sees",
    align: "right",
    format: ({ smallestVisible, metric }) => (!smallestVisible ? ABSENT : `≥ ${formatSize(smallestVisible, metric)}`),
  },
  {
    label: "Rounds",
    align: "right",
    format: ({ metric, rounds }) => (metric.kind === "exact" ? ABSENT : String(rounds)),
  },
];
