import { describe, expect, test } from "vitest";
import { compareAll } from "../../src/compare/compare.ts";
import { movedControls } from "../../src/compare/controls.ts";
import { redefineMetric, resolveRule } from "../../src/compare/rules.ts";
import { CONTROL } from "../../src/model/metric.ts";
import type { MetricOverride } from "../../src/model/override.ts";
import type { Series } from "../../src/model/series.ts";
import { around, bytes, failures, latency, repeat, sampled } from "./make.ts";
import { createRandom } from "./noise.ts";

const STATIC = "k6/latency-tm95@shop: GET /static";
const controls: readonly MetricOverride[] = [{ glob: "*@shop: GET /static*", control: true }];

const moved = (by: number, id = STATIC) => sampled(around(100, 0.01, 12), around(100 * by, 0.01, 12), { id });
function noticesOf(series: readonly Series[], overrides: readonly MetricOverride[] = controls) {
  const { comparisons } = compareAll({ series, overrides, falseAlarms: 0.01 });
  return movedControls({ comparisons, series, falseAlarms: 0.01 });
}

describe("a control", () => {
  const metric = latency({ id: STATIC });

  test("never gates, whatever else the config or its collector says", () => {
    const gating: MetricOverride = { glob: "*", role: "gate", detect: 0.1 };
    for (const overrides of [controls, [gating, ...controls], [...controls, gating]]) {
      expect(resolveRule(metric, overrides)).toMatchObject({ role: "watch" });
      expect(redefineMetric(metric, overrides)).toMatchObject({ role: "watch", roleReason: CONTROL });
    }
    const byItself = latency({ role: "watch", roleReason: CONTROL });
    expect(redefineMetric(byItself, [gating])).toMatchObject({ role: "watch", roleReason: CONTROL });
    expect(resolveRule(metric, [...controls, gating])).toMatchObject({ detect: 0.1 });
    expect(resolveRule(latency({ id: "k6/latency-tm95@shop: GET /" }), controls)).toMatchObject({ role: "gate" });
  });

  test("may be turned off", () => {
    expect(resolveRule(metric, [...controls, { glob: "*", role: "off" }])).toBe("off");
  });

  test("is told as such, and shares no error", () => {
    const { comparisons, family } = compareAll({ series: [moved(1)], overrides: controls, falseAlarms: 0.01 });
    expect(comparisons[0]).toMatchObject({ rule: { role: "watch" }, note: "watched only: a control" });
    expect(family).toBe(0);
  });
});

describe("a notice", () => {
  test("says that the runner is to blame when a control moves, either way", () => {
    expect(noticesOf([moved(1.06), moved(1, "k6/latency-tm95@shop: GET /")])).toEqual([
      "Control k6/latency-tm95@shop: GET /static moved by +6 %, though the change cannot have touched it: the runner is to blame, and what else moved may be its doing.",
    ]);
    expect(noticesOf([moved(0.9)])).toEqual([expect.stringContaining("GET /static moved by -10 %, though")]);
  });

  test("is not given for what stands still, nor for what is no control", () => {
    expect(noticesOf([moved(1)])).toEqual([]);
    expect(noticesOf([moved(1.01)])).toEqual([]);
    expect(noticesOf([moved(1.2)], [])).toEqual([]);
    expect(noticesOf([moved(1.2)], [{ glob: "*", role: "watch" }])).toEqual([]);
  });

  test("is one, of many", () => {
    const at = (name: string) => moved(1.06, `k6/latency-tm95@shop: GET /static/${name}`);
    expect(noticesOf([at("a"), at("b")])).toEqual([
      expect.stringContaining(
        "/static/a moved by +6 %, and so did another, though the change cannot have touched them:",
      ),
    ]);
    expect(noticesOf([at("a"), at("b"), at("c")])).toEqual([expect.stringContaining("and so did 2 others, though")]);
  });

  test("takes 8 rounds, however many controls there are and whether all move or one does", () => {
    for (const count of [1, 3, 40]) {
      const eight = (i: number, by: number) =>
        sampled(around(100, 0.01, 8), around(100 * by, 0.012, 8), { id: `${STATIC}/${i}` });
      const all = Array.from({ length: count }, (_, i) => eight(i, 1.5));
      expect(noticesOf(all)).toHaveLength(1);
      expect(noticesOf(all.map((one, i) => (i === 0 ? one : eight(i, 1))))).toEqual([
        expect.stringContaining("GET /static/0 moved by +50 %, though the change cannot have touched it"),
      ]);
    }
  });

  test("names the one that moved furthest first, and takes controls of other rounds and rates with it", () => {
    const slow = sampled(around(100, 0.01, 8), around(110, 0.012, 8), {
      id: "inside/control@calibration loop",
      role: "watch",
    });
    const failing = failures(repeat({ events: 1, total: 100 }, 12), repeat({ events: 4, total: 100 }, 12), {
      id: "k6/error-rate@shop: GET /static",
    });
    expect(noticesOf([slow, failing], [{ glob: "*", control: true }])).toEqual([
      expect.stringContaining(
        "Control k6/error-rate@shop: GET /static moved by +3 percentage points, and so did another,",
      ),
    ]);
  });

  test("is not given for what each of many shows by chance once in a hundred times", () => {
    // One of forty that stand still seems to have moved in all its 8 rounds, and by no more than the others scatter.
    const random = createRandom(5);
    const still = (i: number) => {
      const values = () => Array.from({ length: 8 }, () => 100 * Math.exp(0.05 * random.normal()));
      return sampled(values(), values(), { id: `${STATIC}/${i}` });
    };
    const lucky = sampled(around(100, 0.01, 8), around(104, 0.012, 8), { id: STATIC });
    expect(noticesOf([lucky])).toHaveLength(1);
    expect(noticesOf([lucky, ...Array.from({ length: 39 }, (_, i) => still(i))])).toEqual([]);
  });

  test("is not given for bytes: no runner changes them", () => {
    expect(noticesOf([bytes(1_000, 9_000)], [{ glob: "bundle/*", control: true }])).toEqual([]);
  });
});
