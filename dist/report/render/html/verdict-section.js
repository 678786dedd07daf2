// src/report/render/html/verdict-section.ts
import { escapePage, escapePageLine, SENTENCE } from "../escape.js";
import { nextSteps } from "../words/advice.js";
import { attemptsText, reusedSentence } from "../words/attempts.js";
import { overrideSentence } from "../words/decided.js";
import { sideText } from "../words/method.js";
import { netEffects } from "../words/net.js";
import { furtherReasons, lookupOf } from "../words/reasons.js";
import { saidReasons } from "../words/said.js";
import { headline } from "../words/sentence.js";
import { trustSentence, weighedLine } from "../words/weighed.js";
import { escaped, html, NOTHING } from "./markup.js";
import { wholeSection } from "./section.js";
import { listOf } from "./tables.js";
function headerOf(verdict, { moved, counts }, steps = nextSteps(verdict, moved, {})) {
  const { label, sentence, printed } = headline(verdict, escapePage);
  const attempts = attemptsText(verdict, escapePage);
  const said = [
    overrideSentence(verdict, escapePage),
    reusedSentence(verdict, escapePage),
    counts,
    [weighedLine(verdict, escapePage), trustSentence(verdict, escapePage)].filter((line) => line !== null).join(" "),
    attempts === null ? null : `A${attempts.slice(1)}.`
  ];
  const isLetPass = verdict.override !== null && verdict.verdict === "fail";
  const head = sideText(verdict.head, escapePage);
  return html`<header class="verdict ${isLetPass ? "inconclusive" : verdict.verdict}">
<p class="quiet">Weighbridge, gate ${verdict.gate}: ${escaped(head)}</p>
<h1><strong>${label}:</strong> ${escaped(sentence)}</h1>
${printedLines(printed)}${said.map((line) => line ? html`<p>${escaped(line)}</p>\n` : NOTHING)}${steps.length === 0 ? NOTHING : html`<h2>What to do</h2>${listOf(steps.map(stepMarkup))}`}</header>
`;
}
function stepMarkup({ text, yaml }) {
  const said = escapePage(text, SENTENCE).replace(/`([^`]*)`/g, "<code>$1</code>");
  return html`${escaped(said)}${printedLines(yaml ?? [])}`;
}
function reasonsSection(verdict) {
  const lookup = lookupOf(verdict);
  const reasons = saidReasons(furtherReasons(verdict), lookup, escapePage).map(
    ({ sentence, printed }) => html`${escaped(sentence)}${printedLines(printed)}`
  );
  const together = listOf(netEffects(verdict.comparisons, escapePage).map(escaped));
  return wholeSection("why", "Why", [
    listOf(reasons),
    together === NOTHING ? NOTHING : html`<h3>Taken together</h3>${together}`
  ]);
}
function printedLines(lines) {
  if (lines.length === 0) return NOTHING;
  const text = lines.map((line) => html`${escaped(escapePageLine(line))}\n`);
  return html`<pre>${text}</pre>
`;
}
export {
  headerOf,
  reasonsSection
};
