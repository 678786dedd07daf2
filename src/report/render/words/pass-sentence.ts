/** What a pass is worth, in one sentence: what was judged, what is accepted or better, and the budgets. */
import type { Comparison } from "../../../model/comparison.ts";
import type { Verdict } from "../../../model/verdict.ts";
import type { Escape } from "../escape.ts";
import { formatMove, formatSize } from "../format.ts";
import { findingsOfHead } from "./findings.ts";
import { type Lookup, nameOf, reasonSentence, sureness, whyClause } from "./reasons.ts";
import { rowsOf } from "./rows.ts";

export function passSentence(verdict: Verdict, lookup: Lookup, safe: Escape): string {
  const { reasons, comparisons, budgets, rung, gateChanges, configFrom } = verdict;
  const same = reasons.find(({ kind }) => kind === "same-bytes");
  if (same) return reasonSentence(same, lookup, safe).replace(/^N/, "n");
  const alone = reasons.find(({ kind }) => kind === "not-compared");
  const gating = comparisons.filter(({ rule }) => rule.role === "gate");
  const said = [
    alone?.kind === "not-compared"
      ? `not compared with a base (${whyClause(alone, safe).replace(/:$/, "")})`
      : `${acceptedClause(verdict, lookup, safe) ?? gatingClause(gating.length)}${rung === "stored" ? ", set beside stored jobs" : ""}`,
    ...improvedClause(gating, safe),
    ...budgetsClause(budgets),
    ...findingsClause(verdict),
    // Whoever may loosen the gate may pass it: a reader of this one sentence must know.
    ...(gateChanges.length > 0 && configFrom === "head" ? ["this change alters the gate that judged it"] : []),
  ];
  return `${said.join("; ")}.`;
}

function gatingClause(count: number): string {
  if (count === 0) return "no metric gates, so no change could block";
  return count === 1 ? "the gating metric did not regress" : `none of the ${count} gating metrics regressed`;
}

function acceptedClause({ accepted }: Verdict, { comparisons }: Lookup, safe: Escape): string | null {
  const [first] = accepted;
  const row = first && comparisons.get(first.metric);
  if (first === undefined || row === undefined) return null;
  const count =
    accepted.length === 1 ? "1 regression is accepted" : `${accepted.length} regressions are accepted, first`;
  const most = `accepted up to ${formatSize(first.upTo, row.metric)} until ${safe(first.until)}`;
  return `${count}: ${nameOf(first.metric, safe)} ${formatMove(row)} (${sureness(row)}; ${most}); no other gating metric regressed`;
}

/** The one that gained most, with how sure that is. */
function improvedClause(gating: readonly Comparison[], safe: Escape): readonly string[] {
  const improved = rowsOf(gating.filter(({ change }) => change === "improved")).moved;
  const [best] = improved;
  if (best === undefined) return [];
  const more = improved.length === 1 ? "" : `, and ${improved.length - 1} more improved`;
  return [`${nameOf(best.metric.id, safe)} ${formatMove(best)} (${sureness(best)})${more}`];
}

function budgetsClause(budgets: Verdict["budgets"]): readonly string[] {
  const warn = budgets.filter(({ outcome }) => outcome !== "kept").length;
  if (budgets.length === 0) return [];
  if (warn > 0) return [`${warn} of ${budgets.length} budgets ${warn === 1 ? "warns" : "warn"}`];
  return [budgets.length === 1 ? "the budget is kept" : `all ${budgets.length} budgets are kept`];
}

function findingsClause(verdict: Verdict): readonly string[] {
  const own = findingsOfHead(verdict).length;
  return own === 0 ? [] : [own === 1 ? "1 finding is new or worse" : `${own} findings are new or worse`];
}
