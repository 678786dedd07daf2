import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareAll } from "../../src/compare/compare.ts";
import { type Cost, divide, priceOf } from "../../src/compare/price.ts";
import { gather } from "../../src/measure/inside/series.ts";
import { metric } from "../measure/inside/fakes.ts";

const k6: Cost = { collector: "k6", seconds: 8, noise: 0.027 };
const lighthouse: Cost = { collector: "lighthouse", seconds: 20, noise: 0.04 };
const usual = { effort: "standard", maxMinutes: 12, falseAlarms: 0.01, costs: [k6] } as const;

describe("the price", () => {
  test("is that of all rounds where they fit, with what they should show", () => {
    expect(priceOf(usual)).toEqual([
      {
        collector: "k6",
        seconds: 240,
        looks: [8, 12, 16, 20, 25, 30],
        cut: false,
        line: "k6: at most 30 rounds of 8 s, 4.0 minutes: sees ≥ 2.8 % at the usual noise of 2.7 % a round",
      },
    ]);
    expect(priceOf({ ...usual, effort: "thorough" })[0]!.looks.at(-1)).toBe(60);
  });

  test("is never a round short where there is time for all, however long a round is", () => {
    const seconds = [5.250667940766314, 6.098470942146954, 8.774094399233508];
    const looks = seconds.map(
      (one) => priceOf({ ...usual, maxMinutes: 60, costs: [{ ...k6, seconds: one }] })[0]!.looks,
    );
    expect(looks.map((all) => all.at(-1))).toEqual([30, 30, 30]);
  });

  test("says, where the time cuts it, what is lost", () => {
    const [cut] = priceOf({ ...usual, maxMinutes: 2 });
    expect(cut).toMatchObject({ seconds: 120, looks: [8, 12, 15], cut: true });
    expect(cut!.line).toBe(
      "k6: at most 15 rounds of 8 s, 2.0 minutes: sees ≥ 3.7 % at the usual noise of 2.7 % a round; all 30 rounds of effort standard take 4.0 minutes: sees ≥ 2.8 % at the usual noise of 2.7 % a round",
    );
  });

  test("says when nothing could be shown any more, and plans a round however little time there is", () => {
    const [cut] = priceOf({ ...usual, maxMinutes: 0.01 });
    expect(cut).toMatchObject({ looks: [1], cut: true });
    expect(cut!.line).toMatch(
      /^k6: 1 round of 8 s, 0\.1 minutes: too few to show any slowdown if 6 metrics gate; all 30 rounds/u,
    );
  });

  test("promises nothing of rounds in which nothing gates by chance, and takes no more of them than a first look does", () => {
    const inside: Cost = { collector: "inside", seconds: 20, noise: null };
    const [plain, other] = priceOf({ ...usual, costs: [inside, k6] });
    expect(plain).toMatchObject({ seconds: 160, looks: [8], cut: false });
    expect(plain!.line).toBe(
      "inside: at most 8 rounds of 20 s, 2.7 minutes: what is counted exactly may gate, the rest is watched",
    );
    expect(other).toMatchObject({ seconds: 240, cut: false });
    const [cut] = priceOf({ ...usual, maxMinutes: 1, costs: [inside] });
    expect(cut).toMatchObject({ looks: [3], cut: true });
    expect(cut!.line).toBe(
      "inside: at most 3 rounds of 20 s, 1.0 minutes: in fewer than 5 rounds a count that rises is inconclusive, the rest is watched; all 8 rounds take 2.7 minutes",
    );
  });

  test("says that a count gates from as many rounds on as may block, and not of fewer", () => {
    const queries = metric("postgres/queries@x", { kind: "exact", role: "gate" });
    for (const rounds of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const [price] = priceOf({
        ...usual,
        maxMinutes: rounds,
        costs: [{ collector: "inside", seconds: 60, noise: null }],
      });
      expect(price!.looks.at(-1)).toBe(rounds);
      const kept = Array.from({ length: rounds }, () => ({
        control: {},
        values: { base: new Map([[queries.id, 1]]), head: new Map([[queries.id, 2]]) },
      }));
      const series = gather(new Map([[queries.id, queries]]), kept);
      const { comparisons } = compareAll({ series, overrides: [], falseAlarms: 0.01 });
      const blocks = comparisons.some((one) => one.rule.role === "gate" && one.change === "regressed");
      expect(price!.line.includes("what is counted exactly may gate")).toBe(blocks);
    }
  });

  test("of a cheap collector leaves its rest to the others", () => {
    const both = priceOf({ ...usual, costs: [lighthouse, k6] });
    expect(both.map(({ seconds, cut }) => [seconds, cut])).toEqual([
      [480, true],
      [240, false],
    ]);
    expect(both[0]!.looks).toEqual([8, 12, 16, 20, 24]);
  });
});

describe("divide", () => {
  const wishes = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 6 });

  test("gives by equal parts what is not enough for all", () => {
    expect(divide(90, [100, 10, 100])).toEqual([40, 10, 40]);
    expect(divide(90, [100, 100, 100])).toEqual([30, 30, 30]);
    expect(divide(90, [10, 20, 30])).toEqual([10, 20, 30]);
  });

  test("never gives more than there is, nor than was wanted, and leaves nothing that somebody wants", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), wishes, (total, wanted) => {
        const parts = divide(total, wanted);
        const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
        expect(sum(parts)).toBeCloseTo(Math.min(total, sum(wanted)), 6);
        for (const [i, part] of parts.entries()) expect(part).toBeLessThanOrEqual(wanted[i]!);
        // Whoever has less than was wanted has no less than anybody else.
        const most = Math.max(...parts);
        for (const [i, part] of parts.entries()) if (part < wanted[i]!) expect(part).toBeCloseTo(most, 6);
      }),
    );
  });
});
