/** What a job's rounds gave, gathered into series. Pure. */
import type { SampledSeries, Series, Side } from "../../model/series.ts";
import { SIDES } from "../../model/series.ts";
import { exactMetric, TIMING_NAMES, type TimingName, timingMetric } from "./metrics.ts";
import type { ExactValues, TimingValues } from "./values.ts";

/** One run of a page on one side. */
export interface RunValues {
  readonly timings: TimingValues;
  /** null: of a round that asked for the timings only. */
  readonly exact: ExactValues | null;
}

/** One kept round by page; a side that took no part has none. */
export type RoundValues = ReadonlyMap<string, Readonly<Partial<Record<Side, RunValues>>>>;

interface Gathered {
  readonly series: readonly Series[];
  readonly notWeighed: readonly string[];
}

/**
 * Paint times and the like of one page: a value a round and side. What Lighthouse could tell in no run is left out, and
 * said.
 */
export function timingSeries(page: string, rounds: readonly RoundValues[]): Gathered {
  if (rounds.length === 0) return { series: [], notWeighed: [] };
  const all = TIMING_NAMES.map((name): SampledSeries => {
    const of = (side: Side) => rounds.map((round) => round.get(page)?.[side]?.timings[name] ?? null);
    return { kind: "sampled", metric: timingMetric(name, page), base: of("base"), head: of("head") };
  });
  const isEmpty = ({ base, head }: SampledSeries) => [...base, ...head].every((value) => value === null);
  const missing = TIMING_NAMES.filter((_, index) => isEmpty(all[index]!));
  return {
    series: all.filter((series) => !isEmpty(series)),
    notWeighed: missing.length === 0 ? [] : [missingNote(page, missing)],
  };
}

const missingNote = (page: string, names: readonly TimingName[]) =>
  `${page}: Lighthouse gave no ${names.join(", ")} in any run.`;

/** What is the same in every run of a side; what is not is left out, and said. */
export function exactSeries(page: string, rounds: readonly RoundValues[]): Gathered {
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
    if (unsteady !== undefined) varying.push(`${name} (${values[unsteady].join(", ")} on ${unsteady})`);
    else {
      const [base = null, head = null] = [values.base[0], values.head[0]];
      if (base !== null || head !== null) series.push({ kind: "exact", metric: exactMetric(name, page), base, head });
    }
  }
  const notWeighed = varying.length === 0 ? [] : [`${page}: not the same in every run: ${varying.join("; ")}.`];
  return { series, notWeighed };
}

function exactRuns(side: Side, page: string, rounds: readonly RoundValues[]): readonly ExactValues[] {
  return rounds.flatMap((round) => round.get(page)?.[side]?.exact ?? []);
}

function distinct(name: string, runs: readonly ExactValues[]): readonly (number | null)[] {
  return [...new Set(runs.map((run) => run.get(name) ?? null))];
}
