/** What is behind the gating metrics that moved: one line a metric. */
import type { Cause } from "../../../model/cause.ts";
import type { Comparison } from "../../../model/comparison.ts";
import type { MetricId, Unit } from "../../../model/metric.ts";
import type { Verdict } from "../../../model/verdict.ts";
import type { Escape } from "../escape.ts";
import { formatLimit, formatValue } from "../format.ts";
import { clause, nameOf } from "./reasons.ts";

/** Of one metric; all of them are in the report. */
const MOST = 3;

/**
 * "bundle/gzip of app.js: src/chart.js is new, +12.3 kB (81 % of +15.2 kB); …", in the order of `rows`, which are those
 * that moved.
 */
export function causeLines({ causes }: Verdict, rows: readonly Comparison[], safe: Escape): readonly string[] {
  const byMetric = new Map<MetricId, Cause[]>();
  for (const cause of causes) byMetric.set(cause.metric, [...(byMetric.get(cause.metric) ?? []), cause]);
  // An entry and the total often grew by the same: that is said once.
  const named = new Map<string, string[]>();
  for (const { metric, rule } of rows) {
    const own = rule.role === "gate" ? (byMetric.get(metric.id) ?? []) : [];
    if (own.length === 0) continue;
    const said = own.slice(0, MOST).map((cause) => causeClause(cause, safe));
    const more = own.length > MOST ? [`${own.length - MOST} more in the report`] : [];
    const clauses = [...said, ...more].join("; ");
    named.set(clauses, [...(named.get(clauses) ?? []), nameOf(metric.id, safe)]);
  }
  return [...named].map(([clauses, names]) => `${names.join(", ")}: ${clauses}.`);
}

/** What it is, how it moved, which part of the change that is, and where it stands. */
export function causeClause(cause: Cause, safe: Escape): string {
  const { name, base, head, note } = cause;
  const noted = note === null ? "" : `, ${clause(note, safe)}`;
  return `${subjectOf(cause, safe)}${movement(base, head, cause.unit)}${shareOf(cause)}${noted}${placeOf(cause, name, safe)}`;
}

function subjectOf({ kind, name }: Cause, safe: Escape): string {
  switch (kind) {
    case "module":
    case "resource":
      return safe(name);
    case "package":
      return `package ${safe(name)}`;
    case "copies":
      return `${safe(name)} more than once`;
    case "audit":
      return `audit ${safe(name)}`;
    case "element":
      return `largest paint ${safe(name)}`;
    default:
      return kind satisfies never;
  }
}

function movement(base: number | null, head: number | null, unit: Unit): string {
  if (base === null && head === null) return "";
  if (base === null) return ` is new, +${formatValue(head, unit)}`;
  if (head === null) return ` is gone, -${formatValue(base, unit)}`;
  const difference = head - base;
  return ` ${difference < 0 ? "fell" : "grew"} by ${formatValue(Math.abs(difference), unit)} to ${formatValue(head, unit)}`;
}

/**
 * Only of a part that is one: what pulls the other way has no share. Of which sum is said: before compression it is not the
 * change of the metric.
 */
function shareOf({ base, head, whole, unit }: Cause): string {
  if (whole === null || whole === 0 || (base === null && head === null)) return "";
  const share = ((head ?? 0) - (base ?? 0)) / whole;
  return share >= 0.01 && share <= 1
    ? ` (${formatLimit(Math.round(share * 100) / 100, "fraction")} of ${whole < 0 ? "-" : "+"}${formatValue(Math.abs(whole), unit)})`
    : "";
}

function placeOf({ at }: Cause, name: string, safe: Escape): string {
  if (at === null || (at.file === name && at.line === null)) return "";
  return ` in ${safe(at.file)}${at.line === null ? "" : `, line ${at.line}`}`;
}
