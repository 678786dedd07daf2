import fc from "fast-check";
import { expect, test } from "vitest";
import { compareAll } from "../../src/compare/compare.ts";
import type { Change, Comparison } from "../../src/model/comparison.ts";
import type { Series } from "../../src/model/series.ts";
import { repeat, sampled } from "./make.ts";

const noFloor = { tolerate: { relative: 0.02, absolute: 0 } } as const;

/** One to four metrics of 2 to 14 rounds, some values missing; some clearly worse or better, most alike. */
const pullRequest = fc
  .record({
    rounds: fc.integer({ min: 2, max: 14 }),
    effects: fc.array(fc.constantFrom(0.85, 0.97, 1, 1, 1.03, 1.2), { minLength: 1, maxLength: 4 }),
  })
  .chain(({ rounds, effects }) => {
    const value = fc.option(fc.integer({ min: 9_500, max: 10_500 }), { freq: 20 });
    const values = fc.array(value, { minLength: rounds, maxLength: rounds });
    return fc.tuple(
      ...effects.map((effect) =>
        fc.record({ base: values, head: values.map((v) => v.map((one) => (one === null ? null : one * effect))) }),
      ),
    );
  })
  .map((metrics) =>
    metrics.map(({ base, head }, i) => sampled(base, head, { id: `k6/latency-tm95@${i}`, ...noFloor })),
  );

function compare(series: readonly Series[]): readonly Comparison[] {
  return compareAll({ series, overrides: [], falseAlarms: 0.01 }).comparisons;
}

const MIRROR: Readonly<Record<Change, Change>> = {
  regressed: "improved",
  improved: "regressed",
  changed: "changed",
  unchanged: "unchanged",
  inconclusive: "inconclusive",
  new: "missing",
  missing: "new",
};

test("swapping base and head mirrors every change and effect", () => {
  fc.assert(
    fc.property(pullRequest, (series) => {
      const swapped = compare(series.map((one) => ({ ...one, base: one.head, head: one.base })));
      for (const [i, { change, effect }] of compare(series).entries()) {
        const mirror = swapped[i]!;
        // Likely worse by more than tolerate is not called unchanged, while likely better may be: on purpose.
        const likelyWorse = [effect, mirror.effect].some((one) => one && one.value >= 0.02 && one.low > 0);
        if (likelyWorse && [change, mirror.change].sort().join() === "inconclusive,unchanged") continue;
        expect(mirror.change).toBe(MIRROR[change]);
        if (effect === null) continue;
        expect(Math.log1p(mirror.effect!.value)).toBeCloseTo(-Math.log1p(effect.value), 12);
        expect(Math.log1p(mirror.effect!.low)).toBeCloseTo(-Math.log1p(effect.high), 12);
      }
    }),
    { numRuns: 300 },
  );
});

test("turning what is better around turns regressed into improved", () => {
  fc.assert(
    fc.property(pullRequest, (series) => {
      const higher = series.map((one) => ({ ...one, metric: { ...one.metric, better: "higher" as const } }));
      const turned = compare(higher);
      for (const [i, { change, effect }] of compare(series).entries()) {
        expect(turned[i]!.effect).toEqual(effect);
        if (change === "regressed" || change === "improved") expect(turned[i]!.change).toBe(MIRROR[change]);
      }
    }),
    { numRuns: 200 },
  );
});

test("scaling both sides by a constant changes nothing", () => {
  fc.assert(
    fc.property(pullRequest, fc.constantFrom(2 ** -20, 0.5, 2, 2 ** 20), (series, factor) => {
      const scale = (values: readonly (number | null)[]) => values.map((v) => (v === null ? null : v * factor));
      const scaled = compare(series.map((one) => ({ ...one, base: scale(one.base), head: scale(one.head) })));
      for (const [i, { change, effect }] of compare(series).entries()) {
        expect(scaled[i]!.change).toBe(change);
        if (effect !== null) expect(scaled[i]!.effect!.value).toBeCloseTo(effect.value, 9);
      }
    }),
    { numRuns: 200 },
  );
});

test("identical data are never a change, and are equivalent as soon as there are rounds enough to show it", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 30 }), (values) => {
      const [{ change, effect }] = compare([sampled(values, values)]) as [Comparison];
      expect(change).toBe(values.length >= 6 ? "unchanged" : "inconclusive");
      expect(effect!.value).toBe(0);
    }),
  );
});

test("watched metrics change nothing for the gating ones", () => {
  fc.assert(
    fc.property(pullRequest, pullRequest, (gating, more) => {
      const watched = more.map((one, i) => ({
        ...one,
        metric: { ...one.metric, id: `k6/latency-p50@${i}`, role: "watch" as const },
      }));
      expect(compare([...watched, ...gating]).slice(watched.length)).toEqual(compare(gating));
    }),
    { numRuns: 200 },
  );
});

test("the order of the metrics and of the rounds makes no difference", () => {
  fc.assert(
    fc.property(pullRequest, (series) => {
      const reversed = series.map((one) => ({ ...one, base: [...one.base].reverse(), head: [...one.head].reverse() }));
      const back = [...compare(reversed.reverse())].reverse();
      for (const [i, { change }] of compare(series).entries()) expect(back[i]!.change).toBe(change);
    }),
    { numRuns: 200 },
  );
});

test("a worse head never turns a regression into anything else", () => {
  fc.assert(
    fc.property(fc.integer({ min: 7, max: 30 }), fc.double({ min: 0.03, max: 3, noNaN: true }), (rounds, effect) => {
      const [{ change }] = compare([sampled(repeat(100, rounds), repeat(100 * (1 + effect), rounds))]) as [Comparison];
      expect(change).toBe("regressed");
    }),
  );
});
