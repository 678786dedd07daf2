/** What a job's rounds gave, gathered into series. Pure. */
import type { SampledSeries, Series, Side } from "../../model/series.ts";
import { SIDES } from "../../model/series.ts";
import { exactMetric, TIMING_NAMES, type TimingName, timingMetric, varyingMetric } from "./metrics.ts";
import type { ExactValues, TimingValues } from "./values.ts";

/** One run of a page on one side. */
export interface RunValues {
  readonly timings: TimingValues;
  /** null: of a round that asked for the timings only. */
  readonly exact: ExactValues | null;
}

/** One kept round by page; a side that took no part has none. */
export type RoundValues = ReadonlyMap<string, Readonly<Partial<Record<Side, RunValues>>>>;

interface Timings {
  readonly series: readonly SampledSeries[];
  readonly notWeighed: readonly string[];
}

/**
 * Paint times and the like of one page: a value a round and side. A watched one that Lighthouse could tell in no run is
 * left out, and said; what gates stays without a value, so that nothing passes for want of it.
 */
export function timingSeries(page: string, rounds: readonly RoundValues[]): Timings {
  if (rounds.length === 0) return { series: [], notWeighed: [] };
  const all = TIMING_NAMES.map((name): SampledSeries => {
    const of = (side: Side) => rounds.map((round) => round.get(page)?.[side]?.timings[name] ?? null);
    return { kind: "sampled", metric: timingMetric(name, page), base: of("base"), head: of("head") };
  });
  const isLeftOut = ({ metric, base, head }: SampledSeries) =>
    metric.role !== "gate" && [...base, ...head].every((value) => value === null);
  const missing = TIMING_NAMES.filter((_, index) => isLeftOut(all[index]!));
  return {
    series: all.filter((series) => !isLeftOut(series)),
    notWeighed: missing.length === 0 ? [] : [missingNote(page, missing)],
  };
}

const missingNote = (page: string, names: readonly TimingName[]) =>
  `${page}: Lighthouse gave no ${names.join(", ")} in any run.`;

interface Exact {
  readonly series: readonly Series[];
  readonly notes: readonly string[];
}

/**
 * What is the same in every run of a side. What is not keeps its place as a sampled series, and is said: were it left out,
 * padding that differs from run to run would take a metric out of the gate.
 */
export function exactSeries(page: string, rounds: readonly RoundValues[]): Exact {
  const runs = {
    base: exactRuns("base", page, rounds),
    head: exactRuns("head", page, rounds),
  };
  const names = new Set([...runs.base, ...runs.head].flatMap((run) => [...run.keys()]));
  const series: Series[] = [];
  const varying: string[] = [];
  for (const name of names) {
    const values = { base: distinct(name, runs.base), head: distinct(name, runs.head) };
    const unsteady = SIDES.find((side) => values[side].length > 1);
    if (unsteady !== undefined) {
      series.push(varyingSeries(name, page, rounds));
      varying.push(`${name} (${values[unsteady].map((value) => value ?? "none").join(", ")} on ${unsteady})`);
    } else {
      const [base = null, head = null] = [values.base[0], values.head[0]];
      if (base !== null || head !== null) series.push({ kind: "exact", metric: exactMetric(name, page), base, head });
    }
  }
  return { series, notes: varying.length === 0 ? [] : [varyingNote(page, varying)] };
}

const varyingNote = (page: string, varying: readonly string[]) =>
  `${page}: not the same in every run of a side, so judged over the rounds as what varies by chance: ${varying.join("; ")}.`;

/** Rounds that asked for the timings only have none. */
function varyingSeries(name: string, page: string, rounds: readonly RoundValues[]): SampledSeries {
  const of = (side: Side) => rounds.map((round) => round.get(page)?.[side]?.exact?.get(name) ?? null);
  return { kind: "sampled", metric: varyingMetric(name, page), base: of("base"), head: of("head") };
}

function exactRuns(side: Side, page: string, rounds: readonly RoundValues[]): readonly ExactValues[] {
  return rounds.flatMap((round) => round.get(page)?.[side]?.exact ?? []);
}

function distinct(name: string, runs: readonly ExactValues[]): readonly (number | null)[] {
  return [...new Set(runs.map((run) => run.get(name) ?? null))];
}
