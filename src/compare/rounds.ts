/** A metric's first rounds, tested. */
import type { Rule } from "../model/comparison.ts";
import type { Metric } from "../model/metric.ts";
import type { RateSeries, SampledSeries } from "../model/series.ts";
import { testRate } from "./rate.ts";
import { testSampled } from "./sampled.ts";
import type { Tested } from "./tested.ts";

export function testRounds(series: SampledSeries | RateSeries, metric: Metric, asked: Rule, rounds: number): Tested {
  return series.kind === "rate"
    ? testRate(firstRounds(series, rounds), metric, asked)
    : testSampled(firstRounds(series, rounds), metric, asked);
}

/** A series as it was after so many rounds. */
export function firstRounds<T extends SampledSeries | RateSeries>(series: T, rounds: number): T {
  if (series.base.length <= rounds) return series;
  return { ...series, base: series.base.slice(0, rounds), head: series.head.slice(0, rounds) };
}
