// src/report/render/markdown/joined.ts
import { escapeHtml, escapeMarkdown, fenced } from "../escape.js";
import { fitPage } from "../fit.js";
import { partMessage } from "../words/printed.js";
import { headline } from "../words/sentence.js";
import { viewOf } from "../words/view.js";
import { folded, list, paragraph } from "./blocks.js";
import { FOOT, MARKDOWN_LIMIT, MARKS, markOf, more } from "./markdown.js";
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
var safe = escapeMarkdown;
function renderJoined(gates, { links = {}, limit = MARKDOWN_LIMIT } = {}) {
  const entries = gates.map(entryOf).toSorted(worstFirst);
  const weighed = entries.flatMap(
    ({ source, gate }) => "verdict" in source ? [{ ...source, gate, view: viewOf(source.verdict) }] : []
  );
  const parts = [
    list(
      1,
      "",
      entries.map(({ mark, gate, label, sentence }) => `${mark} **${safe(gate)}** ${label}: ${folding(sentence)}`)
    ),
    ...weighed.flatMap(({ verdict, view, gate }) => {
      const title = `${safe(gate)}: `;
      return [...rowParts(view, title), ...meaningParts(verdict, view, title), findingsPart(verdict, title)];
    }),
    legendPart(weighed.flatMap(({ view }) => [...view.moved, ...view.open])),
    ...entries.map((entry) => restOf(entry, links))
  ];
  return fitPage({ head: headOf(entries), parts, foot: FOOT }, limit, more);
}
function entryOf(source) {
  if ("verdict" in source) {
    const { gate: gate2, verdict: kind } = source.verdict;
    const blocks = source.verdict.blocks || kind === "error";
    return { gate: gate2, kind, blocks, mark: markOf(source.verdict), source, ...headline(source.verdict, safe) };
  }
  const { gate, why } = source;
  const { sentence, printed } = partMessage(why ?? "the job ended before there was a verdict.");
  const said = safe(sentence, 1e3);
  return {
    gate,
    kind: "error",
    blocks: true,
    mark: MARKS.error,
    label: "Could not measure",
    sentence: said,
    printed,
    source
  };
}
var WORST = ["fail", "error", "inconclusive", "pass"];
function worstFirst(a, b) {
  const rank = ({ kind, blocks }) => (blocks ? 0 : WORST.length) + WORST.indexOf(kind);
  return rank(a) - rank(b) || (a.gate < b.gate ? -1 : a.gate > b.gate ? 1 : 0);
}
function headOf(entries) {
  const [worst] = entries;
  if (worst === void 0) return `### ${MARKS.error} Could not measure: no gate has a verdict.
`;
  const { mark, label, gate, sentence, kind, blocks } = worst;
  if (kind === "pass") return `### ${mark} Pass: ${entries.length} of ${entries.length} gates passed.
`;
  const alike = entries.filter((one) => one.kind === kind && one.blocks === blocks).length;
  const where = entries.length === 1 ? "" : ` in ${alike} of ${entries.length} gates`;
  const first = alike === 1 ? "" : "first ";
  const failed = kind === "error" ? 0 : entries.filter((one) => one.kind === "error").length;
  const besides = failed === 0 ? "" : `, ${failed} not measured`;
  return `### ${mark} ${label}${where} (${first}${safe(gate)})${besides}: ${folding(sentence)}
`;
}
var folding = (sentence) => sentence.replace(/( lines)?:$/, (_, several) => several ? " lines are below." : " is below.");
function restOf({ source, printed, gate }, shared) {
  const code = paragraph(2, printed.length === 0 ? [] : fenced(printed));
  if (!("verdict" in source)) return folded(`${escapeHtml(gate)}. Nothing was judged.`, [code]);
  const { verdict, links } = source;
  const view = viewOf(verdict);
  const lists = furtherLists(verdict, (title, part) => folded(title, [part]));
  const counts = verdict.verdict === "error" && view.counts === "" ? "Nothing was judged." : view.counts;
  return folded(`${escapeHtml(gate)}. ${escapeHtml(counts)}`.trim(), [
    list(1, "", underHeadline(verdict)),
    code,
    ...evidenceParts(verdict, view, { ...shared, ...links }),
    ...lists,
    ...furtherTables(verdict, view),
    ...settledParts(view)
  ]);
}
export {
  renderJoined
};
