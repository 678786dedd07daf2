/** The charts of a metric, as data. */
import type { Baseline } from "../../../model/baseline.ts";
import { type Comparison, intervalOf, isTiny } from "../../../model/comparison.ts";
import type { Detail, Distribution, Timeline } from "../../../model/details.ts";
import { type MetricId, parseMetricId } from "../../../model/metric.ts";
import type { Series } from "../../../model/series.ts";
import type { Verdict } from "../../../model/verdict.ts";
import type { ChartOf, HistoryChart, Limits } from "./charts/data.ts";
import type { Looked } from "./report.ts";
import { tolerateOf } from "./rule.ts";

type ComparisonChart = ChartOf<"interval" | "rounds" | "looks">;

/** Rounds, interval and looks: what the verdict on a metric stands on. */
export function comparisonCharts(
  comparison: Comparison,
  series: Series | undefined,
  looks: readonly Looked[],
): readonly ComparisonChart[] {
  const { metric, rule, effect, base } = comparison;
  if (metric.kind === "exact") return [];
  const { unit, scale, better } = metric;
  const measured = { unit, scale, better };
  const limits: Limits = {
    measured,
    tolerate: tolerateOf(comparison),
    detect: rule.detect > 0 ? rule.detect : null,
    ...(isTiny(comparison) ? { tinyBase: Math.abs(base!) } : {}),
  };
  const charts: ComparisonChart[] = [];
  if (effect !== null && isDrawable(effect)) charts.push({ kind: "interval", ...limits, effect });
  const rounds = series === undefined ? null : roundsOf(series);
  if (rounds !== null) charts.push({ kind: "rounds", measured, ...rounds });
  const drawn = looks.filter((look) => isDrawable(look.effect));
  if (drawn.length > 1)
    charts.push({ kind: "looks", ...limits, looks: drawn, settledAt: settledAt(comparison, drawn) });
  return charts;
}

const isDrawable = (effect: Looked["effect"]) =>
  intervalOf(effect) !== null && [effect.value, effect.low, effect.high].every(Number.isFinite);

/** Shares of a rate; null where neither side has a value. */
function roundsOf(series: Series): { base: readonly (number | null)[]; head: readonly (number | null)[] } | null {
  if (series.kind === "exact") return null;
  const { base, head } =
    series.kind === "sampled" ? series : { base: series.base.map(shareOf), head: series.head.map(shareOf) };
  return [...base, ...head].some((value) => value !== null) ? { base, head } : null;
}

const shareOf = (count: { events: number; total: number } | null) =>
  count === null || count.total === 0 ? null : count.events / count.total;

/** A comparison has the numbers of the look that settled it. */
function settledAt({ change, rounds, rule }: Comparison, looks: readonly Looked[]): number | null {
  if (change === "inconclusive" || rule.role !== "gate") return null;
  return looks.find(({ pairs }) => pairs === rounds)?.rounds ?? null;
}

/** How the values of one subject were spread, and how they went over time. */
export function subjectCharts(
  comparison: Comparison,
  details: readonly Detail[],
): readonly (Distribution | Timeline)[] {
  const parts = parseMetricId(comparison.metric.id);
  return details.filter(
    (one): one is Distribution | Timeline =>
      (one.kind === "distribution" || one.kind === "timeline") &&
      one.collector === parts?.collector &&
      one.subject === parts.subject,
  );
}

/** Head among stored jobs; null where there are fewer than two. */
export function historyChart({ history }: Verdict, baseline: Baseline | null, id: MetricId): HistoryChart | null {
  const row = history?.rows.find((one) => one.metric === id);
  const values = baseline?.histories.find((one) => one.metric.id === id)?.values ?? [];
  if (row === undefined || values.length < 2) return null;
  const { unit, median, low, high, head } = row;
  return { kind: "history", unit, values, median, low, high, head };
}
