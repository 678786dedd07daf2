import type { Change, Comparison, Effect, Rule } from "../model/comparison.ts";
import type { Metric } from "../model/metric.ts";
import type { ExactSeries } from "../model/series.ts";
import { pairUp, present } from "./pairs.ts";
import { worseSign } from "./tested.ts";

/**
 * Bytes and counts that are the same every time: no test and no interval. Changed when the difference exceeds both parts
 * of `tolerate`, that is max(absolute, relative * base). Both sides must exist.
 *
 * Where base was built twice and came out differently, the metric is not the same every time. A worsening then stands only
 * if head is worse than the worse of the two builds by more than `tolerate` and what they differ by; any smaller one is
 * inconclusive. Their difference counts once more because two builds do not show how far a third one strays. A second
 * build that failed leaves no second value, and a worsening stands: else whatever fails then would get past the gate.
 * A worsening in too few rounds to be sure that it is the same every time is inconclusive too. So is an improvement on one stored
 * value, for which other things may have been drawn; beside base it stands, and opens nothing.
 */
export function compareExact(series: ExactSeries, metric: Metric, rule: Rule): Comparison {
  const base = series.base!;
  const head = series.head!;
  const change = changeOf(base, head, metric, rule);
  const doubt = doubtOf(series, metric, rule, change);
  const compared: Comparison = {
    metric,
    rule,
    change,
    base,
    head,
    effect: effectOf(base, head, metric),
    p: null,
    pAdjusted: null,
    rounds: roundsOf(series),
    noise: null,
    smallestVisible: null,
  };
  if (doubt !== null) return { ...compared, change: "inconclusive", note: doubt };
  return series.varies === undefined ? compared : { ...compared, note: series.varies };
}

function changeOf(base: number, head: number, metric: Metric, rule: Rule): Change {
  const worse = (head - base) * worseSign(metric);
  if (Math.abs(worse) <= toleratedAt(base, rule)) return "unchanged";
  return worse > 0 ? "regressed" : "improved";
}

function toleratedAt(base: number, { tolerate }: Rule): number {
  return Math.max(tolerate.absolute, tolerate.relative * Math.abs(base));
}

/** Those that both sides have; of head, where base is one stored value. What was taken once has one. */
export function roundsOf(series: ExactSeries): number {
  const { counts } = series;
  if (counts === undefined) return 1;
  return isBesideStored(series) ? present(counts.head).length : pairUp(counts.base, counts.head).length;
}

const isBesideStored = ({ counts }: ExactSeries) => counts !== undefined && present(counts.base).length === 0;

/** Why it may be no change of head's, as a clause; null where there is nothing to doubt. */
function doubtOf(series: ExactSeries, metric: Metric, rule: Rule, change: Change): string | null {
  if (change === "improved") return isBesideStored(series) ? (series.doubt ?? null) : null;
  return change === "regressed" ? (series.doubt ?? strayOf(series, metric, rule)) : null;
}

/** Why a worsening may lie in the build alone, as a clause; null where it does not, or nobody has looked. */
function strayOf(series: ExactSeries, metric: Metric, rule: Rule): string | null {
  const base = series.base!;
  const { baseAgain: again = base } = series;
  if (again === null) return NOT_AGAIN;
  const spread = buildSpread(series);
  const worst = worseSign(metric) > 0 ? Math.max(base, again) : Math.min(base, again);
  if ((series.head! - worst) * worseSign(metric) > toleratedAt(worst, rule) + spread) return null;
  const unit = metric.unit === "bytes" ? " B" : "";
  return `two builds of base differ by ${spread}${unit} (${base}${unit}, ${again}${unit}), so this is not exact`;
}

/**
 * By how much two builds of base differ, in the metric's unit: 0 where they agree or nobody has looked, infinite where only
 * one of them gave a value.
 */
export function buildSpread({ base, baseAgain = base }: ExactSeries): number {
  if (baseAgain === base) return 0;
  return base === null || baseAgain === null ? Number.POSITIVE_INFINITY : Math.abs(baseAgain - base);
}

const NOT_AGAIN = "a second build of base gave no value, so nobody knows whether this is exact";

/** null where it is no number: there is no percentage of nothing, nor of next to nothing. */
function effectOf(base: number, head: number, { scale }: Metric): Effect | null {
  const value = scale === "ratio" ? (head - base) / Math.abs(base) : head - base;
  return Number.isFinite(value) ? { value, low: value, high: value } : null;
}
