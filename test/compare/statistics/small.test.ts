import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holm } from "../../../src/compare/statistics/holm.ts";
import { roundsForShare, roundsNeeded, smallestVisible, spread } from "../../../src/compare/statistics/power.ts";
import { equivalence } from "../../../src/compare/statistics/tost.ts";
import equivalenceTable from "../../oracle/equivalence.json" with { type: "json" };
import holmTable from "../../oracle/holm.json" with { type: "json" };
import powerTable from "../../oracle/power.json" with { type: "json" };

describe("equivalence", () => {
  test("equals two of scipy's permutation tests of the shifted differences", () => {
    for (const { d, margin, aboveLow, belowHigh } of equivalenceTable) {
      const shown = equivalence(d, margin);
      expect(shown.aboveLow).toBeCloseTo(aboveLow, 9);
      expect(shown.belowHigh).toBeCloseTo(belowHigh, 9);
      expect(shown.p).toBe(Math.max(shown.aboveLow, shown.belowHigh));
    }
  });

  test("is shown for identical data as soon as the rounds can show anything", () => {
    expect(equivalence([0, 0, 0, 0, 0, 0], 0.05).p).toBe(1 / 64);
  });
});

describe("holm", () => {
  test("equals statsmodels with the tests that gave no p counted as 1", () => {
    for (const { p, divisor, adjusted } of holmTable) {
      for (const [i, value] of holm(p, divisor).entries()) expect(value).toBeCloseTo(adjusted[i]!, 12);
    }
  });

  test("keeps the order of the ps and is never below them nor above 1", () => {
    const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(ps, fc.nat(10), (p, extra) => {
        const adjusted = holm(p, p.length + extra);
        for (const [i, a] of adjusted.entries()) {
          expect(a).toBeGreaterThanOrEqual(p[i]!);
          expect(a).toBeLessThanOrEqual(1);
          for (const [j, b] of adjusted.entries()) if (p[i]! < p[j]!) expect(a).toBeLessThanOrEqual(b);
        }
      }),
    );
  });

  test("refuses a divisor below the number of tests", () => {
    expect(() => holm([0.1, 0.2], 1)).toThrow(RangeError);
  });
});

describe("power", () => {
  test("agrees with the formula computed with scipy's normal quantiles, within 1 %", () => {
    for (const { sd, share, visibleIn20, roundsFor5Percent } of powerTable) {
      expect(smallestVisible(sd, 20, share)! / visibleIn20).toBeCloseTo(1, 2);
      const rounds = Math.max(roundsFor5Percent, Math.log2(1 / share));
      expect(Math.abs(roundsNeeded(sd, Math.log(1.05), share) - rounds)).toBeLessThanOrEqual(1 + 0.01 * rounds);
    }
  });

  test("the rounds needed for the smallest visible effect are the rounds there were", () => {
    expect(roundsNeeded(0.028, smallestVisible(0.028, 20, 0.01)! * 1.0001, 0.01)).toBe(20);
  });

  test("nothing is visible in fewer rounds than a share asks for", () => {
    expect(roundsForShare(0.01 / 6)).toBe(10);
    expect(roundsForShare(2 ** -7)).toBe(7);
    expect(smallestVisible(0.001, 9, 0.01 / 6)).toBeNull();
    expect(smallestVisible(0.001, 10, 0.01 / 6)).not.toBeNull();
  });

  test("spread is 1.4826 MAD, and the standard deviation where most values are equal", () => {
    expect(spread([1, 2, 3, 4, 100])).toBeCloseTo(1.4826, 10);
    expect(spread([0, 0, 0, 3])).toBeCloseTo(1.5, 10);
    expect(spread([5])).toBe(0);
  });
});
