/** The comment of a job that has no verdict: it is under way, or ended before there was one. Pure. */
import { escapeMarkdown, fenced, SENTENCE } from "./escape.ts";
import { partMessage } from "./printed.ts";

/** While it runs: which commit is weighed, and no number of an earlier one. */
export function renderWeighing(sha: string): string {
  return `### ⏳ Weighing ${shown(sha)}\n\nThis comment will hold its verdict. Numbers of earlier commits are not shown.\n`;
}

/** It ended without a verdict; `why`: the message of what ended it, null when nobody was left to say. */
export function renderUnweighed(sha: string, why: string | null): string {
  if (why === null)
    return `### 🛑 Could not measure ${shown(sha)}: the job ended before there was a verdict.\n\nNothing was judged, neither for nor against this change. Run the job again.\n`;
  const { sentence, printed } = partMessage(why);
  const lines = printed.length === 0 ? [] : ["", ...fenced(printed, SENTENCE)];
  return [
    `### 🛑 Could not measure ${shown(sha)}: ${escapeMarkdown(sentence, 1000)}`,
    ...lines,
    "",
    "Nothing was judged, neither for nor against this change: repair what is named above.",
    "",
  ].join("\n");
}

function shown(sha: string): string {
  return sha === "" ? "this commit" : `\`${escapeMarkdown(sha.slice(0, 10))}\``;
}
