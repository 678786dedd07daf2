/** A verdict as GitHub's check run shows it: one word, one line, and remarks beside the code that they are about. Pure. */
import type { Cause } from "../../../model/cause.ts";
import type { Source } from "../../../model/source.ts";
import type { BudgetCheck, Verdict } from "../../../model/verdict.ts";
import { escapeText, SENTENCE } from "../escape.ts";
import { formatMove } from "../format.ts";
import { causeClause } from "../words/causes.ts";
import { findingsOfHead } from "../words/findings.ts";
import { lookupOf, nameOf, reasonSentence } from "../words/reasons.ts";
import { headline } from "../words/sentence.ts";

/** The job's exit status is the gate: what does not block is neutral, which GitHub lets pass. */
export function conclusionOf({ verdict, blocks }: Verdict): "success" | "failure" | "neutral" {
  if (blocks || verdict === "error") return "failure";
  return verdict === "pass" ? "success" : "neutral";
}

/** GitHub takes 255 characters. */
const TITLE = 255;

export function checkTitle(verdict: Verdict): string {
  const { label, sentence } = headline(verdict, escapeText);
  // What was printed last stands in the summary.
  const title = `${label}: ${sentence.replace(/(?:\. Its last [^.]*)?:$/, ".")}`;
  return title.length <= TITLE ? title : `${title.slice(0, TITLE - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** A remark at a place in head's files. */
export interface Remark {
  readonly at: Source;
  readonly level: "failure" | "warning" | "notice";
  /** Lines, each a sentence. */
  readonly message: string;
}

/** More are noise, and cost a request for each fifty. */
const MOST = 200;
/** Of one place. */
const MOST_LINES = 20;

/**
 * What is known to stand somewhere: the limits that are broken, what made a gating metric regress, and what else head brings. One remark a place, worst
 * first; what has no place is in the summary alone.
 */
export function remarksOf(verdict: Verdict): readonly Remark[] {
  const places = new Map<string, Remark[]>();
  for (const remark of [...limitRemarks(verdict), ...causeRemarks(verdict), ...findingRemarks(verdict)]) {
    const key = `${remark.at.line ?? ""}:${remark.at.file}`;
    places.set(key, [...(places.get(key) ?? []), remark]);
  }
  const joined = [...places.values()].map((remarks): Remark => {
    const [worst] = remarks.toSorted(worstFirst);
    const lines = [...new Set(remarks.map(({ message }) => message))];
    return { ...worst!, message: lines.slice(0, MOST_LINES).join("\n") };
  });
  return joined.toSorted(worstFirst).slice(0, MOST);
}

const LEVELS: readonly Remark["level"][] = ["failure", "warning", "notice"];
const worstFirst = (a: Remark, b: Remark) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level);

function limitRemarks(verdict: Verdict): readonly Remark[] {
  const lookup = lookupOf(verdict);
  return verdict.budgets.flatMap((check) => {
    if (check.at === null || check.outcome === "kept") return [];
    const message = reasonSentence({ kind: "budget", check }, lookup, escapeText);
    return [{ at: check.at, level: isHard(check) ? levelOf(verdict) : "warning", message }];
  });
}

/** Only these fail a gate. */
function isHard({ level, outcome }: BudgetCheck): boolean {
  return level === "max" && (outcome === "broken" || outcome === "no-samples");
}

/**
 * Causes of gating metrics that regressed; where that is accepted, as a notice. Each watched metric is tested by itself: of a hundred
 * of them one regresses by chance, and what is behind that is nobody's fault.
 */
function causeRemarks(verdict: Verdict): readonly Remark[] {
  const { comparisons } = lookupOf(verdict);
  const failing = new Set(verdict.reasons.flatMap((reason) => (reason.kind === "regressed" ? [reason.metric] : [])));
  return verdict.causes.flatMap((cause) => {
    const comparison = comparisons.get(cause.metric);
    if (cause.at === null || comparison?.change !== "regressed" || isRelief(cause)) return [];
    if (comparison.rule.role !== "gate") return [];
    const moved = `${nameOf(cause.metric, escapeText)} ${formatMove(comparison)}`;
    // Who reads it stands there.
    const message = `${moved}: ${causeClause({ ...cause, at: null }, escapeText)}.`;
    return [{ at: cause.at, level: failing.has(cause.metric) ? levelOf(verdict) : "notice", message }];
  });
}

/** What was seen, and what to do about it. */
function findingRemarks(verdict: Verdict): readonly Remark[] {
  const lookup = lookupOf(verdict);
  return findingsOfHead(verdict).flatMap((finding) => {
    if (finding.at === null) return [];
    const message = [
      reasonSentence({ kind: "finding", finding }, lookup, escapeText),
      escapeText(finding.todo, SENTENCE),
    ].join("\n");
    return [{ at: finding.at, level: finding.blocks ? levelOf(verdict) : "warning", message }];
  });
}

/** What got smaller made nothing worse. */
function isRelief({ kind, base, head }: Cause): boolean {
  return kind !== "audit" && kind !== "element" && (head ?? 0) < (base ?? 0);
}

/** Of what would fail the gate. */
function levelOf({ verdict, blocks }: Verdict): "failure" | "warning" {
  return blocks || verdict === "error" ? "failure" : "warning";
}
