/** The one sentence that a reader needs: blocked or not, by what, by how much and how sure. */
import type { Reason, Verdict } from "../../model/verdict.ts";
import type { Escape } from "./escape.ts";
import { formatInterval, formatMove } from "./format.ts";
import { clause, type Lookup, lookupOf, nameOf, reasonSentence } from "./reasons.ts";

export interface Headline {
  /** "Blocked", "Pass": what a glance must tell. */
  readonly label: string;
  /** The rest, one sentence with its full stop. */
  readonly sentence: string;
}

export function headline(verdict: Verdict, safe: Escape): Headline {
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
      return verdict.verdict satisfies never;
  }
}

/** What a reader can do now; undefined where there is nothing to do. */
export function advice({ verdict, reasons, comparisons }: Verdict): string | undefined {
  switch (verdict) {
    case "pass":
      return undefined;
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
      return verdict satisfies never;
  }
}

function failLabel({ blocks, enforce }: Verdict): string {
  if (blocks) return "Blocked";
  return enforce ? "Failed, reported only" : "Would have blocked";
}

function inconclusiveLabel({ blocks, enforce, onInconclusive }: Verdict): string {
  if (blocks) return "Blocked as inconclusive";
  return !enforce && onInconclusive === "fail" ? "Inconclusive, would have blocked" : "Inconclusive, not blocked";
}

/** The worst reason and the number of others of its weight. */
function causes({ verdict, reasons }: Verdict, lookup: Lookup, safe: Escape): string {
  const [first, ...others] = reasons;
  if (!first) return "no reason was recorded.";
  const same = others.filter(({ kind }) => (verdict === "fail" ? FAILING.has(kind) : UNSETTLED.has(kind))).length;
  const more = same === 0 ? "" : `, and ${same} more`;
  return `${causeOf(first, lookup, safe)}${more}.`;
}

const FAILING: ReadonlySet<Reason["kind"]> = new Set(["regressed", "budget"]);
const UNSETTLED: ReadonlySet<Reason["kind"]> = new Set(["inconclusive", "missing"]);

function causeOf(reason: Reason, lookup: Lookup, safe: Escape): string {
  if (reason.kind !== "regressed") return reasonSentence(reason, lookup, safe).replace(/\.$/, "");
  const name = nameOf(reason.metric, safe);
  const comparison = lookup.get(reason.metric);
  if (!comparison) return `${name} regressed`;
  const sure = comparison.metric.kind === "exact" ? "exact" : `95 % interval ${formatInterval(comparison)}`;
  return `${name} ${formatMove(comparison)} (${sure})`;
}

function passSentence({ reasons, comparisons, budgets }: Verdict, lookup: Lookup, safe: Escape): string {
  const same = reasons.find(({ kind }) => kind === "same-bytes");
  if (same) return reasonSentence(same, lookup, safe).replace(/^S/, "s");
  const alone = reasons.find(({ kind }) => kind === "not-compared");
  const gating = comparisons.filter(({ rule }) => rule.role === "gate");
  const improved = gating.filter(({ change }) => change === "improved").length;
  const said = [
    alone?.kind === "not-compared"
      ? `not compared with a base (${clause(alone.why, safe)})`
      : gatingClause(gating.length),
    ...(improved === 0 ? [] : [`${improved} improved`]),
    ...budgetsClause(budgets),
  ];
  return `${said.join("; ")}.`;
}

function gatingClause(count: number): string {
  if (count === 0) return "no metric gates, so no change could block";
  return count === 1 ? "the gating metric did not regress" : `none of the ${count} gating metrics regressed`;
}

function budgetsClause(budgets: Verdict["budgets"]): readonly string[] {
  const warn = budgets.filter(({ outcome }) => outcome !== "kept").length;
  if (budgets.length === 0) return [];
  if (warn > 0) return [`${warn} of ${budgets.length} budgets ${warn === 1 ? "warns" : "warn"}`];
  return [budgets.length === 1 ? "the budget is kept" : `all ${budgets.length} budgets are kept`];
}

function errorSentence({ reasons }: Verdict, safe: Escape): string {
  const why = reasons.find((reason) => reason.kind === "could-not-measure");
  return why === undefined ? "no reason was recorded." : `${clause(why.why, safe)}.`;
}
