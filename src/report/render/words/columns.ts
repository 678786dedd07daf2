/** The tables of the report as lists of columns, shared by every renderer. Cells are raw: the renderer escapes them. */
import type { Comparison } from "../../../model/comparison.ts";
import { parseMetricId } from "../../../model/metric.ts";
import type { BudgetCheck } from "../../../model/verdict.ts";
import { formatChange, formatInterval, formatLimit, formatValue, formatWithin } from "../format.ts";

export interface Column<Row> {
  readonly label: string;
  readonly align: "left" | "right";
  readonly format: (row: Row) => string;
  /** In our own characters, always as wide, to be shown as code after the text; "" for none. */
  readonly drawn?: (row: Row) => string;
}

/**
 * A metric's id in two columns. Written as one it holds an `@`, and `latency@checkout` in a comment is a mention of the
 * user `checkout`; with the invisible character that would stop it, nobody could paste the id into a config.
 */
export const COMPARISON_COLUMNS: readonly Column<Comparison>[] = [
  { label: "Result", align: "left", format: resultOf },
  { label: "Metric", align: "left", format: ({ metric }) => metricPart(metric.id) },
  { label: "Subject", align: "left", format: ({ metric }) => parseMetricId(metric.id)?.subject ?? "" },
  {
    label: "Base → head",
    align: "right",
    format: ({ metric, base, head }) => `${formatValue(base, metric.unit)} → ${formatValue(head, metric.unit)}`,
  },
  {
    label: "Change",
    align: "right",
    format: (row) => `${formatChange(row)}${isByRound(row) ? ", round by round" : ""}`,
  },
  { label: "95 % interval", align: "right", format: formatInterval },
];

/** The medians base → head go the other way than the change within the rounds. */
export function isByRound({ metric, base, head, effect }: Comparison): boolean {
  if (metric.kind !== "sampled" || base === null || head === null || effect === null) return false;
  return (head - base) * effect.value < 0;
}

export const BUDGET_COLUMNS: readonly Column<BudgetCheck>[] = [
  { label: "Budget", align: "left", format: outcomeOf },
  { label: "Limit on", align: "left", format: ({ name, metric }) => (metric === null ? name : metricPart(metric)) },
  { label: "Subject", align: "left", format: ({ metric }) => (metric && parseMetricId(metric)?.subject) || "" },
  {
    label: "Must be",
    align: "right",
    format: ({ operator, limit, unit }) => `${operator} ${formatLimit(limit, unit)}`,
  },
  {
    label: "Base → head",
    align: "right",
    format: ({ base, head, unit }) => `${formatValue(base, unit)} → ${formatValue(head, unit)}`,
  },
];

/** Of head alone, where there was nothing to set it against. */
export const HEAD_COLUMNS: readonly Column<Comparison>[] = [
  ...COMPARISON_COLUMNS.slice(1, 3),
  { label: "Head", align: "right", format: ({ metric, head }) => formatValue(head, metric.unit) },
];

/** Without the subject and the side that none of the rows has. */
export function budgetColumns(rows: readonly BudgetCheck[]): readonly Column<BudgetCheck>[] {
  const named = BUDGET_COLUMNS.filter(({ label }) => label !== "Subject" || rows.some(({ metric }) => metric !== null));
  if (rows.some(({ base }) => base !== null)) return named;
  const head: Column<BudgetCheck> = {
    label: "Head",
    align: "right",
    format: ({ head, unit }) => formatValue(head, unit),
  };
  return [...named.slice(0, -1), head];
}

/** "k6/latency-tm95": an id without its subject, which has a column of its own. */
export function metricPart(id: string): string {
  const parts = parseMetricId(id);
  return parts ? `${parts.collector}/${parts.metric}` : id;
}

function resultOf(comparison: Comparison): string {
  const { change, rule } = comparison;
  const words = change === "unchanged" ? formatWithin(comparison) : change;
  return rule.role === "gate" ? words : `${words}, watched`;
}

/** "broken", "warning, by estimate": the level first where it is the milder one. */
export function outcomeOf({ level, outcome }: BudgetCheck): string {
  switch (outcome) {
    case "kept":
      return "kept";
    case "no-samples":
      return "no samples";
    case "broken":
      return level === "max" ? "broken" : "warning";
    case "broken-by-estimate":
      return "warning, by estimate";
    default:
      return outcome satisfies never;
  }
}
