import { describe, expect, test } from "vitest";
import { holm } from "../../../src/compare/statistics/holm.ts";
import { minPAdjusted } from "../../../src/compare/statistics/min-p.ts";
import { signFlipP } from "../../../src/compare/statistics/sign-flip.ts";
import table from "../../oracle/min-p.json" with { type: "json" };
import { createRandom, type Random } from "../noise.ts";

/** Differences of metrics that share a part of their noise, `effects[k]` worse. */
function correlated(random: Random, rounds: number, effects: readonly number[], rho = 0.9) {
  const common = Array.from({ length: rounds }, () => random.normal());
  return effects.map((effect) => common.map((c) => effect + rho * c + Math.sqrt(1 - rho ** 2) * random.normal()));
}

describe("minPAdjusted", () => {
  test("equals a listing of all joint sign patterns by numpy", () => {
    expect(table.length).toBe(20);
    for (const { d, adjusted } of table) {
      for (const [k, p] of minPAdjusted(d)!.entries()) expect(p).toBeCloseTo(adjusted[k]!, 12);
    }
  });

  test("of one metric is its own p, and of copies of it too, which Holm would multiply", () => {
    const [d] = correlated(createRandom(1), 13, [0.7]);
    const p = signFlipP(d!);
    expect(minPAdjusted([d!])).toEqual([p]);
    expect(minPAdjusted([d!, d!, d!])).toEqual([p, p, p]);
  });

  test("tests a metric by the rounds that gave it a value, flipped with the others", () => {
    const [d, other] = correlated(createRandom(2), 12, [1, 0]);
    const sparse = other!.map((x, round) => (round % 3 === 0 ? null : x));
    expect(minPAdjusted([sparse])).toEqual([signFlipP(sparse.filter((x) => x !== null))]);
    const none = d!.map(() => null);
    expect(minPAdjusted([d!, none])).toEqual([signFlipP(d!), 1]);
    expect(minPAdjusted([])).toEqual([]);
  });

  test("counts in blocks just as at once: a round more that says nothing changes nothing", () => {
    const d = correlated(createRandom(3), 10, [0.5, 0, 0.8]);
    const adjusted = minPAdjusted(d)!;
    for (const more of [1, 2, 3])
      expect(minPAdjusted(d.map((one) => [...one, ...new Array<null>(more).fill(null)]))).toEqual(adjusted);
  });

  test("is not counted where patterns are too many, which depends on numbers of rounds and metrics alone", () => {
    const rows = (metrics: number, rounds: number) => new Array(metrics).fill(new Array(rounds).fill(1));
    expect(minPAdjusted(rows(200, 12))).not.toBeNull();
    expect(minPAdjusted(rows(40, 20))).not.toBeNull();
    expect(minPAdjusted(rows(48, 20))).toBeNull();
    expect(minPAdjusted(rows(2, 10_000))).toBeNull();
  });

  test("refuses metrics of unequal rounds and differences that are not finite", () => {
    expect(() => minPAdjusted([[1, 2], [1]])).toThrow(new RangeError("differences[1] has 1 rounds, the first 2."));
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => minPAdjusted([[1, wrong]])).toThrow(RangeError);
  });
});

describe("over correlated metrics of which some are truly worse", () => {
  const trials = 3_000;
  const level = 0.05;
  const random = createRandom(4);
  const effects = [1.2, 1.2, 0, 0, 0, 0];
  let wrong = 0;
  let byMinP = 0;
  let byHolm = 0;
  for (let trial = 0; trial < trials; trial++) {
    const d = correlated(random, 10, effects);
    const adjusted = minPAdjusted(d)!;
    const plain = holm(d.map(signFlipP), d.length);
    if (adjusted.some((p, k) => p <= level && effects[k] === 0)) wrong++;
    byMinP += adjusted.filter((p, k) => p <= level && effects[k] !== 0).length;
    byHolm += plain.filter((p, k) => p <= level && effects[k] !== 0).length;
  }

  test("any of the others is called worse as seldom as the level says", () => {
    expect(wrong / trials).toBeLessThan(level + 4 * Math.sqrt((level * (1 - level)) / trials));
    expect(wrong / trials).toBeGreaterThan(level / 4);
  });

  test("more of them are found than by Holm", () => {
    expect(byMinP).toBeGreaterThan(1.05 * byHolm);
  });
});
