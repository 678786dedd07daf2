/** What is behind the gating metrics that moved, or whose counts differ: one line a metric. */
import { type Cause, partText } from "../../../model/cause.ts";
import type { Comparison } from "../../../model/comparison.ts";
import { type MetricId, parseMetricId, type Unit } from "../../../model/metric.ts";
import type { Verdict } from "../../../model/verdict.ts";
import { codeBy, type Escape } from "../escape.ts";
import { formatLimit, formatValue } from "../format.ts";
import { clause, nameOf } from "./reasons.ts";
import type { Rows } from "./rows.ts";

/** Of one metric; all of them are in the report. */
const MOST = 3;

/**
 * "bundle/gzip of app.js: src/chart.js is new, +12.3 kB (81 % of +15.2 kB); …", in the order of the rows: those that moved,
 * then what is exact among those that are open.
 */
export function causeLines(
  { causes }: Verdict,
  { moved, open }: Pick<Rows, "moved" | "open">,
  safe: Escape,
): readonly string[] {
  const byMetric = new Map<MetricId, Cause[]>();
  for (const cause of causes) byMetric.set(cause.metric, [...(byMetric.get(cause.metric) ?? []), cause]);
  // An entry and the total often grew by the same: that is said once.
  const named = new Map<string, string[]>();
  for (const { metric, rule } of [...moved, ...open.filter(isCounted)]) {
    const own = rule.role === "gate" ? (byMetric.get(metric.id) ?? []) : [];
    if (own.length === 0) continue;
    const said = own.slice(0, MOST).map((cause) => causeClause(cause, safe));
    const more = own.length > MOST ? [`${own.length - MOST} more in the report`] : [];
    const clauses = [...said, ...more].join("; ");
    named.set(clauses, [...(named.get(clauses) ?? []), nameOf(metric.id, safe)]);
  }
  return [...named].map(([clauses, names]) => `${names.join(", ")}: ${clauses}.`);
}

/** A count that is undecided has differed all the same; what is behind a time that may not have is behind chance. */
const isCounted = ({ metric }: Comparison) => metric.kind === "exact";

/** What it is, how it moved, which part of the change that is, and where it stands. */
export function causeClause(cause: Cause, safe: Escape): string {
  const noted = cause.note === null ? "" : `, ${clause(cause.note, safe)}`;
  const place = placeOf(cause, safe);
  if (cause.kind !== "function") return `${subjectOf(cause, safe)}${movement(cause)}${shareOf(cause)}${noted}${place}`;
  return `${subjectOf(cause, safe)}${place}${spending(cause)}${noted}`;
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

/**
 * ": +3.10 ms of processor time a request over the whole load, 84 % of what it grew by": what a function costs is a difference,
 * whatever it costs in all, and of something else than the metric that it is behind.
 */
function spending(cause: Cause): string {
  const { base, head, unit, metric } = cause;
  if (base === null && head === null) return "";
  const share = shareIn(cause);
  const part = share !== null && share >= LEAST ? `, ${partText(share)} of what it grew by` : "";
  // Threads that are blocked are watched by endpoint, while it is asked alone; of the rest profiles tell.
  const isWatched = parseMetricId(metric)?.metric === "blocked";
  const profiled = unit === "ms" ? "processor time" : "allocated memory";
  const what = isWatched ? "blocked time a request" : `${profiled} a request over the whole load`;
  return `: ${signed((head ?? 0) - (base ?? 0), unit)} of ${what}${part}`;
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

function placeOf({ kind, at, name }: Cause, safe: Escape): string {
  if (at === null || (at.file === name && at.line === null)) return "";
  const place = `${safe(at.file)}${at.line === null ? "" : `, line ${at.line}`}`;
  return kind === "function" ? ` (${place})` : ` in ${place}`;
}
