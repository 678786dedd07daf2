import { describe, expect, test } from "vitest";
import { jointFlipP } from "../../../src/compare/statistics/joint-flip.ts";
import { createRandom } from "../noise.ts";

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

describe("the joint p", () => {
  test("is that of the pattern and its mirror where all point one way, of any number of metrics", () => {
    for (const count of [1, 3, 200]) {
      expect(jointFlipP(times(count, () => times(8, () => 1)))).toBe(2 ** -7);
      // Some the other way: they move together all the same.
      expect(jointFlipP(times(count, (i) => times(8, () => (i % 2 === 0 ? 1 : -1))))).toBe(2 ** -7);
    }
  });

  test("of one metric is that of a permutation test of its sum, two-sided", () => {
    // By hand: of 2^3 patterns of 1, 2, 4 those of |sum| >= 5 are +++ ---, -++ and +--.
    expect(jointFlipP([[-1, 2, 4]])).toBe(4 / 8);
    expect(jointFlipP([[1, 2, 4]])).toBe(2 / 8);
  });

  test("changes neither with the sides swapped, the scale, nor a round that tells nothing", () => {
    const random = createRandom(3);
    const scores = times(4, () => times(9, () => random.normal()));
    const p = jointFlipP(scores);
    expect(jointFlipP(scores.map((one) => one.map((d) => -d)))).toBe(p);
    expect(jointFlipP(scores.map((one) => one.map((d) => 7 * d)))).toBe(p);
    expect(jointFlipP(scores.map((one) => [...one, 0]))).toBe(p);
  });

  test("is 1 of nothing", () => {
    expect(jointFlipP([])).toBe(1);
    expect(jointFlipP([[]])).toBe(1);
    expect(jointFlipP([[0, 0, 0, 0, 0, 0, 0, 0]])).toBe(1);
  });

  test("is drawn where patterns are too many, the same every time, and never 0", () => {
    const all = [times(40, () => 1)];
    expect(jointFlipP(all)).toBe(1 / 10_000);
    const random = createRandom(7);
    const near = times(3, () => times(14, () => random.normal() + 0.4));
    const exact = jointFlipP(near);
    const byDraw = jointFlipP(near.map((one) => [...one, 0]));
    expect(Math.abs(byDraw - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 10_000));
  });

  test("refuses metrics of unequal rounds", () => {
    expect(() => jointFlipP([[1, 2], [1]])).toThrow("scores[1] has 1 rounds, the first 2.");
  });
});

describe("of what stands still it is at most 1 % once in a hundred times", () => {
  const COUNT = 4_000;
  const highest = 0.01 + 3 * Math.sqrt((0.01 * 0.99) / COUNT);
  const rows = [
    ["independent", 0],
    ["correlated", 0.9],
  ] as const;
  test.each(rows.flatMap(([name, shared]) => [3, 30].map((metrics) => [metrics, name, shared] as const)))(
    "%i %s controls",
    (metrics, _, shared) => {
      const random = createRandom(metrics + shared);
      const own = Math.sqrt(1 - shared ** 2);
      let alarms = 0;
      for (let i = 0; i < COUNT; i++) {
        const machine = times(8, () => random.normal());
        // Heavy tails, and some metrics far noisier than others.
        const score = (k: number, r: number) => (1 + (k % 5)) * (shared * machine[r]! + own * random.normal()) ** 3;
        if (jointFlipP(times(metrics, (k) => times(8, (r) => score(k, r)))) <= 0.01) alarms++;
      }
      expect(alarms / COUNT).toBeLessThanOrEqual(highest);
      // 8 rounds can only reach 1 / 128: less often would be a test that never speaks.
      expect(alarms / COUNT).toBeGreaterThan(0.003);
    },
  );
});
