// src/report/render/words/pass-sentence.ts
import { formatMove, formatSize } from "../format.js";
import { findingsOfHead } from "./findings.js";
import { nameOf, reasonSentence, sureness, whyClause } from "./reasons.js";
import { rowsOf } from "./rows.js";
function passSentence(verdict, lookup, safe) {
  const { reasons, comparisons, budgets, rung, gateChanges, configFrom } = verdict;
  const same = reasons.find(({ kind }) => kind === "same-bytes");
  if (same) return reasonSentence(same, lookup, safe).replace(/^N/, "n");
  const alone = reasons.find(({ kind }) => kind === "not-compared");
  const gating = comparisons.filter(({ rule }) => rule.role === "gate");
  const said = [
    alone?.kind === "not-compared" ? `not compared with a base (${whyClause(alone, safe).replace(/:$/, "")})` : `${acceptedClause(verdict, lookup, safe) ?? gatingClause(gating.length)}${rung === "stored" ? ", set beside stored jobs" : ""}`,
    ...improvedClause(gating, safe),
    ...budgetsClause(budgets),
    ...findingsClause(verdict),
    // Whoever may loosen the gate may pass it: a reader of this one sentence must know.
    ...gateChanges.length > 0 && configFrom === "head" ? ["this change alters the gate that judged it"] : []
  ];
  return `${said.join("; ")}.`;
}
function gatingClause(count) {
  if (count === 0) return "no metric gates, so no change could block";
  return count === 1 ? "the gating metric did not regress" : `none of the ${count} gating metrics regressed`;
}
function acceptedClause({ accepted }, { comparisons }, safe) {
  const [first] = accepted;
  const row = first && comparisons.get(first.metric);
  if (first === void 0 || row === void 0) return null;
  const count = accepted.length === 1 ? "1 regression is accepted" : `${accepted.length} regressions are accepted, first`;
  const most = `accepted up to ${formatSize(first.upTo, row.metric)} until ${safe(first.until)}`;
  return `${count}: ${nameOf(first.metric, safe)} ${formatMove(row)} (${sureness(row)}; ${most}); no other gating metric regressed`;
}
function improvedClause(gating, safe) {
  const improved = rowsOf(gating.filter(({ change }) => change === "improved")).moved;
  const [best] = improved;
  if (best === void 0) return [];
  const more = improved.length === 1 ? "" : `, and ${improved.length - 1} more improved`;
  return [`${nameOf(best.metric.id, safe)} ${formatMove(best)} (${sureness(best)})${more}`];
}
function budgetsClause(budgets) {
  const warn = budgets.filter(({ outcome }) => outcome !== "kept").length;
  if (budgets.length === 0) return [];
  if (warn > 0) return [`${warn} of ${budgets.length} budgets ${warn === 1 ? "warns" : "warn"}`];
  return [budgets.length === 1 ? "the budget is kept" : `all ${budgets.length} budgets are kept`];
}
function findingsClause(verdict) {
  const own = findingsOfHead(verdict).length;
  return own === 0 ? [] : [own === 1 ? "1 finding is new or worse" : `${own} findings are new or worse`];
}
export {
  passSentence
};
