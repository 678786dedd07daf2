/** The metrics that a collector took out of the gate: a pass says nothing about them, so the report names them. */
import type { Comparison } from "../../../model/comparison.ts";
import type { Escape } from "../escape.ts";
import { clause, nameOf } from "./reasons.ts";

const LONGEST = 10;

/** A sentence each distinct reason, in the order of the comparisons; at most ten, and at most ten names in one. */
export function watchedOnly(comparisons: readonly Comparison[], safe: Escape): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { metric, rule } of comparisons) {
    if (rule.role !== "watch" || metric.roleReason === undefined) continue;
    const names = byReason.get(metric.roleReason);
    if (names) names.push(metric.id);
    else byReason.set(metric.roleReason, [metric.id]);
  }
  const lines = [...byReason].map(([why, ids]) => {
    const names = ids.slice(0, LONGEST).map((id) => nameOf(id, safe));
    return `${listed(names, ids.length - names.length)} did not gate: ${clause(why, safe)}.`;
  });
  const rest = lines.length - LONGEST;
  return rest > 0 ? [...lines.slice(0, LONGEST), `… and ${rest} more`] : lines;
}

/** "a", "a and b", "a, b and 3 more". */
function listed(names: readonly string[], more: number): string {
  const parts = more > 0 ? [...names, `${more} more`] : names;
  return [parts.slice(0, -1).join(", "), ...parts.slice(-1)].filter((part) => part !== "").join(" and ");
}
