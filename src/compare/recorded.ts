/** Stored values in the place of base's, where base was not measured. */
import type { Baseline } from "../model/baseline.ts";
import type { Series } from "../model/series.ts";

/**
 * The series with exact values of the stored job in base's place, and with those that only that job has: head lost them.
 * Only for series of head alone.
 */
export function withRecorded(series: readonly Series[], { exact }: Pick<Baseline, "exact">): readonly Series[] {
  const stored = new Map(exact.map(({ metric, value }) => [metric.id, value]));
  const measured = new Set(series.map(({ metric }) => metric.id));
  const gone = exact.filter(({ metric }) => !measured.has(metric.id));
  return [
    ...series.map((one) => (one.kind === "exact" ? { ...one, base: stored.get(one.metric.id) ?? null } : one)),
    ...gone.map(({ metric, value }) => ({ kind: "exact", metric, base: value, head: null }) as const),
  ];
}

/** Series without a value for what varies by chance and only stored jobs have: head lost it. */
export function lostByHead(series: readonly Series[], { histories }: Pick<Baseline, "histories">): readonly Series[] {
  const measured = new Set(series.map(({ metric }) => metric.id));
  return histories.flatMap(({ metric, values }) => {
    if (measured.has(metric.id) || metric.kind === "exact" || values.length === 0) return [];
    return [{ kind: metric.kind, metric, base: [], head: [] }];
  });
}
