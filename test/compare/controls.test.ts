import { describe, expect, test } from "vitest";
import { compareAll } from "../../src/compare/compare.ts";
import { movedControls } from "../../src/compare/controls.ts";
import { redefineMetric, resolveRule } from "../../src/compare/rules.ts";
import { CONTROL } from "../../src/model/metric.ts";
import type { MetricOverride } from "../../src/model/override.ts";
import type { Series } from "../../src/model/series.ts";
import { around, bytes, latency, sampled } from "./make.ts";

const STATIC = "k6/latency-tm95@shop: GET /static";
const controls: readonly MetricOverride[] = [{ glob: "*@shop: GET /static*", control: true }];

const moved = (by: number, id = STATIC) => sampled(around(100, 0.01, 12), around(100 * by, 0.01, 12), { id });
function noticesOf(series: readonly Series[], overrides: readonly MetricOverride[] = controls) {
  return movedControls(compareAll({ series, overrides, falseAlarms: 0.01 }).comparisons, 0.01);
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

  test("takes the surer a move the more controls there are", () => {
    // The least p that 8 rounds give is 2^-8, .4 %.
    const eight = sampled(around(100, 0.01, 8), around(106, 0.01, 8), { id: STATIC });
    const still = ["a", "b"].map((name) => moved(1, `k6/latency-tm95@shop: GET /static/${name}`));
    expect(noticesOf([eight])).toHaveLength(1);
    expect(noticesOf([eight, ...still])).toEqual([]);
  });

  test("is not given for bytes: no runner changes them", () => {
    expect(noticesOf([bytes(1_000, 9_000)], [{ glob: "bundle/*", control: true }])).toEqual([]);
  });
});
