import { describe, expect, test } from "vitest";
import { compareAll } from "../../src/compare/compare.ts";
import { effortPlans, type NoiseInput, noiseRows, planFor, watchedNoise } from "../../src/compare/noise.ts";
import type { Series } from "../../src/model/series.ts";
import { bytes, failures, repeat, sampled } from "./make.ts";
import { createRandom, measurePlainly } from "./noise.ts";

const gate = { effort: "standard", maxMinutes: 12 } as const;

const at = (seconds: number) => [{ collector: "k6", seconds }];

/** Rows at rounds of 10 seconds, so that all fit. */
const rowsOf = (series: readonly Series[], over: Partial<NoiseInput> = {}) =>
  noiseRows({ series, overrides: [], falseAlarms: 0.01, ...effortPlans(gate, at(10)), ...over });

/** 30 rounds, half of them 2 % up and half 2 % down: the standard deviation by the MAD is 1.4826 * 2 %. */
const alternating = Array.from({ length: 30 }, (_, i) => 10 * Math.exp(i % 2 === 0 ? 0.02 : -0.02));
const noisy = sampled(repeat(10, 30), alternating);

describe("efforts on this runner", () => {
  test("each comes to its last look", () => {
    const { asSet, efforts } = effortPlans(gate, at(10));
    expect(asSet).toEqual({ effort: "standard", rounds: { k6: 30 }, minutes: 5 });
    expect(Object.values(efforts).map(({ effort, rounds, minutes }) => [effort, rounds, minutes])).toEqual([
      ["quick", { k6: 20 }, 20 / 6],
      ["standard", { k6: 30 }, 5],
      ["thorough", { k6: 60 }, 10],
    ]);
  });

  test("the settings as they are come to what fits into their minutes", () => {
    expect(effortPlans(gate, at(51)).asSet).toEqual({ effort: "standard", rounds: { k6: 14 }, minutes: 11.9 });
    expect(effortPlans(gate, at(10_000)).asSet.rounds).toEqual({ k6: 1 });
    // Nothing but exact metrics: no rounds were measured.
    expect(effortPlans(gate, []).asSet).toEqual({ effort: "standard", rounds: {}, minutes: 0 });
  });
});

test("what one collector leaves of the minutes, another has", () => {
  const both = [...at(10), { collector: "lighthouse", seconds: 30 }];
  // 5 of the 12 minutes are all that k6 can use.
  expect(effortPlans(gate, both).asSet).toEqual({
    effort: "standard",
    rounds: { k6: 30, lighthouse: 14 },
    minutes: 12,
  });
});

test("what ends at its first look takes no more than that, and the others have the rest", () => {
  const both = [...at(30), { collector: "inside", seconds: 30, most: 8 }];
  const { asSet, efforts } = effortPlans(gate, both);
  expect(asSet).toEqual({ effort: "standard", rounds: { k6: 16, inside: 8 }, minutes: 12 });
  expect(efforts.thorough.rounds).toEqual({ k6: 60, inside: 8 });
});

test("what is watched has its noise too, with the reason why it does not gate, if it gave any value", () => {
  const few = { role: "watch", roleReason: "75 samples a side and round, 200 needed to gate" } as const;
  const lowered = { ...noisy, metric: { ...noisy.metric, ...few } };
  const once = sampled([1], [1], { id: "k6/latency-p50@a: GET /", role: "watch" });
  const silent = sampled([null], [null], { id: "k6/latency-p99@a: GET /", role: "watch" });
  const overrides = [{ glob: "k6/latency-p95@*", role: "off" }] as const;
  const off = sampled([1], [1], { id: "k6/latency-p95@a: GET /", role: "watch" });
  const rare = sampled([null], [null], { ...few, id: "k6/latency-tm95@a: GET /rare" });
  const watched = watchedNoise({ series: [lowered, once, silent, rare, off, bytes(10, 10), noisy], overrides });
  expect(watched).toEqual([
    { metric: lowered.metric, rounds: 30, noise: expect.closeTo(Math.expm1(1.4826 * 0.02), 10) },
    { metric: once.metric, rounds: 1, noise: null },
    { metric: rare.metric, rounds: 0, noise: null },
  ]);
  const asked = watchedNoise({ series: [lowered], overrides: [{ glob: "*", role: "watch" }] });
  expect(asked[0]!.metric).not.toHaveProperty("roleReason");
});

describe("the rows", () => {
  test("one a gating metric that varies by chance", () => {
    const watched = sampled([1], [1], { id: "k6/latency-p99@a: GET /", role: "watch" });
    const off = sampled([1], [1], { id: "k6/latency-p50@a: GET /" });
    const overrides = [{ glob: "k6/latency-p50@*", role: "off" }] as const;
    const rows = rowsOf([noisy, watched, off, bytes(10, 10)], { overrides });
    expect(rows.map(({ metric }) => metric.id)).toEqual([noisy.metric.id]);
  });

  test("noise and what is seen are on the scale of detect", () => {
    const [row] = rowsOf([{ ...noisy, metric: { ...noisy.metric, tolerate: { relative: 0, absolute: 0 } } }]);
    const sd = 1.4826 * 0.02;
    expect(row!.rounds).toBe(30);
    expect(row!.noise).toBeCloseTo(Math.expm1(sd), 10);
    // The look at 30 has .18 of the 1 %: z = 2.9112; 95 times in 100: z = 1.6449; 1.2 is the test's allowance.
    expect(row!.visible.standard).toBeCloseTo(Math.expm1((2.9112 + 1.6449) * sd * Math.sqrt(1.2 / 30)), 3);
    expect(row!.asSet).toBe(row!.visible.standard);
    const { quick, standard, thorough } = row!.visible;
    expect(quick!).toBeGreaterThan(standard!);
    expect(standard!).toBeGreaterThan(thorough!);
  });

  test("all rounds count, also those after the last look", () => {
    const [row] = rowsOf([sampled(repeat(10, 90), [...repeat(10, 30), ...alternating, ...alternating])]);
    expect([row!.rounds, row!.noise]).toEqual([90, expect.closeTo(Math.expm1(1.4826 * 0.02), 10)]);
  });

  test("more gating metrics see less each", () => {
    const others = Array.from({ length: 5 }, (_, i) => sampled(repeat(10, 30), alternating, { id: `k6/tti@${i}` }));
    expect(rowsOf([noisy, ...others])[0]!.visible.standard!).toBeGreaterThan(rowsOf([noisy])[0]!.visible.standard!);
  });

  test("nothing below tolerate is seen, however quiet", () => {
    const seen = (value: number) => rowsOf([sampled(repeat(value, 30), repeat(value, 30))])[0]!;
    expect([seen(10).noise, seen(10).visible.standard]).toEqual([0, expect.closeTo(0.02, 10)]);
    expect([seen(0.5).detect, seen(0.5).visible.standard]).toEqual([0.5, expect.closeTo(0.2, 10)]);
    expect(
      rowsOf([failures(repeat({ events: 0, total: 9 }, 30), repeat({ events: 0, total: 9 }, 30))])[0],
    ).toMatchObject({
      noise: 0,
      visible: { standard: 0.005 },
    });
  });

  test("rates go by the difference of shares", () => {
    const counts = Array.from({ length: 30 }, (_, i) => ({ events: i % 2 === 0 ? 12 : 8, total: 1000 }));
    const [row] = rowsOf([failures(repeat({ events: 10, total: 1000 }, 30), counts)]);
    expect(row!.metric.scale).toBe("difference");
    expect(row!.noise).toBeGreaterThan(0.001);
    expect(row!.noise).toBeLessThan(0.01);
  });

  test("what hardly any round gave has no noise, and nothing is seen of it", () => {
    const [row] = rowsOf([sampled([10, null, null], [10, 10, null])]);
    expect(row).toMatchObject({ rounds: 1, noise: null, asSet: null });
    expect(row!.visible).toEqual({ quick: null, standard: null, thorough: null });
  });

  test("too few rounds see nothing", () => {
    expect(rowsOf([noisy], effortPlans(gate, at(160)))[0]!.asSet).toBeNull();
  });
});

describe("what a row calls visible is found 95 times in 100, by simulation", () => {
  const seriesOf = ({ base, head }: ReturnType<typeof measurePlainly>, absolute: number) =>
    base.map((values, i) =>
      sampled(values, head[i]!, { id: `k6/latency-tm95@${i}`, tolerate: { relative: 0.02, absolute } }),
    );

  // Around 100: the second tolerates as much as the first can just see.
  test.each([
    ["by what the test shows", 0.1],
    ["by what is tolerated", 5],
  ])("%s", (_, absolute) => {
    const random = createRandom(5);
    const noise = { metrics: 6, sd: 0.05 };
    const [row] = rowsOf(seriesOf(measurePlainly(random, { ...noise, rounds: 1000, effect: 1 }), absolute));
    const visible = row!.visible.standard!;
    const found = (effect: number) => {
      const changes = Array.from({ length: 100 }, () => {
        const series = seriesOf(measurePlainly(random, { ...noise, rounds: 30, effect: 1 + effect }), absolute);
        const by = { series, overrides: [], falseAlarms: 0.01 };
        return compareAll({ ...by, plan: planFor(effortPlans(gate, at(10)).asSet, by) }).comparisons.map(
          ({ change }) => change,
        );
      }).flat();
      return changes.filter((change) => change === "regressed").length / changes.length;
    };
    // 600 metrics: four standard errors are 3.6 %.
    expect(found(visible)).toBeGreaterThan(0.95 - 0.036);
    expect(found(visible / 1.5)).toBeLessThan(0.95 - 0.036);
  });
});
