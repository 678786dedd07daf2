/** Pull requests that change nothing, drawn from recorded rounds of identical builds, and judged. Pure. */
import { laneOf } from "../model/metric.ts";
import type { Drawn } from "../model/noise.ts";
import type { MetricOverride } from "../model/override.ts";
import type { Plan } from "../model/plan.ts";
import type { RateSeries, SampledSeries } from "../model/series.ts";
import { compareAll } from "./compare.ts";
import { judge } from "./judge.ts";
import { generator } from "./statistics/random.ts";

export interface Resampling {
  /** Of identical builds; those of one collector have one entry a round each. All gate. */
  readonly series: readonly (SampledSeries | RateSeries)[];
  /** Of a pull request, by collector. */
  readonly rounds: Readonly<Record<string, number>>;
  readonly count: number;
  readonly seed: number;
}

export interface JudgedBy {
  readonly overrides: readonly MetricOverride[];
  readonly falseAlarms: number;
  readonly plan: Plan;
}

const JUDGED = {
  budgets: [],
  findings: [],
  weighed: { kind: "compared" },
  accept: [],
  commit: null,
  override: null,
  onInconclusive: "warn",
  enforce: true,
} as const;

/** How the gate judges pull requests that change nothing and are measured on a runner as these rounds were. */
export function judgeDrawn(resampling: Resampling, by: JudgedBy): Drawn {
  let fail = 0;
  let inconclusive = 0;
  for (const series of drawPullRequests(resampling)) {
    const { comparisons } = compareAll({ series, ...by, stopping: true });
    const { verdict } = judge({ comparisons, ...JUDGED });
    if (verdict === "fail") fail++;
    if (verdict === "inconclusive") inconclusive++;
  }
  return { count: resampling.count, fail, inconclusive };
}

type Varying = SampledSeries | RateSeries;

/**
 * Rounds are drawn with replacement and turned by a coin, all metrics of a collector alike: of identical builds either may
 * as well have been called base. How values scatter, and what the metrics of a round have in common, stays; that a round is
 * like the one before it is lost.
 */
export function* drawPullRequests({ series, rounds, count, seed }: Resampling): Generator<readonly Varying[]> {
  const random = generator(seed);
  const collectors = [...new Set(series.map(({ metric }) => laneOf(metric)))];
  for (let id = 0; id < count; id++) {
    const turns = new Map(collectors.map((collector) => [collector, [] as Turn[]]));
    for (const [collector, drawn] of turns) {
      const recorded = series.find((one) => laneOf(one.metric) === collector)!.base.length;
      for (let round = 0; round < rounds[collector]!; round++)
        drawn.push({ from: Math.floor(random() * recorded), isTurned: random() < 0.5 });
    }
    yield series.map((one) => turned(one, turns.get(laneOf(one.metric))!));
  }
}

interface Turn {
  readonly from: number;
  readonly isTurned: boolean;
}

function turned(series: Varying, turns: readonly Turn[]): Varying {
  const side = <T>(plain: readonly T[], other: readonly T[]) =>
    turns.map(({ from, isTurned }) => (isTurned ? other : plain)[from]!);
  // The kind decides which type both sides have.
  return series.kind === "rate"
    ? { ...series, base: side(series.base, series.head), head: side(series.head, series.base) }
    : { ...series, base: side(series.base, series.head), head: side(series.head, series.base) };
}
