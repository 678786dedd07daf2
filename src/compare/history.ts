/** Where head's values stand among those of earlier jobs: to be looked at, nothing is decided by it. */
import { median, quantileSorted } from "simple-statistics";
import type { Baseline, HistoryRow, HistorySummary } from "../model/baseline.ts";
import type { Comparison } from "../model/comparison.ts";

/** With fewer jobs the middle 90 % are nearly all of them. */
const FEW = 20;
/** Watched metrics that are shown. */
const WATCHED = 20;

/** Gating metrics first, then watched ones; those that no comparable job has are left out. */
export function summarise(baseline: Baseline, comparisons: readonly Comparison[]): HistorySummary {
  const { reference, jobs, leftOut } = baseline;
  const values = new Map(baseline.histories.map((one) => [one.metric.id, one.values]));
  const rowsOf = (role: "gate" | "watch") =>
    comparisons
      .filter(({ rule }) => rule.role === role)
      .flatMap((comparison) => rowOf(comparison, values.get(comparison.metric.id) ?? []));
  return { reference, jobs, leftOut, rows: [...rowsOf("gate"), ...rowsOf("watch").slice(0, WATCHED)] };
}

function rowOf({ metric, head }: Comparison, values: readonly number[]): readonly HistoryRow[] {
  if (head === null || values.length === 0) return [];
  const sorted = values.toSorted((a, b) => a - b);
  const tail = sorted.length < FEW ? 0 : 0.05;
  return [
    {
      metric: metric.id,
      unit: metric.unit,
      jobs: sorted.length,
      median: median(sorted),
      low: quantileSorted(sorted, tail),
      high: quantileSorted(sorted, 1 - tail),
      head,
    },
  ];
}
