import { describe, expect, test } from "vitest";
import { compareAll } from "../../../src/compare/compare.ts";
import { betterOf, prometheusMetric } from "../../../src/measure/prometheus/metrics.ts";
import type { MetricOverride } from "../../../src/model/override.ts";

describe("which way is better", () => {
  test.each([
    ["http_errors_total", "lower"],
    ["jobs_failed_total-rate", "lower"],
    ["http_request_duration_seconds-p95", "lower"],
    ["http_request_duration_seconds-mean", "lower"],
    ["db_query_seconds-p99", "lower"],
    ["cache_misses_total", "lower"],
    ["cache_hits_total", "higher"],
    ["cache_hit_ratio-mean", "higher"],
    ["workers_available-mean", "higher"],
    // As a glob.
    ["*_hits_total", "higher"],
  ])("of %s: %s", (name, better) => expect(betterOf(name)).toBe(better));

  test.each([
    "http_requests_total",
    "throughput-mean",
    "process_uptime_seconds-mean",
    // More observations are not more time.
    "http_request_duration_seconds-count",
    "cache_hit_errors_total",
    "hitsville_total",
    "*",
    "http_err*",
  ])("of %s its name does not say", (name) => expect(betterOf(name)).toBeNull());

  test("is that of the metric", () => {
    const of = (name: string) => prometheusMetric({ name, labels: "", exporter: null }, "request", "count").better;
    expect([of("cache_hits_total"), of("cache_misses_total")]).toEqual(["higher", "lower"]);
  });
});

describe("a counter or gauge that is let gate", () => {
  const gate: readonly MetricOverride[] = [{ glob: "*", role: "gate" }];
  const changeOf = (base: readonly number[], head: readonly number[], name = "requests_total") => {
    const metric = prometheusMetric({ name, labels: "", exporter: null }, "request", "count");
    return compareAll({
      series: [{ kind: "sampled", metric, base, head }],
      overrides: gate,
      falseAlarms: 0.01,
    }).comparisons[0]!;
  };
  const rounds = (make: (i: number) => number) => Array.from({ length: 12 }, (_, i) => make(i));
  const noisy = (centre: number, turn: number) => rounds((i) => centre * (1 + 0.005 * Math.sin(2.4 * i + turn)));

  test("settles: by 5 % of what base has, in its unit", () => {
    expect(changeOf(noisy(20_000, 0), noisy(20_000, 1))).toMatchObject({ change: "unchanged" });
    const { rule } = changeOf(
      rounds(() => 20_000),
      noisy(20_000, 1),
    );
    expect(rule).toMatchObject({ tolerate: { relative: 0, absolute: 400 }, detect: 1000 });
    expect(changeOf(noisy(20_000, 0), noisy(22_000, 1), "errors_total")).toMatchObject({ change: "regressed" });
    expect(changeOf(noisy(20_000, 0), noisy(22_000, 1))).toMatchObject({ change: "inconclusive" });
    expect(changeOf(noisy(20_000, 0), noisy(22_000, 1), "cache_hits_total")).toMatchObject({ change: "improved" });
    expect(changeOf(noisy(20_000, 0), noisy(18_000, 1), "cache_hits_total")).toMatchObject({ change: "regressed" });
  });

  test("is unchanged where all rounds are the same on both sides, also at zero", () => {
    expect(
      changeOf(
        rounds(() => 20_000),
        rounds(() => 20_000),
      ).change,
    ).toBe("unchanged");
    expect(
      changeOf(
        rounds(() => 0),
        rounds(() => 0),
      ).change,
    ).toBe("unchanged");
    expect(
      changeOf(
        rounds(() => 0),
        rounds((i) => (i === 3 ? 1 : 0)),
      ).change,
    ).toBe("inconclusive");
  });

  test("that was nothing and is something is worse", () => {
    expect(
      changeOf(
        rounds(() => 0),
        rounds((i) => 3 + (i % 2)),
        "errors_total",
      ).change,
    ).toBe("regressed");
  });

  test("keeps what is set for it", () => {
    const metric = prometheusMetric({ name: "requests_total", labels: "", exporter: null }, "request", "count");
    const { comparisons } = compareAll({
      series: [{ kind: "sampled", metric, base: noisy(20_000, 0), head: noisy(20_000, 1) }],
      overrides: [{ glob: "*", role: "gate", detect: 5_000 }],
      falseAlarms: 0.01,
    });
    expect(comparisons[0]!.rule.detect).toBe(5_000);
  });
});
