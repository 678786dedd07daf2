// src/report/render/machines/check.ts
import { escapeText, SENTENCE } from "../escape.js";
import { formatMove } from "../format.js";
import { causeClause } from "../words/causes.js";
import { findingsOfHead } from "../words/findings.js";
import { lookupOf, nameOf, reasonSentence } from "../words/reasons.js";
import { headline } from "../words/sentence.js";
function conclusionOf({ verdict, blocks }) {
  if (blocks || verdict === "error") return "failure";
  return verdict === "pass" ? "success" : "neutral";
}
var TITLE = 255;
function checkTitle(verdict) {
  const { label, sentence } = headline(verdict, escapeText);
  const title = `${label}: ${sentence.replace(/(?:\. Its last [^.]*)?:$/, ".")}`;
  return title.length <= TITLE ? title : `${title.slice(0, TITLE - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
var MOST = 200;
var MOST_LINES = 20;
function remarksOf(verdict) {
  const places = /* @__PURE__ */ new Map();
  for (const remark of [...limitRemarks(verdict), ...causeRemarks(verdict), ...findingRemarks(verdict)]) {
    const key = `${remark.at.line ?? ""}:${remark.at.file}`;
    places.set(key, [...places.get(key) ?? [], remark]);
  }
  const joined = [...places.values()].map((remarks) => {
    const [worst] = remarks.toSorted(worstFirst);
    const lines = [...new Set(remarks.map(({ message }) => message))];
    return { ...worst, message: lines.slice(0, MOST_LINES).join("\n") };
  });
  return joined.toSorted(worstFirst).slice(0, MOST);
}
var LEVELS = ["failure", "warning", "notice"];
var worstFirst = (a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level);
function limitRemarks(verdict) {
  const lookup = lookupOf(verdict);
  return verdict.budgets.flatMap((check) => {
    if (check.at === null || check.outcome === "kept") return [];
    const message = reasonSentence({ kind: "budget", check }, lookup, escapeText);
    return [{ at: check.at, level: isHard(check) ? levelOf(verdict) : "warning", message }];
  });
}
function isHard({ level, outcome }) {
  return level === "max" && (outcome === "broken" || outcome === "no-samples");
}
function causeRemarks(verdict) {
  const { comparisons } = lookupOf(verdict);
  const failing = new Set(verdict.reasons.flatMap((reason) => reason.kind === "regressed" ? [reason.metric] : []));
  return verdict.causes.flatMap((cause) => {
    const comparison = comparisons.get(cause.metric);
    if (cause.at === null || comparison?.change !== "regressed" || isRelief(cause)) return [];
    if (comparison.rule.role !== "gate") return [];
    const moved = `${nameOf(cause.metric, escapeText)} ${formatMove(comparison)}`;
    const message = `${moved}: ${causeClause({ ...cause, at: null }, escapeText)}.`;
    return [{ at: cause.at, level: failing.has(cause.metric) ? levelOf(verdict) : "notice", message }];
  });
}
function findingRemarks(verdict) {
  const lookup = lookupOf(verdict);
  return findingsOfHead(verdict).flatMap((finding) => {
    if (finding.at === null) return [];
    const message = [
      reasonSentence({ kind: "finding", finding }, lookup, escapeText),
      escapeText(finding.todo, SENTENCE)
    ].join("\n");
    return [{ at: finding.at, level: finding.blocks ? levelOf(verdict) : "warning", message }];
  });
}
function isRelief({ kind, base, head }) {
  return kind !== "audit" && kind !== "element" && (head ?? 0) < (base ?? 0);
}
function levelOf({ verdict, blocks }) {
  return blocks || verdict === "error" ? "failure" : "warning";
}
export {
  checkTitle,
  conclusionOf,
  remarksOf
};
