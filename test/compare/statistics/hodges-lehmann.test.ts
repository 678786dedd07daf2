import { describe, expect, test } from "vitest";
import { hodgesLehmann } from "../../../src/compare/statistics/hodges-lehmann.ts";
import table from "../../oracle/hodges-lehmann.json" with { type: "json" };
import { createRandom, type Random } from "../noise.ts";

describe("hodgesLehmann", () => {
  test("gives the median of the Walsh averages and all centres that scipy's signed-rank test keeps", () => {
    for (const { d, value, low, high } of table) {
      const estimate = hodgesLehmann(d);
      expect(estimate.value).toBeCloseTo(value, 12);
      expect(estimate.low).toBeCloseTo(low, 12);
      expect(estimate.high).toBeCloseTo(high, 12);
      expect(estimate.coverage).toBeGreaterThanOrEqual(0.95);
    }
  });

  test("says what the widest interval covers where 95 % cannot be had", () => {
    expect(hodgesLehmann([1, 2, 3, 4, 9])).toEqual({ value: 3, low: 1, high: 9, coverage: 1 - 2 / 32 });
    expect(hodgesLehmann([7])).toEqual({ value: 7, low: 7, high: 7, coverage: 0 });
    expect(hodgesLehmann([1, 2, 3, 4, 5, 9]).coverage).toBe(1 - 2 / 64);
  });

  test("is not moved by one wild value", () => {
    expect(hodgesLehmann([1, 2, 3, 4, 5, 6, 7, 8, 9, 1e6]).value).toBeLessThan(7);
  });

  test("refuses no values", () => {
    expect(() => hodgesLehmann([])).toThrow(RangeError);
  });

  const shapes: Readonly<Record<string, (random: Random) => number>> = {
    normal: (random) => random.normal(),
    "heavy-tailed": (random) => random.normal() / (0.05 + random.uniform()),
    bimodal: (random) => random.normal() + (random.coin() ? 5 : -5),
    quantised: (random) => Math.round(random.normal() * 1.5),
  };
  for (const [shape, draw] of Object.entries(shapes)) {
    for (const rounds of [7, 12, 20]) {
      test(`holds the true centre 95 times in 100: ${shape}, ${rounds} rounds`, () => {
        const random = createRandom(rounds);
        const trials = 2_000;
        let held = 0;
        for (let trial = 0; trial < trials; trial++) {
          const truth = random.normal() * 3;
          const { low, high } = hodgesLehmann(Array.from({ length: rounds }, () => truth + draw(random)));
          if (low <= truth + 1e-9 && truth - 1e-9 <= high) held++;
        }
        expect(held / trials).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / trials));
        // Exact where nothing ties: of the possible coverages the least that is at least 95 %.
        if (shape !== "quantised") expect(held / trials).toBeLessThan(0.985);
      });
    }
  }
});
