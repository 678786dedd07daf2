import { describe, expect, test } from "vitest";
import type { Comparison } from "../../../../src/model/comparison.ts";
import { looksOf } from "../../../../src/report/deliver/html.ts";
import { comparisonCharts, historyChart, subjectCharts } from "../../../../src/report/render/html/charts-of.ts";
import { tolerateOf } from "../../../../src/report/render/html/rule.ts";
import { SAMPLE } from "../../sample.ts";
import { bundle, errors, latency } from "../../verdicts.ts";

const { verdict, rounds, details } = SAMPLE;
const looks = looksOf(verdict, rounds);

function chartsOf(id: string, over: Partial<Comparison> = {}) {
  const comparison = { ...verdict.comparisons.find(({ metric }) => metric.id === id)!, ...over };
  const series = rounds.series.find(({ metric }) => metric.id === id);
  const charts = comparisonCharts(comparison, series, looks.get(id) ?? []);
  return { comparison, series, charts, byKind: new Map(charts.map((chart) => [chart.kind, chart])) };
}

const CART = "k6/latency-tm95@checkout: GET /cart";

describe("the charts of a metric", () => {
  test("show the estimate, every round and every look, and the look that settled it", () => {
    const { comparison, series, byKind } = chartsOf(CART);
    expect(byKind.get("interval")).toMatchObject({ effect: comparison.effect, detect: comparison.rule.detect });
    expect(byKind.get("rounds")).toMatchObject({ base: series!.base, head: series!.head });
    expect(byKind.get("looks")).toMatchObject({ looks: looks.get(CART), settledAt: 12 });
  });

  test("mark no look where none settled it, nor where the metric cannot block", () => {
    expect(chartsOf(CART, { change: "inconclusive" }).byKind.get("looks")).toMatchObject({ settledAt: null });
    const watched = chartsOf("k6/latency-p95@checkout: GET /cart");
    expect(watched.byKind.get("looks")).toMatchObject({ settledAt: null });
  });

  test("know what next to nothing is, to say limits in its unit", () => {
    const { tolerate } = chartsOf(CART).comparison.rule;
    const tinyBase = tolerate.absolute;
    for (const kind of ["interval", "looks"] as const) {
      expect(chartsOf(CART, { base: tinyBase }).byKind.get(kind)).toMatchObject({ tinyBase });
      expect(chartsOf(CART).byKind.get(kind)).not.toHaveProperty("tinyBase");
    }
  });

  test("show the shares of a rate", () => {
    const { series, byKind } = chartsOf("k6/errors@checkout: GET /search");
    if (series?.kind !== "rate") throw new Error("not a rate");
    const shares = series.head.map((count) => count!.events / count!.total);
    expect(byKind.get("rounds")).toMatchObject({ head: shares });
  });

  test("are none where nothing was estimated, or nothing varies", () => {
    expect(comparisonCharts(latency("x", { effect: null }), undefined, [])).toEqual([]);
    expect(
      comparisonCharts(latency("x", { effect: { value: 0.1, low: -Infinity, high: 0.2 } }), undefined, []),
    ).toEqual([]);
    const few = { value: 0.1, low: 0.1, high: 0.1, coverage: 0 };
    const look = { rounds: 1, pairs: 1, decides: false, effect: few, p: 0.5 };
    expect(comparisonCharts(latency("x", { effect: few }), undefined, [look, { ...look, rounds: 2 }])).toEqual([]);
    expect(chartsOf("bundle/gzip@app.js").charts).toEqual([]);
  });

  test("of its subject are those that are about it", () => {
    const { comparison } = chartsOf(CART);
    expect(subjectCharts(comparison, details)).toEqual(details.slice(0, 2));
    expect(subjectCharts(latency("elsewhere"), details)).toEqual([]);
  });

  test("of its history need a usual range and values", () => {
    expect(historyChart(verdict, rounds.baseline, CART)).toMatchObject({
      values: rounds.baseline!.histories[0]!.values,
      head: verdict.history!.rows.find(({ metric }) => metric === CART)!.head,
    });
    expect(historyChart(verdict, null, CART)).toBeNull();
    expect(historyChart({ ...verdict, history: null }, rounds.baseline, CART)).toBeNull();
  });
});

describe("what is tolerated, as one size of an effect", () => {
  const tolerate = { relative: 0.02, absolute: 0.1 };

  test("is the larger part: both must be exceeded", () => {
    expect(tolerateOf(latency("fast", { base: 2 }))).toBe(0.05);
    expect(tolerateOf(latency("slow", { base: 200 }))).toBe(0.02);
    expect(tolerateOf(bundle("app.js", 10_000, 10_100, "unchanged"))).toBe(0.025);
  });

  test("is in the metric's unit where sides are set against each other by difference", () => {
    expect(tolerateOf(errors)).toBe(0.005);
    expect(tolerateOf({ ...errors, base: 100, rule: { ...errors.rule, tolerate } })).toBe(2);
  });

  test("has no absolute part where base is zero or not there", () => {
    expect(tolerateOf(latency("new", { base: null }))).toBe(0.02);
  });
});
