import { describe, expect, test } from "vitest";
import { effortPlans } from "../../src/compare/noise.ts";
import { recommend } from "../../src/compare/recommend.ts";
import type { Metric } from "../../src/model/metric.ts";
import type { NoiseRow } from "../../src/model/noise.ts";
import { latency } from "./make.ts";

const plans = effortPlans({ effort: "standard", maxMinutes: 5 }, [{ collector: "k6", seconds: 10 }]);

/** What is seen as set and with each effort. */
function row(
  seen: readonly [asSet: number | null, quick: number | null, standard: number | null, thorough: number | null],
  metric: Partial<Metric> = {},
): NoiseRow {
  const [asSet, quick, standard, thorough] = seen;
  const full = latency(metric);
  const { detect } = full;
  return { metric: full, rounds: 30, noise: 0.03, detect, asSet, visible: { quick, standard, thorough } };
}

const quiet = row([0.02, 0.03, 0.02, 0.02]);
const restless = row([0.06, 0.08, 0.06, 0.05], { id: "k6/latency-p95@a: GET /" });
const wild = row([0.2, 0.3, 0.2, 0.14], { id: "k6/latency-p99@a: GET /" });

describe("recommend", () => {
  test("leaves alone what finds everything", () => {
    expect(recommend([quiet], plans, 5)).toEqual({ isKept: true, plan: plans.asSet, maxMinutes: 5, metrics: [] });
    expect(recommend([], plans, 5)).toEqual({ isKept: true, plan: plans.asSet, maxMinutes: 5, metrics: [] });
  });

  test("takes the effort that finds what can be found, with the minutes for it", () => {
    const expected = { isKept: false, plan: plans.efforts.thorough, maxMinutes: 11, metrics: [] };
    expect(recommend([quiet, restless], plans, 5)).toEqual(expected);
    expect(recommend([quiet, restless], plans, 60)).toEqual({ ...expected, maxMinutes: 60 });
  });

  test("where only the minutes were too few, the effort stays", () => {
    const cut = effortPlans({ effort: "standard", maxMinutes: 2 }, [{ collector: "k6", seconds: 10 }]);
    const { plan, maxMinutes } = recommend([row([null, 0.05, 0.04, 0.03])], cut, 2);
    expect([plan.effort, maxMinutes]).toEqual(["quick", 4]);
    expect(recommend([row([null, 0.06, 0.04, 0.03])], cut, 2)).toMatchObject({
      plan: cut.efforts.standard,
      maxMinutes: 6,
    });
  });

  test("asks less of a metric that no effort finds, by a fifth more than is seen", () => {
    expect(recommend([quiet, wild], plans, 5)).toEqual({
      isKept: false,
      plan: plans.asSet,
      maxMinutes: 5,
      metrics: [{ metric: wild.metric.id, detect: null }],
    });
    // 14 % * 1.2 at thorough, which is recommended for the other one.
    expect(recommend([restless, wild], plans, 5).metrics).toEqual([
      { metric: wild.metric.id, detect: { value: 0.17, written: "17%" } },
    ]);
  });

  test("where nothing is found, all that can be seen at most is", () => {
    expect(recommend([wild], plans, 5)).toMatchObject({
      plan: plans.efforts.thorough,
      metrics: [{ detect: { written: "17%" } }],
    });
    const hopeless = row([null, null, null, null]);
    expect(recommend([hopeless], plans, 5).metrics).toEqual([{ metric: hopeless.metric.id, detect: null }]);
  });

  test("never asks for more minutes than there may be", () => {
    expect(
      recommend([restless], effortPlans({ effort: "standard", maxMinutes: 5 }, [{ collector: "k6", seconds: 600 }]), 5)
        .maxMinutes,
    ).toBe(360);
  });

  test.each<[Partial<Metric>, number, number, string]>([
    [{ scale: "ratio", detect: 0.05 }, 0.0594, 0.072, "7.2%"],
    [{ scale: "difference", unit: "ms", detect: 50 }, 100, 120, "120ms"],
    [{ scale: "difference", unit: "fraction", detect: 0.01 }, 0.0203, 0.025, "2.5%"],
    [{ scale: "difference", unit: "bytes", detect: 1000 }, 2111, 2600, "2600B"],
    [{ scale: "difference", unit: "number", detect: 0.05 }, 0.083, 0.1, "0.1"],
  ])("%j is written as the config wants it, rounded up", (metric, seen, value, written) => {
    const { metrics } = recommend([row([seen, seen, seen, seen], metric)], plans, 5);
    expect(metrics[0]!.detect).toEqual({ value: expect.closeTo(value, 10), written });
  });
});
