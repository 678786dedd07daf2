// src/report/deliver/annotations.ts
import { error, warning } from "../../vendor/@actions/core.js";
import { escapeText } from "../render/escape.js";
import { furtherReasons, lookupOf, reasonSentence } from "../render/reasons.js";
import { headline } from "../render/sentence.js";
var SHOWN = 10;
function annotate(verdict) {
  if (verdict.verdict === "pass") return;
  const write = verdict.blocks || verdict.verdict === "error" ? error : warning;
  const { label, sentence, printed } = headline(verdict, escapeText);
  const lookup = lookupOf(verdict);
  const further = furtherReasons(verdict);
  const others = further.map((reason) => reasonSentence(reason, lookup, escapeText));
  const isRepeated = further[0] === verdict.reasons[0];
  const lines = isRepeated ? others : [[sentence, ...printed.map((line) => escapeText(line))].join("\n"), ...others];
  for (const line of lines.slice(0, SHOWN)) write(line, { title: `Weighbridge: ${label}` });
}
export {
  annotate
};
