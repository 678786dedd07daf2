import { expect, test } from "vitest";
import { controlMetric, timeControl } from "../../../src/measure/inside/control.ts";
import { metrics, schema } from "../../../src/measure/inside/schema.ts";
import { matchesId, parseMetricId } from "../../../src/model/metric.ts";

/** A clock on which each call takes a millisecond longer than the one before it. */
function drifting() {
  let calls = 0;
  return () => calls++;
}

test("both sides are timed by turns, so that a drift is on both alike", () => {
  // The turns are 0 1, 3 2, 4 5, 7 6, 8 9.
  expect(timeControl(["base", "head"], drifting())).toEqual({ base: 4, head: 5 });
  expect(timeControl(["head", "base"], drifting())).toEqual({ base: 5, head: 4 });
});

test("one that takes long once is none of its side", () => {
  let calls = 0;
  expect(timeControl(["base", "head"], () => (++calls === 3 ? 900 : 20))).toEqual({ base: 20, head: 20 });
});

test("head alone is timed alone", () => {
  expect(timeControl(["head"], () => 20)).toEqual({ head: 20 });
});

test("on this machine it takes a time that fits its metric's family", () => {
  const { base, head } = timeControl(["base", "head"]);
  expect(Math.min(base!, head!)).toBeGreaterThan(0);
  const { collector, metric } = parseMetricId(controlMetric.id)!;
  expect(collector).toBe("inside");
  const family = metrics.find(({ glob }) => matchesId(glob, metric))!;
  expect(family.units).toContain(controlMetric.unit);
  expect(family.scale).toBe(controlMetric.scale);
});

test("the section may be left empty", () => {
  expect(schema.parse({})).toEqual({ iterations: 12, warmup: 4_000, measure: 10_000 });
});
