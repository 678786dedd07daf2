/** The metrics that a collector took out of the gate: a pass says nothing about them, so the report names them. */
import type { Comparison } from "../../../model/comparison.ts";
import { CONTROL, type Metric } from "../../../model/metric.ts";
import type { Escape } from "../escape.ts";
import { clause, nameOf } from "./reasons.ts";

const LONGEST = 10;

/** Those that would gate by their kind. A control never does. */
export function loweredIn(comparisons: readonly Comparison[]): readonly Comparison[] {
  return comparisons.filter(({ rule, metric }) => rule.role === "watch" && isLowered(metric));
}

/** Of a watched one. */
export function isLowered({ roleReason }: Metric): boolean {
  return roleReason !== undefined && roleReason !== CONTROL;
}

/** A sentence each distinct reason, in the order of the comparisons; at most ten, and at most ten names in one. */
export function watchedOnly(comparisons: readonly Comparison[], safe: Escape): readonly string[] {
  const lowered = loweredIn(comparisons).map(({ metric }) => metric);
  return whyLowered(lowered, safe);
}

/** The same of metrics that were taken out. */
export function whyLowered(metrics: readonly Metric[], safe: Escape): readonly string[] {
  const byReason = new Map<string, readonly string[]>();
  for (const metric of metrics) {
    const why = metric.roleReason!;
    byReason.set(why, [...(byReason.get(why) ?? []), metric.id]);
  }
  const lines = [...byReason].map(([why, ids]) => {
    const names = ids.slice(0, LONGEST).map((id) => nameOf(id, safe));
    return `${listed(names, ids.length - names.length)} did not gate: ${clause(why, safe)}.`;
  });
  const rest = lines.length - LONGEST;
  return rest > 0 ? [...lines.slice(0, LONGEST), `… and ${rest} more`] : lines;
}

/** "a", "a and b", "a, b and 3 more". */
export function listed(names: readonly string[], more: number): string {
  const parts = more > 0 ? [...names, `${more} more`] : names;
  return [parts.slice(0, -1).join(", "), ...parts.slice(-1)].filter((part) => part !== "").join(" and ");
}
