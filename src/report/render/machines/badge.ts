/** A verdict as a badge, in the form that https://shields.io/badges/endpoint-badge reads. Pure. */
import { parseMetricId } from "../../../model/metric.ts";
import type { Verdict } from "../../../model/verdict.ts";
import { escapeText } from "../escape.ts";
import { formatChange } from "../format.ts";
import { lookupOf } from "../words/reasons.ts";

export interface Badge {
  readonly schemaVersion: 1;
  readonly label: "performance";
  readonly message: string;
  readonly color: "brightgreen" | "red" | "yellow" | "lightgrey";
  /** Then whoever shows it cannot give it another color. */
  readonly isError?: true;
}

/** A badge is one line in a page's head. */
const LONGEST_NAME = 40;

export function renderBadge(verdict: Verdict): Badge {
  switch (verdict.verdict) {
    case "pass":
      return badge("pass", "brightgreen");
    case "fail":
      return badge(failureOf(verdict), "red");
    case "inconclusive":
      return badge("inconclusive", "yellow");
    case "error":
      return UNMEASURED_BADGE;
    default:
      return verdict.verdict satisfies never;
  }
}

/** Of a job that has no verdict, too. */
export const UNMEASURED_BADGE: Badge = { ...badge("could not measure", "lightgrey"), isError: true };

function badge(message: string, color: Badge["color"]): Badge {
  return { schemaVersion: 1, label: "performance", message, color };
}

/** "checkout: GET /cart +17.2 %, and 1 more": the worst of what fails the gate. */
function failureOf(verdict: Verdict): string {
  const failures = verdict.reasons.filter(
    (reason) =>
      reason.kind === "regressed" ||
      reason.kind === "finding" ||
      (reason.kind === "budget" && reason.check.level === "max" && reason.check.outcome === "broken"),
  );
  const [first, ...others] = failures;
  const more = others.length === 0 ? "" : `, and ${others.length} more`;
  if (first?.kind === "finding") return `${escapeText(first.finding.title, LONGEST_NAME)}${more}`;
  if (first?.kind !== "regressed") return `over budget${more}`;
  const comparison = lookupOf(verdict).comparisons.get(first.metric);
  const subject = escapeText(parseMetricId(first.metric)?.subject ?? first.metric, LONGEST_NAME);
  const change = comparison === undefined ? "regressed" : formatChange(comparison).replace(/ \(.*\)$/, "");
  return `${subject} ${change}${more}`;
}
