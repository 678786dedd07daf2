/** Each rule on its own documented example, or on figures that its project shows. */
import { describe, expect, test } from "vitest";
import { normals, uniforms } from "../../../bench/detection/draw.ts";
import type { SimulatedMetric } from "../../../bench/detection/noise.ts";
import {
  bencherPercentage,
  bencherT,
  studentQuantile,
  upperLimitOfPercentage,
  upperLimitOfT,
} from "../../../bench/detection/rules/bencher.ts";
import { codspeed, efficiency } from "../../../bench/detection/rules/codspeed.ts";
import { githubActionBenchmark, ratio } from "../../../bench/detection/rules/github-action-benchmark.ts";
import { delta, k6Delta } from "../../../bench/detection/rules/k6.ts";
import { classify, kayenta, withoutOutliers } from "../../../bench/detection/rules/kayenta.ts";
import { holdsOptimistically, lighthouseCi } from "../../../bench/detection/rules/lighthouse-ci.ts";
import type { Rule } from "../../../bench/detection/rules/rule.ts";
import { relativeDifference, roundsOfAutoSampling } from "../../../bench/detection/rules/tachometer.ts";

const constant = (value: number, count: number): readonly number[] => Array.from({ length: count }, () => value);

/** Whether a rule alarms when every earlier run was `before` and every run of head is `after`. */
function alarms(rule: Rule, before: number, after: number): boolean {
  const metric: SimulatedMetric = {
    base: constant(before, rule.rounds),
    head: constant(after, rule.rounds),
    // Alternating a little, for rules that want a spread.
    history: Array.from({ length: 64 }, (_, i) => before * (i === 63 ? 1 : 1 + (i % 2 ? 1e-6 : -1e-6))),
    stored: constant(before, 20),
  };
  return rule.judge({ metrics: [metric] }).alarm;
}

describe("github-action-benchmark", () => {
  test("README: 100 and then 230 is an alert at 200 %", () => {
    expect(ratio(100, 230)).toBe(2.3);
    expect(alarms(githubActionBenchmark(2), 100, 230)).toBe(true);
    expect(alarms(githubActionBenchmark(2), 100, 200)).toBe(false);
    expect(alarms(githubActionBenchmark(1.1), 100, 111)).toBe(true);
  });
  test("test/buildComment.test.ts: zeros", () => {
    expect([ratio(0, 0), ratio(0, 1), ratio(0, -1)]).toEqual([1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  });
});

describe("Bencher", () => {
  test("lib/bencher_boundary's own constant: t of 5 degrees of freedom at 0.85", () => {
    expect(studentQuantile(0.85, 5)).toBeCloseTo(1.1557673428942912, 8);
  });
  test("the limit is a prediction interval of the sample standard deviation", () => {
    // n = 6: mean 3.5, sd sqrt(3.5).
    const limit = 3.5 + 1.1557673428942912 * Math.sqrt(3.5) * Math.sqrt(7 / 6);
    expect(upperLimitOfT([1, 2, 3, 4, 5, 6], 0.85)).toBeCloseTo(limit, 8);
  });
  test("no limit for one value or equal ones", () => {
    expect(upperLimitOfT([1], 0.99)).toBeNull();
    expect(upperLimitOfT([2, 2, 2], 0.99)).toBeNull();
  });
  test("its constant again: 5.0 above a mean of 1 is 6", () => expect(upperLimitOfPercentage([1], 5)).toBe(6));
  test("as rules", () => {
    expect([alarms(bencherT, 100, 100.001), alarms(bencherT, 100, 100)]).toEqual([true, false]);
    expect([alarms(bencherPercentage, 100, 125.1), alarms(bencherPercentage, 100, 124.9)]).toEqual([true, false]);
  });
});

describe("CodSpeed", () => {
  test("148.5 µs to 169.2 µs is shown as -12.27 %, 20.5 to 12.8 as +59.91 %, both of rounded times", () => {
    expect(Math.abs(efficiency(148.5, 169.2) - -0.1227)).toBeLessThan(0.0008);
    expect(Math.abs(efficiency(20.5, 12.8) - 0.5991)).toBeLessThan(0.01);
  });
  test("fails at 10 %, which is a time 11.1 % longer", () => {
    expect(alarms(codspeed, 148.5, 169.2)).toBe(true);
    expect([alarms(codspeed, 100, 111), alarms(codspeed, 100, 111.2)]).toEqual([false, true]);
  });
});

describe("k6", () => {
  test("the change of p95 in percent; 10 % or more", () => {
    expect(delta(200, 240)).toBeCloseTo(0.2, 12);
    expect([alarms(k6Delta, 200, 219), alarms(k6Delta, 200, 221), alarms(k6Delta, 200, 150)]).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe("Lighthouse CI", () => {
  test("assertions.test.js: runs of 5000 and 5500 fail 2000 by their best, and would hold 5200", () => {
    expect(holdsOptimistically([5000, 5500], 2000)).toBe(false);
    expect(holdsOptimistically([5000, 5500], 5200)).toBe(true);
  });
  test("as a rule", () =>
    expect([alarms(lighthouseCi, 100, 109), alarms(lighthouseCi, 100, 111)]).toEqual([false, true]));
});

describe("tachometer", () => {
  test("its interval, by the formulas of src/stats.ts with scipy's t", () => {
    const a = [9.1, 10.2, 9.7, 10.9, 10.1, 9.5];
    const b = [10.6, 11.2, 10.3, 11.9, 10.8, 11.1];
    const { low, high } = relativeDifference(a, b, 6);
    expect(low).toBeCloseTo(0.013350089960832742, 9);
    expect(high).toBeCloseTo(0.20177596045933527, 9);
  });

  test("independent identical runs: slower in 2–2.5 % at 50 samples, in 13 % when sampling goes on to 400", () => {
    const normal = normals(uniforms(1, 2, 3));
    const runs = () => Array.from({ length: 400 }, () => 100 + normal());
    const trials = 1500;
    let [fixed, auto] = [0, 0];
    for (let i = 0; i < trials; i++) {
      const metric = { base: runs(), head: runs() };
      if (relativeDifference(metric.base, metric.head, 50).low > 0) fixed++;
      const rounds = roundsOfAutoSampling([metric]);
      if (relativeDifference(metric.base, metric.head, rounds).low > 0) auto++;
    }
    // Four standard errors around what the rule gives in the long run.
    expect(Math.abs(fixed / trials - 0.0225)).toBeLessThan(4 * Math.sqrt((0.0225 * 0.9775) / trials));
    expect(Math.abs(auto / trials - 0.13)).toBeLessThan(4 * Math.sqrt((0.13 * 0.87) / trials));
  });
});

// spinnaker/kayenta, ClassifierSuite.scala: its samples, rounded to two places; fraction 0.10, confidence 0.95.
describe("Kayenta", () => {
  const tolerance = { fraction: 0.1, confidence: 0.95 };
  const near = [
    9.78, 10.59, 7.84, 9.32, 8.38, 8.94, 8.27, 9.75, 11.62, 9.28, 8.15, 10.56, 13.5, 11.05, 6.95, 12.52, 9.02, 4.92,
    11.25, 11.6, 8.44, 11.11, 10.7, 8.92, 10.09, 11.42, 9.38, 7.8, 10.62, 11.91,
  ];
  const control = [
    11.15, 9.96, 7.07, 7.3, 9.79, 9.6, 6.19, 12.35, 10.37, 8.61, 9.91, 10.36, 14.21, 10.95, 10.22, 11.74, 10.91, 12.82,
    8.1, 8.5, 12.11, 13.27, 10.11, 6.95, 6.21, 10.16, 8.35, 8.38, 7.0, 10.76,
  ];
  const high = [
    20.88, 21.79, 19.71, 15.86, 19.51, 19.39, 22.93, 17.16, 18.66, 23.42, 24.06, 22.63, 21.98, 21.66, 20.07, 22.12,
    16.44, 21.56, 21.0, 17.78, 17.81, 18.54, 20.56, 19.55, 21.77, 21.81, 20.96, 20.98, 19.11, 16.98,
  ];
  test("pass, high and low", () => {
    expect(classify(control, near, tolerance)).toBe("pass");
    expect(classify(control, high, tolerance)).toBe("high");
    expect(classify(high, near, tolerance)).toBe("low");
  });
  test("equal samples pass; far outliers are left out", () => {
    expect(classify(control, control)).toBe("pass");
    expect(withoutOutliers([1, 2, 3, 4, 5, 100])).toEqual([1, 2, 3, 4, 5]);
  });
  test("one high metric of six is below the pass score of 95, one of forty is not", () => {
    const shifted = (by: number) => ({
      base: constant(0, 60).map((_, i) => 100 + (i % 7)),
      head: constant(0, 60).map((_, i) => 100 + by + ((3 * i) % 7)),
      history: [],
      stored: [],
    });
    const oneOf = (count: number) => ({ metrics: [shifted(20), ...constant(0, count - 1).map(() => shifted(0))] });
    expect(kayenta.judge(oneOf(6)).alarm).toBe(true);
    expect(kayenta.judge(oneOf(40)).alarm).toBe(false);
  });
});
