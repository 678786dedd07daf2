/** What is behind the gating metrics that moved: one line a metric. */
import { type Cause, shareOfChange } from "../../../model/cause.ts";
import type { Comparison } from "../../../model/comparison.ts";
import type { MetricId, Unit } from "../../../model/metric.ts";
import type { Verdict } from "../../../model/verdict.ts";
import { codeBy, type Escape } from "../escape.ts";
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
  const noted = cause.note === null ? "" : `, ${clause(cause.note, safe)}`;
  const moved = cause.kind === "function" ? spending(cause) : `${movement(cause)}${shareOf(cause)}`;
  const place = placeOf(cause, safe);
  return `${subjectOf(cause, safe)}${moved}${noted}${cause.kind === "function" && place !== "" ? "," : ""}${place}`;
}

function subjectOf({ kind, name }: Cause, safe: Escape): string {
  const code = codeBy(safe);
  switch (kind) {
    case "module":
    case "resource":
    case "call":
      return safe(name);
    case "statement":
    case "function":
      return code(name);
    case "package":
      return `package ${safe(name)}`;
    case "copies":
      return `${safe(name)} more than once`;
    case "audit":
      return `audit ${safe(name)}`;
    case "element":
      return `largest paint ${safe(name)}`;
    case "plan":
      return `plan of ${code(name)}`;
    case "index":
      return `index ${code(name)}`;
    case "command":
      return `command ${code(name)}`;
    case "key":
      return `key ${code(name)}`;
    default:
      return kind satisfies never;
  }
}

/** What their numbers are of; those of the others are of a whole page, file or table. */
const A_REQUEST: ReadonlySet<Cause["kind"]> = new Set(["statement", "command", "key", "function"]);

/** Whether such a name is code; of the others some are words. */
export function isCode(kind: Cause["kind"]): boolean {
  return CODE.has(kind);
}

const CODE: ReadonlySet<Cause["kind"]> = new Set(["statement", "plan", "index", "command", "key", "function"]);

function movement({ kind, base, head, unit }: Cause): string {
  const each = A_REQUEST.has(kind) && unit !== "fraction" ? " a request" : "";
  if (base === null && head === null) return "";
  if (base === null) return ` is new, +${formatValue(head, unit)}${each}`;
  if (head === null) return ` is gone, -${formatValue(base, unit)}${each}`;
  const difference = head - base;
  return ` ${difference < 0 ? "fell" : "grew"} by ${formatValue(Math.abs(difference), unit)} to ${formatValue(head, unit)}${each}`;
}

/** "+3.10 ms a request, 84 % of the change": what a function costs is a difference, whatever it costs in all. */
function spending(cause: Cause): string {
  const { base, head, unit } = cause;
  if (base === null && head === null) return "";
  const share = shareIn(cause);
  const part = share !== null && share >= LEAST ? `, ${shareOfChange(share)}` : "";
  return ` ${signed((head ?? 0) - (base ?? 0), unit)} a request${part}`;
}

const signed = (difference: number, unit: Unit) =>
  `${difference < 0 ? "-" : "+"}${formatValue(Math.abs(difference), unit)}`;

/** Of which sum is said: before compression it is not the change of the metric. */
function shareOf(cause: Cause): string {
  const part = partOf(cause);
  return part === null ? "" : ` (${formatLimit(part, "fraction")} of ${signed(cause.whole!, cause.unit)})`;
}

/** A smaller part is not worth a number, and what pulls the other way has no share. */
const LEAST = 0.01;

/** Whole percents, of a part that is one. */
function partOf(cause: Cause): number | null {
  const share = shareIn(cause);
  return share !== null && share >= LEAST && share <= 1 ? Math.round(share * 100) / 100 : null;
}

function shareIn({ base, head, whole }: Cause): number | null {
  if (whole === null || whole === 0 || (base === null && head === null)) return null;
  return ((head ?? 0) - (base ?? 0)) / whole;
}

function placeOf({ at, name }: Cause, safe: Escape): string {
  if (at === null || (at.file === name && at.line === null)) return "";
  return ` in ${safe(at.file)}${at.line === null ? "" : `, line ${at.line}`}`;
}
