// src/report/deliver/annotations.ts
import { error, notice, warning } from "../../vendor/@actions/core.js";
import { escapeText } from "../render/escape.js";
import { furtherReasons, lookupOf } from "../render/words/reasons.js";
import { saidReasons } from "../render/words/said.js";
import { headline } from "../render/words/sentence.js";
var SHOWN = 10;
var WRITERS = { failure: error, warning, notice };
function annotate(verdict, placed) {
  const level = verdict.blocks || verdict.verdict === "error" ? "failure" : "warning";
  const title = `Weighbridge: ${headline(verdict, escapeText).label}`;
  const isPlaced = new Set(placed.flatMap(({ message }) => message.split("\n")));
  const lines = sentencesOf(verdict).filter((line) => !isPlaced.has(line));
  const all = [
    ...lines.map((message) => ({ level, title, message })),
    ...placed
  ];
  for (const kind of ["failure", "warning", "notice"]) {
    const shown = all.filter((one) => one.level === kind).slice(0, SHOWN);
    for (const one of shown) WRITERS[kind](one.message, propertiesOf(one));
  }
}
function sentencesOf(verdict) {
  if (verdict.verdict === "pass") return [];
  const { sentence, printed } = headline(verdict, escapeText);
  const lookup = lookupOf(verdict);
  const further = furtherReasons(verdict);
  const others = saidReasons(further, lookup, escapeText).map(({ sentence: sentence2 }) => sentence2);
  if (further[0] === verdict.reasons[0]) return others;
  return [[sentence, ...printed.map((line) => escapeText(line))].join("\n"), ...others];
}
function propertiesOf(one) {
  const { title, path, line } = one;
  return { title, ...path !== void 0 && { file: path }, ...line != null && { startLine: line } };
}
export {
  annotate
};
