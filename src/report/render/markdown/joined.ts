/** One comment for several gates: one sentence over all, a line a gate, what moved, and the rest folded a gate. */
import type { Verdict, VerdictKind } from "../../../model/verdict.ts";
import { type Escape, escapeHtml, escapeMarkdown, fenced } from "../escape.ts";
import { fitPage, type Part } from "../fit.ts";
import type { Links } from "../words/links.ts";
import { partMessage } from "../words/printed.ts";
import { headline } from "../words/sentence.ts";
import { viewOf } from "../words/view.ts";
import { folded, list, paragraph } from "./blocks.ts";
import { FOOT, MARKDOWN_LIMIT, MARKS, type MarkdownOptions, markOf, more } from "./markdown.ts";
import {
  evidenceParts,
  findingsPart,
  furtherLists,
  furtherTables,
  legendPart,
  meaningParts,
  rowParts,
  settledParts,
  underHeadline,
} from "./sections.ts";

const safe: Escape = escapeMarkdown;

interface WeighedGate {
  readonly verdict: Verdict;
  readonly links?: Links;
}

/** A gate whose job ended without a verdict; `why`: the message of what ended it, null when nobody was left to say. */
interface UnweighedGate {
  readonly gate: string;
  readonly why: string | null;
}

export type JoinedGate = WeighedGate | UnweighedGate;

/** As renderMarkdown, of at least one gate. */
export function renderJoined(
  gates: readonly JoinedGate[],
  { links = {}, limit = MARKDOWN_LIMIT }: MarkdownOptions = {},
): string {
  const entries = gates.map(entryOf).toSorted(worstFirst);
  const weighed = entries.flatMap(({ source, gate }) =>
    "verdict" in source ? [{ ...source, gate, view: viewOf(source.verdict) }] : [],
  );
  const parts = [
    list(
      1,
      "",
      entries.map(({ mark, gate, label, sentence }) => `${mark} **${safe(gate)}** ${label}: ${folding(sentence)}`),
    ),
    ...weighed.flatMap(({ verdict, view, gate }) => {
      const title = `${safe(gate)}: `;
      return [...rowParts(view, title), ...meaningParts(verdict, view, title), findingsPart(verdict, title)];
    }),
    legendPart(weighed.flatMap(({ view }) => [...view.moved, ...view.open])),
    ...entries.map((entry) => restOf(entry, links)),
  ];
  return fitPage({ head: headOf(entries), parts, foot: FOOT }, limit, more);
}

/** A gate as the comment speaks of it. */
interface Entry {
  readonly gate: string;
  readonly kind: VerdictKind;
  readonly blocks: boolean;
  readonly mark: string;
  readonly label: string;
  /** Escaped. */
  readonly sentence: string;
  /** Raw lines that the sentence leads to. */
  readonly printed: readonly string[];
  readonly source: JoinedGate;
}

function entryOf(source: JoinedGate): Entry {
  if ("verdict" in source) {
    const { gate, verdict: kind } = source.verdict;
    // A gate without a verdict is red too.
    const blocks = source.verdict.blocks || kind === "error";
    return { gate, kind, blocks, mark: markOf(source.verdict), source, ...headline(source.verdict, safe) };
  }
  const { gate, why } = source;
  const { sentence, printed } = partMessage(why ?? "the job ended before there was a verdict.");
  const said = safe(sentence, 1000);
  return {
    gate,
    kind: "error",
    blocks: true,
    mark: MARKS.error,
    label: "Could not measure",
    sentence: said,
    printed,
    source,
  };
}

const WORST: readonly VerdictKind[] = ["fail", "error", "inconclusive", "pass"];

/** Blocking before not; then by verdict, then by name, so that the order is the same on every machine. */
function worstFirst(a: Entry, b: Entry): number {
  const rank = ({ kind, blocks }: Entry) => (blocks ? 0 : WORST.length) + WORST.indexOf(kind);
  return rank(a) - rank(b) || (a.gate < b.gate ? -1 : a.gate > b.gate ? 1 : 0);
}

function headOf(entries: readonly Entry[]): string {
  const [worst] = entries;
  if (worst === undefined) return `### ${MARKS.error} Could not measure: no gate has a verdict.\n`;
  const { mark, label, gate, sentence, kind, blocks } = worst;
  if (kind === "pass") return `### ${mark} Pass: ${entries.length} of ${entries.length} gates passed.\n`;
  const alike = entries.filter((one) => one.kind === kind && one.blocks === blocks).length;
  const where = entries.length === 1 ? "" : ` in ${alike} of ${entries.length} gates`;
  const first = alike === 1 ? "" : "first ";
  const failed = kind === "error" ? 0 : entries.filter((one) => one.kind === "error").length;
  const besides = failed === 0 ? "" : `, ${failed} not measured`;
  return `### ${mark} ${label}${where} (${first}${safe(gate)})${besides}: ${folding(sentence)}\n`;
}

/** What a sentence leads to stands in the fold of its gate. */
const folding = (sentence: string) =>
  sentence.replace(/( lines)?:$/, (_, several?: string) => (several ? " lines are below." : " is below."));

function restOf({ source, printed, gate }: Entry, shared: Links): Part {
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
    ...settledParts(view),
  ]);
}
