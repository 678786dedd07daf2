// src/report/render/sentence.ts
import { formatInterval, formatMove } from "./format.js";
import {
  ended,
  headlineReason,
  lookupOf,
  nameOf,
  printedBy,
  reasonSentence,
  whyClause
} from "./reasons.js";
function headline(verdict, safe) {
  const lookup = lookupOf(verdict);
  const said = headlineReason(verdict);
  return {
    label: labelOf(verdict),
    sentence: verdict.verdict === "pass" ? passSentence(verdict, lookup, safe) : causes(verdict, lookup, safe),
    printed: said === void 0 ? [] : printedBy(said)
  };
}
function labelOf(verdict) {
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
function failLabel({ blocks, enforce }) {
  if (blocks) return "Blocked";
  return enforce ? "Failed, reported only" : "Would have blocked";
}
function inconclusiveLabel({ blocks, enforce, onInconclusive }) {
  if (blocks) return "Blocked as inconclusive";
  return !enforce && onInconclusive === "fail" ? "Inconclusive, would have blocked" : "Inconclusive, not blocked";
}
function causes({ verdict, reasons }, lookup, safe) {
  const [first, ...others] = reasons;
  if (!first) return "no reason was recorded.";
  const same = others.filter((reason) => WEIGHING[verdict](reason)).length;
  const cause = causeOf(first, lookup, safe);
  return same === 0 ? ended(cause) : `${cause.replace(/:$/, "")}, and ${same} more.`;
}
var WEIGHING = {
  pass: () => false,
  fail: (reason) => reason.kind === "regressed" || reason.kind === "budget" && reason.check.level === "max" && reason.check.outcome === "broken",
  inconclusive: ({ kind }) => kind === "inconclusive" || kind === "missing" || kind === "not-compared",
  error: (reason) => reason.kind === "could-not-measure" || reason.kind === "budget" && reason.check.outcome === "no-samples"
};
function causeOf(reason, lookup, safe) {
  if (reason.kind === "could-not-measure") return whyClause(reason, safe);
  if (reason.kind === "not-compared") return `not compared with a base: ${whyClause(reason, safe)}`;
  if (reason.kind !== "regressed") return reasonSentence(reason, lookup, safe).replace(/\.$/, "");
  const name = nameOf(reason.metric, safe);
  const comparison = lookup.comparisons.get(reason.metric);
  if (!comparison) return `${name} regressed`;
  const sure = comparison.metric.kind === "exact" ? "exact" : `95 % interval ${formatInterval(comparison)}`;
  return `${name} ${formatMove(comparison)} (${sure})`;
}
function passSentence({ reasons, comparisons, budgets, rung }, lookup, safe) {
  const same = reasons.find(({ kind }) => kind === "same-bytes");
  if (same) return reasonSentence(same, lookup, safe).replace(/^N/, "n");
  const alone = reasons.find(({ kind }) => kind === "not-compared");
  const gating = comparisons.filter(({ rule }) => rule.role === "gate");
  const improved = gating.filter(({ change }) => change === "improved").length;
  const said = [
    alone?.kind === "not-compared" ? `not compared with a base (${whyClause(alone, safe).replace(/:$/, "")})` : `${gatingClause(gating.length)}${rung === "stored" ? ", set beside stored jobs" : ""}`,
    ...improved === 0 ? [] : [`${improved} improved`],
    ...budgetsClause(budgets)
  ];
  return `${said.join("; ")}.`;
}
function gatingClause(count) {
  if (count === 0) return "no metric gates, so no change could block";
  return count === 1 ? "the gating metric did not regress" : `none of the ${count} gating metrics regressed`;
}
function budgetsClause(budgets) {
  const warn = budgets.filter(({ outcome }) => outcome !== "kept").length;
  if (budgets.length === 0) return [];
  if (warn > 0) return [`${warn} of ${budgets.length} budgets ${warn === 1 ? "warns" : "warn"}`];
  return [budgets.length === 1 ? "the budget is kept" : `all ${budgets.length} budgets are kept`];
}
export {
  headline
};
