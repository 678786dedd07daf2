// src/report/render/markdown/weighing.ts
import { escapeMarkdown, fenced, SENTENCE } from "../escape.js";
import { linkTo } from "../words/links.js";
import { partMessage } from "../words/printed.js";
function renderWeighing(sha, since = null, links = {}) {
  const from = since === null ? "" : ` since ${escapeMarkdown(since.slice(0, 10))} ${escapeMarkdown(since.slice(11, 16))} UTC`;
  return page(`⏳ Weighing ${shown(sha)}${from}`, [
    "This comment will hold its verdict. Numbers of earlier commits are not shown.",
    ...jobLine(links)
  ]);
}
function renderCancelled(sha, by, links = {}) {
  if (by !== null)
    return page(`⏳ Not weighed: ${shown(sha)} was superseded by ${shown(by)}`, [
      "Its job was cancelled before there was a verdict. The newer commit gets its own.",
      ...jobLine(links)
    ]);
  return page(`🛑 Not weighed: the job of ${shown(sha)} was cancelled`, [
    "Nothing was judged, neither for nor against this change. Run the job again, or push: either weighs it.",
    ...jobLine(links)
  ]);
}
function renderUnweighed(sha, why, links = {}) {
  if (why === null)
    return page(`🛑 Could not measure ${shown(sha)}: the job ended before there was a verdict.`, [
      "Nothing was judged, neither for nor against this change. Run the job again.",
      ...jobLine(links)
    ]);
  const { sentence, printed } = partMessage(why);
  return page(`🛑 Could not measure ${shown(sha)}: ${escapeMarkdown(sentence, 1e3)}`, [
    ...printed.length === 0 ? [] : [fenced(printed, SENTENCE).join("\n")],
    "Nothing was judged, neither for nor against this change: repair what is named above.",
    ...jobLine(links)
  ]);
}
function page(title, paragraphs) {
  return `### ${title}
${paragraphs.map((one) => `
${one}
`).join("")}`;
}
function jobLine({ run }) {
  return run === void 0 ? [] : [linkTo("The log of the job", run)];
}
function shown(sha) {
  return sha === "" ? "this commit" : `\`${escapeMarkdown(sha.slice(0, 10))}\``;
}
export {
  renderCancelled,
  renderUnweighed,
  renderWeighing
};
