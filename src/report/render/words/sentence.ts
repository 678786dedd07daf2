/** The one sentence that a reader needs: blocked or not, by what, by how much and how sure. */
import { unfitness } from "../../../model/plan.ts";
import type { Reason, Verdict, VerdictKind } from "../../../model/verdict.ts";
import type { Escape } from "../escape.ts";
import { formatChange, formatMove } from "../format.ts";
import { passSentence } from "./pass-sentence.ts";
import {
  clause,
  ended,
  findingReason,
  headlineReason,
  type Lookup,
  lookupOf,
  nameOf,
  notComparedClause,
  printedBy,
  reasonSentence,
  sureness,
  whyClause,
} from "./reasons.ts";
import { rowsOf } from "./rows.ts";

export interface Headline {
  /** "Blocked", "Pass": what a glance must tell. */
  readonly label: string;
  /** The rest, one sentence with its full stop; with a colon where lines follow. */
  readonly sentence: string;
  /** Raw lines that belong to the sentence: what the command that failed printed last. */
  readonly printed: readonly string[];
}

export function headline(verdict: Verdict, safe: Escape): Headline {
  const lookup = lookupOf(verdict);
  const said = headlineReason(verdict);
  return {
    label: labelOf(verdict),
    sentence: verdict.verdict === "pass" ? passSentence(verdict, lookup, safe) : causeSentence(verdict, lookup, safe),
    printed: said === undefined ? [] : printedBy(said),
  };
}

/** The kind whose mark and colour it gets: what does not block is shown as no failure, and what does as no mere warning. */
export function signalOf({ verdict, blocks }: Verdict): VerdictKind {
  if (verdict === "pass" || verdict === "error") return verdict;
  return blocks ? "fail" : "inconclusive";
}

function labelOf(verdict: Verdict): string {
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
      return verdict.verdict satisfies never;
  }
}

/** What could not be measured cannot be let pass, and what does not block need not be. */
function isOverridden({ verdict, override, onInconclusive }: Verdict): boolean {
  if (override === null) return false;
  return verdict === "fail" || (verdict === "inconclusive" && onInconclusive === "fail");
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
function causeSentence(verdict: Verdict, lookup: Lookup, safe: Escape): string {
  const [first, ...others] = verdict.reasons;
  if (!first) return "no reason was recorded.";
  const undecided = first.kind === "inconclusive" ? undecidedSentence(verdict, safe) : null;
  if (undecided !== null) return undecided;
  const same = others.filter((reason) => WEIGHING[verdict.verdict](reason)).length;
  const cause = causeOf(first, lookup, safe);
  if (same === 0) return ended(cause);
  // Words from elsewhere may end in what to do, to which a count would be read as belonging.
  return isOurs(first) ? `${cause}, and ${same} more.` : ended(`${same + 1} reasons, the first: ${cause}`);
}

/** Whether its sentence is made of names and numbers alone. */
const isOurs = ({ kind }: Reason) => kind === "regressed" || kind === "budget" || kind === "missing";

/** How many are undecided, and the worst of them; null where it is one alone, without an estimate. */
function undecidedSentence({ reasons, comparisons, plan }: Verdict, safe: Escape): string | null {
  const open = reasons.filter((reason) => reason.kind === "inconclusive");
  const missing = reasons.filter(({ kind }) => kind === "missing").length;
  const unfit = unfitness(plan);
  const gating = comparisons.filter(({ rule }) => rule.role === "gate").length;
  const count = `${open.length} of ${gating} gating metrics ${open.length === 1 ? "is" : "are"} undecided`;
  const gone = missing === 0 ? "" : `; ${missing} ${missing === 1 ? "is" : "are"} missing`;
  if (unfit !== null) return `the runner was unfit to measure (${clause(unfit, safe)}), so ${count}${gone}.`;
  const worst = rowsOf(comparisons).open.find(({ effect }) => effect !== null);
  if (worst === undefined) return open.length === 1 ? null : `${count}${gone}.`;
  const name = nameOf(worst.metric.id, safe);
  const estimate = `${formatChange(worst)} (${sureness(worst)})`;
  return open.length === 1
    ? `${name} is undecided at ${estimate}${gone}.`
    : `${count}; the worst, ${name}, is at ${estimate}${gone}.`;
}

/** The reasons that alone would give the same verdict; the others are remarks. */
const WEIGHING: Readonly<Record<VerdictKind, (reason: Reason) => boolean>> = {
  pass: () => false,
  fail: (reason) =>
    reason.kind === "regressed" ||
    reason.kind === "finding" ||
    (reason.kind === "budget" && reason.check.level === "max" && reason.check.outcome === "broken"),
  inconclusive: ({ kind }) => ["inconclusive", "missing", "unwatched", "finding", "not-compared"].includes(kind),
  error: (reason) =>
    reason.kind === "could-not-measure" || (reason.kind === "budget" && reason.check.outcome === "no-samples"),
};

function causeOf(reason: Reason, lookup: Lookup, safe: Escape): string {
  // The label of its verdict says the same words.
  if (reason.kind === "could-not-measure") return whyClause(reason, safe);
  if (reason.kind === "not-compared") return notComparedClause(reason, safe);
  if (reason.kind === "finding") return findingReason(reason, safe);
  if (reason.kind !== "regressed") return reasonSentence(reason, lookup, safe).replace(/\.$/, "");
  const name = nameOf(reason.metric, safe);
  const comparison = lookup.comparisons.get(reason.metric);
  if (!comparison) return `${name} regressed`;
  return `${name} ${formatMove(comparison)} (${sureness(comparison)})`;
}
