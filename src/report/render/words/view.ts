/** A verdict as reports show it: which rows where, and the columns of those that moved. */
import type { Comparison } from "../../../model/comparison.ts";
import { collectorOf, type MetricId } from "../../../model/metric.ts";
import type { BudgetCheck, Verdict } from "../../../model/verdict.ts";
import { formatLimit } from "../format.ts";
import { barLegend, barsOf } from "./bar.ts";
import { COMPARISON_COLUMNS, type Column, isByRound, outcomeOf } from "./columns.ts";
import { budgetRows, countLine, type Rows, rowsOf } from "./rows.ts";

export interface View extends Rows {
  /** Measured on head alone, by collector: there was nothing to compare with. */
  readonly alone: ReadonlyMap<string, readonly Comparison[]>;
  readonly budgets: ReturnType<typeof budgetRows>;
  /** Of the budgets that are not kept those that no row above says. */
  readonly apart: readonly BudgetCheck[];
  /** "Gating: 2 regressed, 3 unchanged."; may be empty. */
  readonly counts: string;
  readonly accepted: ReadonlySet<MetricId>;
}

export function viewOf({ comparisons, budgets, rung, accepted }: Verdict): View {
  const isAlone = ({ change }: Comparison) => rung === "budgets" && change === "new";
  const compared = comparisons.filter((one) => !isAlone(one));
  const alone = new Map<string, Comparison[]>();
  for (const one of comparisons.filter(isAlone)) {
    const collector = collectorOf(one.metric) || "other";
    alone.set(collector, [...(alone.get(collector) ?? []), one]);
  }
  const ids = new Set(accepted.map(({ metric }) => metric));
  const measured = comparisons.length - compared.length;
  const counts = [
    countLine(compared, ids),
    measured === 0 ? "" : `${measured} ${measured === 1 ? "metric" : "metrics"} measured, not compared.`,
  ];
  const rows = rowsOf(compared);
  const checks = budgetRows(budgets);
  const above = new Set([...rows.moved, ...rows.open].map(({ metric }) => metric.id));
  return {
    ...rows,
    alone,
    budgets: checks,
    apart: checks.open.filter(({ metric }) => metric === null || !above.has(metric)),
    counts: counts.filter((line) => line !== "").join(" "),
    accepted: ids,
  };
}

/** The rows of one table with their bars on a common axis, `blank` where a bar is empty; a column of budgets where there are any. */
export function columnsFor(
  rows: readonly Comparison[],
  { budgets, accepted }: Pick<View, "budgets" | "accepted">,
  blank: string,
): readonly Column<Comparison>[] {
  const bar = barsOf(rows, blank);
  const limits = new Map<MetricId, BudgetCheck[]>();
  for (const check of [...budgets.open, ...budgets.kept])
    if (check.metric !== null) limits.set(check.metric, [...(limits.get(check.metric) ?? []), check]);
  const columns = COMPARISON_COLUMNS.map((column): Column<Comparison> => {
    switch (column.label) {
      case "Result":
        return { ...column, format: (row) => (accepted.has(row.metric.id) ? "accepted" : column.format(row)) };
      case "95 % interval":
        return { ...column, drawn: bar };
      default:
        return column;
    }
  });
  const budget: Column<Comparison> = {
    label: "Budget",
    align: "right",
    format: ({ metric }) => (limits.get(metric.id) ?? []).map(limitOf).join("; "),
  };
  return rows.some(({ metric }) => limits.has(metric.id)) ? [...columns, budget] : columns;
}

/** What a reader must know of a table of these rows; empty where no bar is drawn and no change needs a word. */
export function legendFor(rows: readonly Comparison[]): readonly string[] {
  return [...barLegend(rows.map(barsOf(rows, " "))), ...plainLegendFor(rows)];
}

/** The same of a table without bars. */
export function plainLegendFor(rows: readonly Comparison[]): readonly string[] {
  if (!rows.some(isByRound)) return [];
  return [
    "Round by round: the medians of all rounds differ the other way; what counts is head against base in each round.",
  ];
}

function limitOf(check: BudgetCheck): string {
  return `${check.operator} ${formatLimit(check.limit, check.unit)}: ${outcomeOf(check)}`;
}
