/** Past pull requests judged as the gate would have judged them, from their values alone. Pure. */
import { compareAll } from "../compare/compare.ts";
import { isOpen } from "../compare/judge.ts";
import { standingOf } from "../compare/live.ts";
import { FIRST_ATTEMPT, firstLooks, SCHEDULES, weighLooks } from "../compare/looks.ts";
import { firstRounds } from "../compare/rounds.ts";
import { type Comparison, intervalOf } from "../model/comparison.ts";
import { laneOf } from "../model/metric.ts";
import type { Effort, Plan } from "../model/plan.ts";
import type { Series } from "../model/series.ts";
import type { VerdictKind } from "../model/verdict.ts";
import { type Meaning, type PastMetric, seriesOf } from "./series.ts";

export interface PullRequest {
  readonly id: string;
  readonly metrics: readonly PastMetric[];
}

export interface ReplaySettings extends Meaning {
  /** 0.01: 1 %, all metrics of a pull request together. */
  readonly falseAlarms: number;
  readonly effort: Effort;
}

interface ReplayedMetric {
  readonly id: string;
  readonly change: "regressed" | "improved" | "unchanged" | "inconclusive";
  /** One-sided, that head is worse; null for exact metrics. */
  readonly p: number | null;
  /** Relative change, 0.05 is 5 % worse; null where base is 0 and head is not, or nothing could be estimated. */
  readonly estimate: number | null;
  readonly interval: readonly [number, number] | null;
  /** Rounds at the look that decided; 0 for exact metrics, which need none. */
  readonly round: number;
}

export interface Replayed {
  readonly id: string;
  readonly verdict: Exclude<VerdictKind, "error">;
  /** Rounds until the verdict could not change any more. */
  readonly rounds: number;
  readonly metrics: readonly ReplayedMetric[];
}

/**
 * Judges one pull request at the looks of the effort. A collector (the first part of a metric's id; ids without one are one
 * collector) is gone on with until each of its gating metrics is settled, or cannot be any more, as far as there are rounds.
 * Rounds after the last look are not used.
 */
export function judgePullRequest({ id, metrics }: PullRequest, settings: ReplaySettings): Replayed {
  const { falseAlarms, effort } = settings;
  const last = SCHEDULES[effort].at(-1)!;
  const series = metrics.map((past) => seriesOf(past, settings)).map((one) => upTo(last, one));
  const plan = planOf(series, settings);
  const { comparisons } = compareAll({ series, overrides: [], falseAlarms, plan, stopping: true });
  const gating = comparisons.filter(({ rule }) => rule.role === "gate");
  const regressed = gating.filter(({ change }) => change === "regressed");
  return {
    id,
    verdict: regressed.length > 0 ? "fail" : gating.some(isOpen) ? "inconclusive" : "pass",
    rounds: regressed.length > 0 ? Math.min(...regressed.map(roundOf)) : Math.max(0, ...gating.map(roundOf)),
    metrics: comparisons.map(replayed),
  };
}

const upTo = (rounds: number, series: Series) => (series.kind === "exact" ? series : firstRounds(series, rounds));

function planOf(series: readonly Series[], { falseAlarms, effort }: ReplaySettings): Plan {
  const family = series.filter(({ kind, metric }) => kind !== "exact" && metric.role === "gate").length;
  // Sorted, so that the order of the metrics changes nothing.
  const collectors = [...new Set(series.map(({ metric }) => laneOf(metric)))].sort();
  return {
    family,
    collectors: collectors.map((collector) => {
      const { part, sharers } = standingOf(series, collector, family, []);
      const shared = { family: sharers, falseAlarms, share: FIRST_ATTEMPT };
      return firstLooks(collector, part, weighLooks({ looks: SCHEDULES[effort], ...shared }));
    }),
  };
}

const roundOf = ({ metric, rounds }: Comparison) => (metric.kind === "exact" ? 0 : rounds);

function replayed(comparison: Comparison): ReplayedMetric {
  const { metric, change, p, effect } = comparison;
  // Of each line's metrics it is said which way is better.
  const shown = change === "new" || change === "missing" || change === "changed" ? "inconclusive" : change;
  const worse = effect && [effect.value, effect.low, effect.high].map((value) => relativeWorse(value, comparison));
  const [estimate = null, low = null, high = null] = worse ?? [];
  const isBounded = intervalOf(effect) !== null && low !== null && high !== null;
  const interval = isBounded ? ([Math.min(low, high), Math.max(low, high)] as const) : null;
  return { id: metric.id, change: shown, p, estimate, interval, round: roundOf(comparison) };
}

/** An effect as a relative change, positive where head is worse. */
function relativeWorse(value: number, { metric, base }: Comparison): number | null {
  const isLower = metric.better === "lower";
  const size = metric.scale === "ratio" ? 1 : Math.abs(base ?? 0);
  if (size === 0) return value === 0 ? 0 : null;
  return (isLower ? value : -value) / size;
}
