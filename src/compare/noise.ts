/** What the gate can see at the noise that identical builds show. Pure. */
import { laneOf, type Role } from "../model/metric.ts";
import type { EffortPlan, NoiseRow, WatchedNoise } from "../model/noise.ts";
import type { MetricOverride } from "../model/override.ts";
import type { Effort, Look, Plan } from "../model/plan.ts";
import type { RateSeries, SampledSeries, Series } from "../model/series.ts";
import { standingOf } from "./live.ts";
import { FIRST_ATTEMPT, firstLooks, looksWithin, SCHEDULES, weighLooks } from "./looks.ts";
import { meantBy } from "./prepare.ts";
import { divide } from "./price.ts";
import { testRounds } from "./rounds.ts";
import { resolveRule } from "./rules.ts";
import { smallestVisible } from "./statistics/power.ts";
import { fromScale, type Tested, toScale } from "./tested.ts";

export interface EffortPlans {
  /** With the effort and the minutes of the config. */
  readonly asSet: EffortPlan;
  /** With all their rounds, whatever the minutes. */
  readonly efforts: Readonly<Record<Effort, EffortPlan>>;
}

/** One collector's time a round, with starting and stopping. */
export interface RoundTime {
  readonly collector: string;
  readonly seconds: number;
  /** The most that it is measured; absent: all rounds of the effort. */
  readonly most?: number;
}

/** The minutes are shared out among the collectors as for a pull request. */
export function effortPlans(gate: { effort: Effort; maxMinutes: number }, times: readonly RoundTime[]): EffortPlans {
  const full = (effort: Effort) =>
    planOf(
      effort,
      times.map((time) => ({ ...time, rounds: mostOf(effort, time) })),
    );
  const wanted = times.map((time) => mostOf(gate.effort, time) * time.seconds);
  const parts = divide(gate.maxMinutes * 60, wanted);
  const fitting = times.map((time, i) => {
    const fits = Math.min(mostOf(gate.effort, time), Math.floor(parts[i]! / time.seconds));
    return { ...time, rounds: looksWithin(gate.effort, fits).at(-1)! };
  });
  return {
    asSet: planOf(gate.effort, fitting),
    efforts: { quick: full("quick"), standard: full("standard"), thorough: full("thorough") },
  };
}

const mostOf = (effort: Effort, { most }: Pick<RoundTime, "most">) => most ?? SCHEDULES[effort].at(-1)!;

function planOf(effort: Effort, all: readonly (RoundTime & { readonly rounds: number })[]): EffortPlan {
  return {
    effort,
    rounds: Object.fromEntries(all.map(({ collector, rounds }) => [collector, rounds])),
    minutes: all.reduce((sum, { rounds, seconds }) => sum + rounds * seconds, 0) / 60,
  };
}

export interface NoiseInput extends EffortPlans {
  /** Of identical builds. */
  readonly series: readonly Series[];
  readonly overrides: readonly MetricOverride[];
  readonly falseAlarms: number;
}

/** A row a gating metric that varies by chance, in the order of the series. */
export function noiseRows({ series, overrides, falseAlarms, asSet, efforts }: NoiseInput): readonly NoiseRow[] {
  const gating = series.flatMap((one) => (one.kind === "exact" ? [] : testGating(one, overrides)));
  const visibleAt = (tested: Tested, { effort, rounds }: EffortPlan) => {
    const collector = laneOf(tested.metric);
    const { sharers } = standingOf(series, collector, gating.length, overrides);
    const last = looksOf(effort, rounds[collector] ?? 0, sharers, falseAlarms).at(-1)!;
    // That earlier looks may find it too is left out: it is a little better than said.
    return visibleTo(tested, last.rounds, (falseAlarms * last.weight) / sharers);
  };
  return gating.map((tested) => ({
    metric: { ...tested.metric, tolerate: tested.rule.tolerate },
    rounds: tested.rounds,
    noise: noiseOf(tested),
    detect: tested.rule.detect,
    asSet: visibleAt(tested, asSet),
    visible: {
      quick: visibleAt(tested, efforts.quick),
      standard: visibleAt(tested, efforts.standard),
      thorough: visibleAt(tested, efforts.thorough),
    },
  }));
}

/** What is shown only, in the order of the series, if it gave values on both sides or there is a reason why it does not gate. */
export function watchedNoise({ series, overrides }: Pick<NoiseInput, "series" | "overrides">): readonly WatchedNoise[] {
  const watched = series.flatMap((one) => (one.kind === "exact" ? [] : testOf(one, overrides, "watch")));
  return watched
    .filter(({ rounds, metric }) => rounds > 0 || metric.roleReason !== undefined)
    .map((tested) => ({ metric: tested.metric, rounds: tested.rounds, noise: noiseOf(tested) }));
}

const testGating = (series: SampledSeries | RateSeries, overrides: readonly MetricOverride[]) =>
  testOf(series, overrides, "gate");

/** One round says nothing of how rounds differ. */
function noiseOf({ metric, rounds, noise }: Tested): number | null {
  return rounds < 2 ? null : fromScale(noise, metric);
}

/** None where its role is another. */
function testOf(
  series: SampledSeries | RateSeries,
  overrides: readonly MetricOverride[],
  role: Role,
): readonly Tested[] {
  const rule = resolveRule(series.metric, overrides);
  if (rule === "off" || rule.role !== role) return [];
  return [testRounds(series, meantBy(series, overrides), rule, Number.POSITIVE_INFINITY)];
}

/** When a pull request is decided that is measured for the first time, with as many gating metrics as these. */
export function planFor(
  { effort, rounds }: EffortPlan,
  { series, overrides, falseAlarms }: Pick<NoiseInput, "series" | "overrides" | "falseAlarms">,
): Plan {
  const family = series.flatMap((one) => (one.kind === "exact" ? [] : testGating(one, overrides))).length;
  const collectors = Object.entries(rounds).map(([collector, count]) => {
    const { part, sharers } = standingOf(series, collector, family, overrides);
    return firstLooks(collector, part, looksOf(effort, count, sharers, falseAlarms));
  });
  return { family, collectors };
}

function looksOf(effort: Effort, rounds: number, family: number, falseAlarms: number): readonly Look[] {
  return weighLooks({ looks: looksWithin(effort, rounds), family, falseAlarms, share: FIRST_ATTEMPT });
}

/**
 * Nothing is called regressed that is estimated below `tolerate`, however quiet the metric: what is to be found must lie
 * above it by as much as an estimate falls short 95 times in 100.
 */
function visibleTo(tested: Tested, rounds: number, share: number): number | null {
  const { metric, noise } = tested;
  if (tested.rounds < 2) return null;
  const shown = smallestVisible(noise, rounds, share);
  const short = smallestVisible(noise, rounds, 0.5);
  if (shown === null || short === null) return null;
  return fromScale(Math.max(shown, toScale(toleratedBy(tested), metric) + short), metric);
}

/** As `detect`: the largest worsening that is tolerated. */
function toleratedBy({ metric, rule: { tolerate }, base }: Tested): number {
  const size = Math.abs(base ?? 0);
  return metric.scale === "difference"
    ? Math.max(tolerate.absolute, tolerate.relative * size)
    : Math.max(tolerate.relative, size > 0 ? tolerate.absolute / size : 0);
}
