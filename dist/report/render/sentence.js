// src/report/render/sentence.ts
import { formatInterval, formatMove } from "./format.js";
import { clause, lookupOf, nameOf, reasonSentence } from "./reasons.js";
function headline(verdict, safe) {
  const lookup = lookupOf(verdict);
  switch (verdict.verdict) {
    case "pass":
      return { label: "Pass", sentence: passSentence(verdict, lookup, safe) };
    case "fail":
      return { label: failLabel(verdict), sentence: causes(verdict, lookup, safe) };
    case "inconclusive":
      return { label: inconclusiveLabel(verdict), sentence: causes(verdict, lookup, safe) };
    case "error":
      return { label: "Could not measure", sentence: errorSentence(verdict, safe) };
    default:
      return verdict.verdict;
  }
}
function advice({ verdict, reasons, comparisons }) {
  switch (verdict) {
    case "pass":
      return void 0;
    case "error":
      return "Nothing was judged, neither for nor against this change: repair what is named above and run it again.";
    case "inconclusive":
      if (reasons[0]?.kind === "missing")
        return "If it is gone on purpose, give its id the role `watch` or `off` in the config; else repair what no longer measures it.";
      return "More rounds or longer ones settle it: raise `gate.maxMinutes`, or use a quieter machine.";
    case "fail": {
      const budgetOnly = !comparisons.some(({ change, rule }) => change === "regressed" && rule.role === "gate");
      if (budgetOnly && reasons.some(({ kind }) => kind === "budget"))
        return "If the limit is out of date, change it where it is written; else make head keep it.";
      return "If the change is wanted, raise `tolerate` of that metric in the config; `weighbridge run` repeats all this on your machine.";
    }
    default:
      return verdict;
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
  const same = others.filter(({ kind }) => verdict === "fail" ? FAILING.has(kind) : UNSETTLED.has(kind)).length;
  const more = same === 0 ? "" : `, and ${same} more`;
  return `${causeOf(first, lookup, safe)}${more}.`;
}
var FAILING = /* @__PURE__ */ new Set(["regressed", "budget"]);
var UNSETTLED = /* @__PURE__ */ new Set(["inconclusive", "missing"]);
function causeOf(reason, lookup, safe) {
  if (reason.kind !== "regressed") return reasonSentence(reason, lookup, safe).replace(/\.$/, "");
  const name = nameOf(reason.metric, safe);
  const comparison = lookup.get(reason.metric);
  if (!comparison) return `${name} regressed`;
  const sure = comparison.metric.kind === "exact" ? "exact" : `95 % interval ${formatInterval(comparison)}`;
  return `${name} ${formatMove(comparison)} (${sure})`;
}
function passSentence({ reasons, comparisons, budgets }, lookup, safe) {
  const same = reasons.find(({ kind }) => kind === "same-bytes");
  if (same) return reasonSentence(same, lookup, safe).replace(/^S/, "s");
  const alone = reasons.find(({ kind }) => kind === "not-compared");
  const gating = comparisons.filter(({ rule }) => rule.role === "gate");
  const improved = gating.filter(({ change }) => change === "improved").length;
  const said = [
    alone?.kind === "not-compared" ? `not compared with a base (${clause(alone.why, safe)})` : gatingClause(gating.length),
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
function errorSentence({ reasons }, safe) {
  const why = reasons.find((reason) => reason.kind === "could-not-measure");
  return why === void 0 ? "no reason was recorded." : `${clause(why.why, safe)}.`;
}
export {
  advice,
  headline
};
