// src/report/render/markdown/markdown.ts
import { escapeHtml, escapeMarkdown, fenced } from "../escape.js";
import { fitPage } from "../fit.js";
import { headline, signalOf } from "../words/sentence.js";
import { viewOf } from "../words/view.js";
import { folded, titled } from "./blocks.js";
import {
  evidenceParts,
  findingsPart,
  furtherLists,
  furtherTables,
  legendPart,
  meaningParts,
  rowParts,
  settledParts,
  underHeadline
} from "./sections.js";
var MARKDOWN_LIMIT = 6e4;
var MARKS = { pass: "✅", fail: "❌", inconclusive: "⚠️", error: "🛑" };
var markOf = (verdict) => MARKS[signalOf(verdict)];
function renderMarkdown(verdict, options = {}) {
  const { limit = MARKDOWN_LIMIT } = options;
  const view = viewOf(verdict);
  const page = {
    head: headOf(verdict, isQuiet(verdict, view) ? "" : view.counts),
    parts: partsOf(verdict, view, options)
  };
  return fitPage({ ...page, foot: FOOT }, limit, more);
}
var FOOT = "\nRows were left out to fit; all of them are in `verdict.json`.\n";
var more = (count) => `
… and ${count} more.
`;
function headOf(verdict, counts) {
  const { label, sentence, printed } = headline(verdict, escapeMarkdown);
  return [
    `### ${markOf(verdict)} ${label}: ${sentence}
`,
    ...printed.length === 0 ? [] : [`
${fenced(printed).join("\n")}
`],
    ...[...underHeadline(verdict), counts].filter((line) => line !== "").map((line) => `
${line}
`)
  ].join("");
}
function isQuiet({ verdict, override, accepted, gateChanges }, { moved, open, budgets }) {
  const rows = moved.length + open.length + budgets.open.length;
  return verdict === "pass" && rows + accepted.length + gateChanges.length === 0 && override === null;
}
function partsOf(verdict, view, { links = {}, steps }) {
  const evidence = evidenceParts(verdict, view, links, steps);
  const tables = [...furtherTables(verdict, view), ...settledParts(view)];
  if (isQuiet(verdict, view)) {
    const unweighed = verdict.notWeighed.length === 0 ? "" : `Not weighed: ${verdict.notWeighed.length}.`;
    const summary = ["Details.", escapeHtml(view.counts), unweighed].filter((part) => part !== "").join(" ");
    return [findingsPart(verdict), ...evidence, folded(summary, [...furtherLists(verdict, titled), ...tables])];
  }
  const lists = furtherLists(verdict, (title, part) => folded(title, [part]));
  const rows = [...rowParts(view), legendPart([...view.moved, ...view.open])];
  return [...rows, ...meaningParts(verdict, view), findingsPart(verdict), ...evidence, ...lists, ...tables];
}
export {
  FOOT,
  MARKDOWN_LIMIT,
  MARKS,
  headOf,
  markOf,
  more,
  renderMarkdown
};
