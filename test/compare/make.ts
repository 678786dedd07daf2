import type { Comparison } from "../../src/model/comparison.ts";
import type { Metric } from "../../src/model/metric.ts";
import type { Count, ExactSeries, RateSeries, SampledSeries } from "../../src/model/series.ts";

/** Complete, valid values; a test overrides what it is about. */

export function latency(overrides: Partial<Metric> = {}): Metric {
  return {
    id: "k6/latency-tm95@checkout: GET /cart",
    unit: "ms",
    better: "lower",
    kind: "sampled",
    scale: "ratio",
    role: "gate",
    tolerate: { relative: 0.02, absolute: 0.1 },
    detect: 0.05,
    ...overrides,
  };
}

export function sampled(
  base: readonly (number | null)[],
  head: readonly (number | null)[],
  overrides: Partial<Metric> = {},
): SampledSeries {
  return { kind: "sampled", metric: latency(overrides), base, head };
}

export function failures(
  base: readonly (Count | null)[],
  head: readonly (Count | null)[],
  overrides: Partial<Metric> = {},
): RateSeries {
  const metric = latency({
    id: "k6/error-rate@checkout: GET /cart",
    unit: "fraction",
    kind: "rate",
    scale: "difference",
    tolerate: { relative: 0, absolute: 0.005 },
    detect: 0.01,
    ...overrides,
  });
  return { kind: "rate", metric, base, head };
}

export function bytes(base: number | null, head: number | null, overrides: Partial<Metric> = {}): ExactSeries {
  const metric = latency({
    id: "bundle/gzip@app.js",
    unit: "bytes",
    kind: "exact",
    tolerate: { relative: 0.02, absolute: 250 },
    ...overrides,
  });
  return { kind: "exact", metric, base, head };
}

/** `rounds` values that scatter evenly by ±spread around centre, in an order that has no trend. */
export function around(centre: number, spread: number, rounds: number): number[] {
  return Array.from({ length: rounds }, (_, i) => centre * (1 + spread * Math.sin(2.4 * i + 0.5)));
}

export function repeat<T>(value: T, rounds: number): T[] {
  return Array.from({ length: rounds }, () => value);
}

export function comparison(overrides: Partial<Comparison> = {}): Comparison {
  const metric = overrides.metric ?? latency();
  return {
    metric,
    rule: { role: "gate", tolerate: metric.tolerate, detect: metric.detect },
    change: "unchanged",
    base: 10,
    head: 10,
    effect: { value: 0, low: -0.01, high: 0.01 },
    p: 0.5,
    pAdjusted: 1,
    rounds: 12,
    noise: 0.02,
    smallestVisible: 0.03,
    ...overrides,
  };
}
