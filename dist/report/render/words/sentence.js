// src/report/render/words/sentence.ts
import { unfitness } from "../../../model/plan.js";
import { formatChange, formatMove } from "../format.js";
import { passSentence } from "./pass-sentence.js";
import {
  clause,
  ended,
  findingReason,
  headlineReason,
  lookupOf,
  nameOf,
  notComparedClause,
  printedBy,
  reasonSentence,
  sureness,
  whyClause
} from "./reasons.js";
import { rowsOf } from "./rows.js";
function headline(verdict, safe) {
  const lookup = lookupOf(verdict);
  const said = headlineReason(verdict);
  return {
    label: labelOf(verdict),
    sentence: verdict.verdict === "pass" ? passSentence(verdict, lookup, safe) : causeSentence(verdict, lookup, safe),
    printed: said === void 0 ? [] : printedBy(said)
  };
}
function signalOf({ verdict, blocks }) {
  if (verdict === "pass" || verdict === "error") return verdict;
  return blocks ? "fail" : "inconclusive";
}
function labelOf(verdict) {
  if (isOverridden(verdict)) return "Overridden, not blocked";
  switch (verdict.verdict) {
    case "pass":
      return "Pass";
    case "fail":
      return failLabel(verdict);
    case "inconclusive":
      return inconclusiveLabel(verdict);
    case "error":
      return "Could not measure";
    default:
      return verdict.verdict;
  }
}
function isOverridden({ verdict, override, onInconclusive }) {
  if (override === null) return false;
  return verdict === "fail" || verdict === "inconclusive" && onInconclusive === "fail";
}
function failLabel({ blocks, enforce }) {
  if (blocks) return "Blocked";
  return enforce ? "Failed, reported only" : "Would have blocked";
}
function inconclusiveLabel({ blocks, enforce, onInconclusive }) {
  if (blocks) return "Blocked as inconclusive";
  return !enforce && onInconclusive === "fail" ? "Inconclusive, would have blocked" : "Inconclusive, not blocked";
}
function causeSentence(verdict, lookup, safe) {
  const [first, ...others] = verdict.reasons;
  if (!first) return "no reason was recorded.";
  const undecided = first.kind === "inconclusive" ? undecidedSentence(verdict, safe) : null;
  if (undecided !== null) return undecided;
  const same = others.filter((reason) => WEIGHING[verdict.verdict](reason)).length;
  const cause = causeOf(first, lookup, safe);
  if (same === 0) return ended(cause);
  return isOurs(first) ? `${cause}, and ${same} more.` : ended(`${same + 1} reasons, the first: ${cause}`);
}
var isOurs = ({ kind }) => kind === "regressed" || kind === "budget" || kind === "missing";
function undecidedSentence({ reasons, comparisons, plan }, safe) {
  const open = reasons.filter((reason) => reason.kind === "inconclusive");
  const missing = reasons.filter(({ kind }) => kind === "missing").length;
  const unfit = unfitness(plan);
  const gating = comparisons.filter(({ rule }) => rule.role === "gate").length;
  const count = `${open.length} of ${gating} gating metrics ${open.length === 1 ? "is" : "are"} undecided`;
  const gone = missing === 0 ? "" : `; ${missing} ${missing === 1 ? "is" : "are"} missing`;
  if (unfit !== null) return `the runner was unfit to measure (${clause(unfit, safe)}), so ${count}${gone}.`;
  const worst = rowsOf(comparisons).open.find(({ effect }) => effect !== null);
  if (worst === void 0) return open.length === 1 ? null : `${count}${gone}.`;
  const name = nameOf(worst.metric.id, safe);
  const estimate = `${formatChange(worst)} (${sureness(worst)})`;
  return open.length === 1 ? `${name} is undecided at ${estimate}${gone}.` : `${count}; the worst, ${name}, is at ${estimate}${gone}.`;
}
var WEIGHING = {
  pass: () => false,
  fail: (reason) => reason.kind === "regressed" || reason.kind === "finding" || reason.kind === "budget" && reason.check.level === "max" && reason.check.outcome === "broken",
  inconclusive: ({ kind }) => ["inconclusive", "missing", "unwatched", "finding", "not-compared"].includes(kind),
  error: (reason) => reason.kind === "could-not-measure" || reason.kind === "budget" && reason.check.outcome === "no-samples"
};
function causeOf(reason, lookup, safe) {
  if (reason.kind === "could-not-measure") return whyClause(reason, safe);
  if (reason.kind === "not-compared") return notComparedClause(reason, safe);
  if (reason.kind === "finding") return findingReason(reason, safe);
  if (reason.kind !== "regressed") return reasonSentence(reason, lookup, safe).replace(/\.$/, "");
  const name = nameOf(reason.metric, safe);
  const comparison = lookup.comparisons.get(reason.metric);
  if (!comparison) return `${name} regressed`;
  return `${name} ${formatMove(comparison)} (${sureness(comparison)})`;
}
export {
  headline,
  signalOf
};
