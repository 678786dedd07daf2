import { describe, expect, test } from "vitest";
import { redefineMetric, resolveRule, unmatchedGlobs } from "../../src/compare/rules.ts";
import { latency } from "./make.ts";

const metric = latency();

describe("resolveRule", () => {
  test("without overrides is what the metric says of itself", () => {
    expect(resolveRule(metric, [])).toEqual({
      role: "gate",
      tolerate: { relative: 0.02, absolute: 0.1 },
      detect: 0.05,
    });
  });

  test("takes each key from the last match that names it, each part of tolerate too", () => {
    const rule = resolveRule(metric, [
      { glob: "k6/*", tolerate: { relative: 0.03 }, detect: 0.1, max: 200 },
      { glob: "k6/latency-tm95@*", tolerate: { absolute: 1 }, detect: 0.08, warn: 150 },
      { glob: "k6/latency-p95@*", detect: 0.5, role: "off" },
    ]);
    expect(rule).toEqual({
      role: "gate",
      tolerate: { relative: 0.03, absolute: 1 },
      detect: 0.08,
      warn: 150,
      max: 200,
    });
  });

  test("a key that is undefined says nothing", () => {
    const overrides = [
      { glob: "*", detect: 0.2 },
      { glob: "*", detect: undefined, tolerate: { relative: undefined } },
    ];
    expect(resolveRule(metric, overrides)).toMatchObject({ detect: 0.2, tolerate: { relative: 0.02 } });
  });

  test("off, unless a later match says otherwise", () => {
    expect(resolveRule(metric, [{ glob: "*", role: "off" }])).toBe("off");
    expect(
      resolveRule(metric, [
        { glob: "*", role: "off" },
        { glob: "*cart", role: "watch" },
      ]),
    ).toMatchObject({ role: "watch" });
  });

  test("an explicit role: gate overrides a role that the collector lowered", () => {
    const lowered = latency({ role: "watch", roleReason: "150 samples a side and round, 200 needed to gate" });
    expect(resolveRule(lowered, [{ glob: "*", detect: 0.1 }])).toMatchObject({ role: "watch" });
    expect(resolveRule(lowered, [{ glob: "*", role: "gate" }])).toMatchObject({ role: "gate" });
    expect(redefineMetric(lowered, [{ glob: "*", role: "gate" }]).roleReason).toBeUndefined();
    expect(redefineMetric(lowered, [{ glob: "*", detect: 0.1 }]).roleReason).toBe(lowered.roleReason);
  });
});

describe("a change of scale", () => {
  test("puts defaults of the new scale in the place of those of the old", () => {
    const toDifference = { glob: "*", scale: "difference" } as const;
    expect(redefineMetric(metric, [toDifference]).scale).toBe("difference");
    expect(resolveRule(metric, [toDifference])).toMatchObject({
      tolerate: { relative: 0, absolute: 0.1 },
      detect: 0.25,
    });
    expect(resolveRule(metric, [{ ...toDifference, tolerate: { absolute: 20 } }])).toMatchObject({ detect: 50 });
    const shift = latency({ scale: "difference", tolerate: { relative: 0, absolute: 0.01 }, detect: 7 });
    expect(resolveRule(shift, [{ glob: "*", scale: "ratio" }])).toMatchObject({
      tolerate: { relative: 0.02, absolute: 0.01 },
      detect: 0.05,
    });
  });

  test("keeps what is stated, whichever match states it", () => {
    const overrides = [
      { glob: "*", detect: 5, tolerate: { absolute: 2 } },
      { glob: "*", scale: "difference" as const },
    ];
    expect(resolveRule(metric, overrides)).toMatchObject({ tolerate: { relative: 0, absolute: 2 }, detect: 5 });
  });

  test("to the scale it has, or of a rate or an exact metric, changes nothing", () => {
    expect(redefineMetric(metric, [{ glob: "*", scale: "ratio" }])).toEqual(metric);
    const exact = latency({ kind: "exact" });
    expect(redefineMetric(exact, [{ glob: "*", scale: "difference" }])).toEqual(exact);
  });

  test("is the same when the metric is already redefined", () => {
    const overrides = [
      { glob: "*", scale: "difference" as const, tolerate: { absolute: 3 }, better: "higher" as const },
    ];
    const once = redefineMetric(metric, overrides);
    expect(once.better).toBe("higher");
    expect(redefineMetric(once, overrides)).toEqual(once);
    expect(resolveRule(once, overrides)).toEqual(resolveRule(metric, overrides));
  });
});

test("unmatchedGlobs names each glob that no metric has, once", () => {
  const overrides = [{ glob: "k6/*" }, { glob: "k6/latency-p59@*" }, { glob: "bundel/*" }, { glob: "bundel/*" }];
  expect(unmatchedGlobs([metric.id, "bundle/gzip@app.js"], overrides)).toEqual(["k6/latency-p59@*", "bundel/*"]);
});
