/** The comment of a job that has no verdict: it is under way, or ended before there was one. Pure. */
import { escapeMarkdown, fenced, SENTENCE } from "../escape.ts";
import { type Links, linkTo } from "../words/links.ts";
import { partMessage } from "../words/printed.ts";

/** While it runs: which commit is weighed since when, and no number of an earlier one. `since`: ISO 8601, UTC; null: not said. */
export function renderWeighing(sha: string, since: string | null = null, links: Links = {}): string {
  const from =
    since === null ? "" : ` since ${escapeMarkdown(since.slice(0, 10))} ${escapeMarkdown(since.slice(11, 16))} UTC`;
  return page(`⏳ Weighing ${shown(sha)}${from}`, [
    "This comment will hold its verdict. Numbers of earlier commits are not shown.",
    ...jobLine(links),
  ]);
}

/** It was cancelled; `by`: the newer commit that is weighed in its place, null where that is not known. */
export function renderCancelled(sha: string, by: string | null, links: Links = {}): string {
  if (by !== null)
    return page(`⏳ Not weighed: ${shown(sha)} was superseded by ${shown(by)}`, [
      "Its job was cancelled before there was a verdict. The newer commit gets its own.",
      ...jobLine(links),
    ]);
  return page(`🛑 Not weighed: the job of ${shown(sha)} was cancelled`, [
    "Nothing was judged, neither for nor against this change. Run the job again, or push: either weighs it.",
    ...jobLine(links),
  ]);
}

/** It ended without a verdict; `why`: the message of what ended it, null when nobody was left to say. */
export function renderUnweighed(sha: string, why: string | null, links: Links = {}): string {
  if (why === null)
    return page(`🛑 Could not measure ${shown(sha)}: the job ended before there was a verdict.`, [
      "Nothing was judged, neither for nor against this change. Run the job again.",
      ...jobLine(links),
    ]);
  const { sentence, printed } = partMessage(why);
  return page(`🛑 Could not measure ${shown(sha)}: ${escapeMarkdown(sentence, 1000)}`, [
    ...(printed.length === 0 ? [] : [fenced(printed, SENTENCE).join("\n")]),
    "Nothing was judged, neither for nor against this change: repair what is named above.",
    ...jobLine(links),
  ]);
}

function page(title: string, paragraphs: readonly string[]): string {
  return `### ${title}\n${paragraphs.map((one) => `\n${one}\n`).join("")}`;
}

function jobLine({ run }: Links): readonly string[] {
  return run === undefined ? [] : [linkTo("The log of the job", run)];
}

function shown(sha: string): string {
  return sha === "" ? "this commit" : `\`${escapeMarkdown(sha.slice(0, 10))}\``;
}
