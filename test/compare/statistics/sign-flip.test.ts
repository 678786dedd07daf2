import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clippedScores, coinSumDistribution, signFlipP } from "../../../src/compare/statistics/sign-flip.ts";
import table from "../../oracle/sign-flip.json" with { type: "json" };
import { createRandom } from "../noise.ts";

const differences = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 20 });

describe("signFlipP", () => {
  test("equals scipy's permutation test on the scores", () => {
    expect(table.length).toBeGreaterThan(30);
    for (const { d, worse, better } of table) {
      expect(Math.abs(signFlipP(d) - worse)).toBeLessThan(1e-9);
      expect(Math.abs(signFlipP(d.map((x) => -x)) - better)).toBeLessThan(1e-9);
    }
  });

  test("is 2^-n when all differences are above zero and none is small", () => {
    expect(signFlipP([1, 2, 3])).toBe(1 / 8);
    expect(signFlipP(Array.from({ length: 30 }, () => 0.5))).toBe(2 ** -30);
  });

  test("is 1 without evidence", () => {
    expect(signFlipP([])).toBe(1);
    expect(signFlipP([0, 0, 0, 0])).toBe(1);
  });

  test("depends on the sizes of the differences only in proportion to each other", () => {
    fc.assert(
      fc.property(differences, fc.constantFrom(0.25, 0.5, 2, 1024), (d, factor) => {
        expect(signFlipP(d.map((x) => x * factor))).toBe(signFlipP(d));
      }),
    );
  });

  test("takes no account of the order of the rounds", () => {
    fc.assert(
      fc.property(differences, (d) => {
        expect(signFlipP([...d].reverse())).toBeCloseTo(signFlipP(d), 12);
      }),
    );
  });

  test("alarms no more often than its share under symmetric noise, outliers and all", () => {
    const random = createRandom(1);
    const share = 0.05;
    const trials = 5_000;
    let alarms = 0;
    for (let trial = 0; trial < trials; trial++) {
      const d = Array.from({ length: 12 }, () => random.normal() * (random.uniform() < 0.1 ? 10 : 1));
      if (signFlipP(d) <= share) alarms++;
    }
    const standardError = Math.sqrt((share * (1 - share)) / trials);
    expect(alarms / trials).toBeLessThanOrEqual(share + 3 * standardError);
    // An exact test that never alarmed would be no test.
    expect(alarms / trials).toBeGreaterThan(share / 2);
  });
});

describe("clippedScores", () => {
  test("grow with |d| up to its median, and stay there", () => {
    expect(clippedScores([1, -2, 3, -4, 500])).toEqual([4, 8, 12, 12, 12]);
  });

  test("are zero for zero differences, even when most are", () => {
    expect(clippedScores([0, 0, 0, 0.1, -7])).toEqual([0, 0, 0, 12, 12]);
  });
});

test("coinSumDistribution lists every pattern of signs", () => {
  expect([...coinSumDistribution([1, 2, 2])]).toEqual([1, 1, 2, 2, 1, 1].map((count) => count / 8));
  expect([...coinSumDistribution([])]).toEqual([1]);
});
