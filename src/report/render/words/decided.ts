/** What people decided beside the gate, and how the gate has fared: accepted regressions, changes to the gate, an override. */
import type { GateChange } from "../../../model/exception.ts";
import type { Health } from "../../../model/health.ts";
import type { Verdict } from "../../../model/verdict.ts";
import { type Escape, SENTENCE } from "../escape.ts";
import { formatLimit, formatMove, formatSize } from "../format.ts";
import { clause, lookupOf, nameOf } from "./reasons.ts";

/** "k6/latency-tm95 of checkout rose by 17.2 %: accepted up to 18 % until 2026-01-31: the new cart", one line each. */
export function acceptedLines(verdict: Verdict, safe: Escape): readonly string[] {
  const { comparisons } = lookupOf(verdict);
  return verdict.accepted.map(({ metric, upTo, until, reason }) => {
    const row = comparisons.get(metric);
    const moved = row === undefined ? "regressed" : formatMove(row);
    const most = row === undefined ? "" : ` up to ${formatSize(upTo, row.metric)}`;
    return `${nameOf(metric, safe)} ${moved}: accepted${most} until ${safe(until)}: ${clause(reason, safe)}.`;
  });
}

/** Keys of one file that a line holds. */
const MOST_CHANGES = 8;

/** A line a file, then by whose settings it was judged; empty where the gate is as it was. */
export function gateChangeLines({ gateChanges, configFrom }: Verdict, safe: Escape): readonly string[] {
  if (gateChanges.length === 0) return [];
  const judged =
    configFrom === "head"
      ? "Judged by head's settings: what is listed here counts already."
      : "Judged by base's settings: what is listed here counts once it is merged.";
  return [...gateChanges.map((change) => gateChangeLine(change, safe)), judged];
}

function gateChangeLine({ file, kind, changes }: GateChange, safe: Escape): string {
  if (changes.length === 0) return `${safe(file)} (${kind}) changed.`;
  const said = changes.slice(0, MOST_CHANGES).map((change) => clause(change, safe));
  const more = changes.length > MOST_CHANGES ? [`${changes.length - MOST_CHANGES} more`] : [];
  return `${safe(file)} (${kind}): ${[...said, ...more].join("; ")}.`;
}

/** "octocat (maintain) let it pass on 2026-01-31 12:00 UTC: a hotfix."; null where nobody did. */
export function overrideSentence({ override }: Verdict, safe: Escape): string | null {
  if (override === null) return null;
  const { by, permission, reason, at } = override;
  const time = `${safe(at.slice(0, 10))} ${safe(at.slice(11, 16))} UTC`;
  return `${safe(by)} (${safe(permission)}) let it pass on ${time}: ${safe(reason.trim().replace(/\.$/, ""), SENTENCE)}.`;
}

/** "undecided in 7 of the last 10 jobs; protects from ≥ 9 % only; 1 override, 1 error, median 9.5 minutes"; null: unknown. */
export function healthText({ health }: Verdict): string | null {
  if (health === null || health.jobs === 0) return null;
  const { jobs, inconclusive, errors, overrides, minutes } = health;
  const last = jobs === 1 ? "in the last job" : `of the last ${jobs} jobs`;
  const decided =
    inconclusive === 0
      ? jobs === 1
        ? "none undecided in the last job"
        : `undecided in none ${last}`
      : `undecided ${jobs === 1 ? last : `in ${inconclusive} ${last}`}`;
  const counted = [
    ...(overrides === 0 ? [] : [overrides === 1 ? "1 override" : `${overrides} overrides`]),
    ...(errors === 0 ? [] : [errors === 1 ? "1 error" : `${errors} errors`]),
    ...(minutes === null ? [] : [`median ${minutes < 10 ? Number(minutes.toFixed(1)) : Math.round(minutes)} minutes`]),
  ];
  return [`${decided}${protectionOf(health)}`, ...(counted.length === 0 ? [] : [counted.join(", ")])].join("; ");
}

function protectionOf({ visible, inconclusive }: Health): string {
  if (visible === null || !Number.isFinite(visible)) return "";
  return `; protects from ≥ ${formatLimit(Number(visible.toPrecision(2)), "fraction")}${inconclusive === 0 ? "" : " only"}`;
}

/** Whether a pass of this gate says little: it came to no decision in half of its last jobs or more. */
export function isUnhealthy({ health }: Verdict): boolean {
  return health !== null && health.jobs > 0 && 2 * (health.inconclusive + health.errors) >= health.jobs;
}
