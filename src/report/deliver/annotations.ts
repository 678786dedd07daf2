/** The annotations of a job: what keeps it from passing, where GitHub lists errors. */
import { error, warning } from "@actions/core";
import type { Verdict } from "../../model/verdict.ts";
import { escapeText } from "../render/escape.ts";
import { furtherReasons, lookupOf, reasonSentence } from "../render/reasons.ts";
import { headline } from "../render/sentence.ts";

/** GitHub shows ten errors and ten warnings a step and drops the rest without a word. */
const SHOWN = 10;

/** Errors where the job ends red, warnings where it only says so; a pass has none. */
export function annotate(verdict: Verdict): void {
  if (verdict.verdict === "pass") return;
  const write = verdict.blocks || verdict.verdict === "error" ? error : warning;
  const { label, sentence, printed } = headline(verdict, escapeText);
  const lookup = lookupOf(verdict);
  const further = furtherReasons(verdict);
  const others = further.map((reason) => reasonSentence(reason, lookup, escapeText));
  // Of some reasons there is more to say than the headline does: then that is enough.
  const isRepeated = further[0] === verdict.reasons[0];
  const lines = isRepeated ? others : [[sentence, ...printed.map((line) => escapeText(line))].join("\n"), ...others];
  for (const line of lines.slice(0, SHOWN)) write(line, { title: `Weighbridge: ${label}` });
}
