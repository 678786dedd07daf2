// src/report/render/weighing.ts
import { escapeMarkdown, fenced, SENTENCE } from "./escape.js";
import { partMessage } from "./printed.js";
function renderWeighing(sha) {
  return `### ⏳ Weighing ${shown(sha)}

This comment will hold its verdict. Numbers of earlier commits are not shown.
`;
}
function renderUnweighed(sha, why) {
  if (why === null)
    return `### 🛑 Could not measure ${shown(sha)}: the job ended before there was a verdict.

Nothing was judged, neither for nor against this change. Run the job again.
`;
  const { sentence, printed } = partMessage(why);
  const lines = printed.length === 0 ? [] : ["", ...fenced(printed, SENTENCE)];
  return [
    `### 🛑 Could not measure ${shown(sha)}: ${escapeMarkdown(sentence, 1e3)}`,
    ...lines,
    "",
    "Nothing was judged, neither for nor against this change: repair what is named above.",
    ""
  ].join("\n");
}
function shown(sha) {
  return sha === "" ? "this commit" : `\`${escapeMarkdown(sha.slice(0, 10))}\``;
}
export {
  renderUnweighed,
  renderWeighing
};
