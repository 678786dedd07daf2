/** The top of the page, in the words of the comment: what came out, what it stands on, what to do now, and why. */
import type { Verdict } from "../../../model/verdict.ts";
import { escapePage, escapePageLine, SENTENCE } from "../escape.ts";
import { nextSteps, type Step } from "../words/advice.ts";
import { attemptsText, reusedSentence } from "../words/attempts.ts";
import { overrideSentence } from "../words/decided.ts";
import { sideText } from "../words/method.ts";
import { netEffects } from "../words/net.ts";
import { furtherReasons, lookupOf } from "../words/reasons.ts";
import { saidReasons } from "../words/said.ts";
import { headline } from "../words/sentence.ts";
import type { View } from "../words/view.ts";
import { trustSentence, weighedLine } from "../words/weighed.ts";
import { escaped, html, type Markup, NOTHING } from "./markup.ts";
import { type Section, wholeSection } from "./section.ts";
import { listOf } from "./tables.ts";

export function headerOf(
  verdict: Verdict,
  { moved, counts }: View,
  steps: readonly Step[] = nextSteps(verdict, moved, {}),
): Markup {
  const { label, sentence, printed } = headline(verdict, escapePage);
  const attempts = attemptsText(verdict, escapePage);
  const said = [
    overrideSentence(verdict, escapePage),
    reusedSentence(verdict, escapePage),
    counts,
    [weighedLine(verdict, escapePage), trustSentence(verdict, escapePage)].filter((line) => line !== null).join(" "),
    attempts === null ? null : `A${attempts.slice(1)}.`,
  ];
  const isLetPass = verdict.override !== null && verdict.verdict === "fail";
  const head = sideText(verdict.head, escapePage);
  return html`<header class="verdict ${isLetPass ? "inconclusive" : verdict.verdict}">
<p class="quiet">Weighbridge, gate ${verdict.gate}: ${escaped(head)}</p>
<h1><strong>${label}:</strong> ${escaped(sentence)}</h1>
${printedLines(printed)}${said.map((line) => (line ? html`<p>${escaped(line)}</p>\n` : NOTHING))}${
  steps.length === 0 ? NOTHING : html`<h2>What to do</h2>${listOf(steps.map(stepMarkup))}`
}</header>
`;
}

function stepMarkup({ text, yaml }: Step): Markup {
  // Our own words, which hold code between backticks.
  const said = escapePage(text, SENTENCE).replace(/`([^`]*)`/g, "<code>$1</code>");
  return html`${escaped(said)}${printedLines(yaml ?? [])}`;
}

export function reasonsSection(verdict: Verdict): Section {
  const lookup = lookupOf(verdict);
  const reasons = saidReasons(furtherReasons(verdict), lookup, escapePage).map(
    ({ sentence, printed }) => html`${escaped(sentence)}${printedLines(printed)}`,
  );
  const together = listOf(netEffects(verdict.comparisons, escapePage).map(escaped));
  return wholeSection("why", "Why", [
    listOf(reasons),
    together === NOTHING ? NOTHING : html`<h3>Taken together</h3>${together}`,
  ]);
}

/** As they stood there, but for what would act. */
function printedLines(lines: readonly string[]): Markup {
  if (lines.length === 0) return NOTHING;
  const text = lines.map((line) => html`${escaped(escapePageLine(line))}\n`);
  return html`<pre>${text}</pre>
`;
}
