import type { Change, Comparison, Effect, Rule } from "../model/comparison.ts";
import type { Metric } from "../model/metric.ts";
import type { ExactSeries } from "../model/series.ts";

/**
 * Bytes and counts that are the same every time: no test and no interval. Changed when the difference exceeds both parts
 * of `tolerate`, that is max(absolute, relative * base). Both sides must exist.
 */
export function compareExact(series: ExactSeries, metric: Metric, rule: Rule): Comparison {
  const base = series.base!;
  const head = series.head!;
  return {
    metric,
    rule,
    change: changeOf(base, head, metric, rule),
    base,
    head,
    effect: effectOf(base, head, metric),
    p: null,
    pAdjusted: null,
    rounds: 1,
    smallestVisible: null,
  };
}

function changeOf(base: number, head: number, { better }: Metric, { tolerate }: Rule): Change {
  const delta = head - base;
  if (Math.abs(delta) <= Math.max(tolerate.absolute, tolerate.relative * Math.abs(base))) return "unchanged";
  return delta > 0 === (better === "lower") ? "regressed" : "improved";
}

/** null on the ratio scale for a base of 0: there is no percentage of nothing. */
function effectOf(base: number, head: number, { scale }: Metric): Effect | null {
  if (scale === "ratio" && base === 0) return null;
  const value = scale === "ratio" ? (head - base) / Math.abs(base) : head - base;
  return { value, low: value, high: value };
}
