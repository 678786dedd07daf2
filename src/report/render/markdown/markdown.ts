/** `comment.md`: what a reviewer reads in the pull request. */
import type { Verdict, VerdictKind } from "../../../model/verdict.ts";
import { escapeHtml, escapeMarkdown, fenced } from "../escape.ts";
import { fitPage, type Page, type Part } from "../fit.ts";
import type { Step } from "../words/advice.ts";
import type { Links } from "../words/links.ts";
import { headline, signalOf } from "../words/sentence.ts";
import { type View, viewOf } from "../words/view.ts";
import { folded, titled } from "./blocks.ts";
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

/** GitHub takes 65,536 characters; the rest is for what is put around it when it is posted. */
export const MARKDOWN_LIMIT = 60_000;

export const MARKS: Readonly<Record<VerdictKind, string>> = { pass: "✅", fail: "❌", inconclusive: "⚠️", error: "🛑" };

export const markOf = (verdict: Verdict) => MARKS[signalOf(verdict)];

export interface MarkdownOptions {
  readonly links?: Links;
  /** UTF-8 bytes. */
  readonly limit?: number;
  /** What to do, where the repository that was weighed is gone. */
  readonly steps?: readonly Step[] | undefined;
}

/**
 * Pure. At most `limit` bytes: whole rows are left out, never the verdict. Every name from outside is inert: no mention,
 * link, picture or HTML comes from it.
 */
export function renderMarkdown(verdict: Verdict, options: MarkdownOptions = {}): string {
  const { limit = MARKDOWN_LIMIT } = options;
  const view = viewOf(verdict);
  const page = {
    head: headOf(verdict, isQuiet(verdict, view) ? "" : view.counts),
    parts: partsOf(verdict, view, options),
  };
  return fitPage({ ...page, foot: FOOT }, limit, more);
}

export const FOOT: Page["foot"] = "\nRows were left out to fit; all of them are in `verdict.json`.\n";
export const more = (count: number) => `\n… and ${count} more.\n`;

/** The verdict, and what must not be read without it. `counts`: how many metrics came to what; may be empty. */
export function headOf(verdict: Verdict, counts: string): string {
  const { label, sentence, printed } = headline(verdict, escapeMarkdown);
  return [
    `### ${markOf(verdict)} ${label}: ${sentence}\n`,
    ...(printed.length === 0 ? [] : [`\n${fenced(printed).join("\n")}\n`]),
    ...[...underHeadline(verdict), counts].filter((line) => line !== "").map((line) => `\n${line}\n`),
  ].join("");
}

/** Where all is well the reader needs the verdict and what it stands on, and the rest only when asking for it. */
function isQuiet({ verdict, override, accepted, gateChanges }: Verdict, { moved, open, budgets }: View): boolean {
  const rows = moved.length + open.length + budgets.open.length;
  return verdict === "pass" && rows + accepted.length + gateChanges.length === 0 && override === null;
}

function partsOf(verdict: Verdict, view: View, { links = {}, steps }: MarkdownOptions): readonly Part[] {
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
