/** The most metrics that k6 may give a job, as they are stored: endpoints and checks as many as are told apart. */
import { CHECK, ERROR_RATE, k6Metric, LATENCIES } from "../../src/measure/k6/metrics.ts";
import type { Metric } from "../../src/model/metric.ts";
import type { Series } from "../../src/model/series.ts";
import type { StoredRounds } from "../../src/stored/rounds.ts";
import { kept, roundsOf } from "../pipeline/rounds-of.ts";

export function largestRounds(count: number, told: number): StoredRounds {
  const noise = (i: number) => 1 + 0.03 * Math.sin(i * 12.9898);
  const sampled = (metric: Metric, seed: number): Series => ({
    kind: "sampled",
    metric,
    base: Array.from({ length: count }, (_, i) => 12.345678 * noise(seed + i)),
    head: Array.from({ length: count }, (_, i) => 12.345678 * noise(seed * 3 + i * 7)),
  });
  const rate = (metric: Metric, seed: number): Series => {
    const counts = (from: number) =>
      Array.from({ length: count }, (_, i) => ({ events: (from + i) % 3 === 0 ? 1 : 0, total: 250 }));
    return { kind: "rate", metric, base: counts(seed), head: counts(seed * 5 + 1) };
  };
  const subject = (i: number) => `checkout: GET /api/v2/customers/{id}/orders/kind-${i}`;
  const series = Array.from({ length: told }, (_, i) => [
    ...Object.entries(LATENCIES).map(([name, { definition }], k) =>
      sampled(k6Metric(name, subject(i), definition), i + k),
    ),
    rate(k6Metric("error-rate", subject(i), ERROR_RATE), i),
    rate(k6Metric("check", `checkout: order ${i} is there`, CHECK), i),
  ]).flat();
  return roundsOf({ series, rounds: kept("k6", count) });
}
