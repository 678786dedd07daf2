/** An exact metric of which base was built twice: where two builds differ, only what exceeds that is blamed on head. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareAll } from "../../src/compare/compare.ts";
import type { ExactSeries } from "../../src/model/series.ts";
import { bytes } from "./make.ts";

const compare = (series: ExactSeries) => compareAll({ series: [series], overrides: [], falseAlarms: 0.01 });
const again = (base: number, baseAgain: number | null, head: number, over: Parameters<typeof bytes>[2] = {}) =>
  compare({ ...bytes(base, head, over), baseAgain }).comparisons[0]!;

describe("base built twice", () => {
  // 10_000 to 10_300: 300 of difference, and 250 are tolerated.
  test.each([
    [10_000, 10_300, 10_800, "inconclusive"],
    [10_000, 10_300, 10_850, "inconclusive"],
    [10_000, 10_300, 10_851, "regressed"],
    [10_300, 10_000, 10_850, "inconclusive"],
    [10_300, 10_000, 10_851, "regressed"],
    // Of the worse base, 2 % are 400.
    [19_000, 20_000, 21_400, "inconclusive"],
    [19_000, 20_000, 21_401, "regressed"],
    [0, 100, 451, "regressed"],
    [0, 100, 450, "inconclusive"],
  ] as const)("%i and %i against %i: %s", (base, second, head, change) => {
    expect(again(base, second, head).change).toBe(change);
  });

  test("says by how much they differ; its numbers stay those of the first build", () => {
    const { note, base, effect } = again(2_820, 3_120, 3_600);
    expect(note).toBe("two builds of base differ by 300 B (2820 B, 3120 B), so this is not exact");
    expect([base, effect?.value]).toEqual([2_820, 780 / 2_820]);
    expect(again(2_820, 3_120, 3_700)).not.toHaveProperty("note");
  });

  test("where more is better, the worse build is the smaller one", () => {
    expect(again(10_300, 10_000, 9_450, { better: "higher" }).change).toBe("inconclusive");
    expect(again(10_300, 10_000, 9_449, { better: "higher" }).change).toBe("regressed");
  });

  test("a second build without the subject leaves any worsening open", () => {
    expect(again(10_000, null, 90_000)).toMatchObject({
      change: "inconclusive",
      note: expect.stringMatching(/second/),
    });
    expect(again(10_000, null, 10_000).change).toBe("unchanged");
  });
});

const size = fc.integer({ min: 0, max: 200_000 });

test("two builds that agree change nothing, whatever head is", () => {
  fc.assert(
    fc.property(size, fc.option(size), fc.constantFrom("lower", "higher"), (base, head, better) => {
      const once = bytes(base, head, { better });
      expect(compare({ ...once, baseAgain: base }).comparisons).toEqual(compare(once).comparisons);
    }),
  );
});

test("a second build only ever opens a worsening: it makes none, and touches nothing else", () => {
  fc.assert(
    fc.property(size, fc.option(size), size, (base, second, head) => {
      const once = compare(bytes(base, head)).comparisons[0]!;
      const twice = again(base, second, head);
      if (once.change !== "regressed") expect(twice).toEqual(once);
      else expect(["regressed", "inconclusive"]).toContain(twice.change);
    }),
  );
});

test("what stands, stands whichever of the two builds came first", () => {
  fc.assert(
    fc.property(size, size, size, (one, other, head) => {
      const stands = (base: number, second: number) => again(base, second, head).change === "regressed";
      expect(stands(one, other)).toBe(stands(other, one));
    }),
  );
});

test("beside a base of next to nothing there is no percentage, and no number that no file could hold", {
  tags: ["T24"],
}, () => {
  for (const [base, head] of [
    [1e-320, 41_000],
    [-1e308, 1e308],
    [0, 0],
  ] as const) {
    const { change, effect, rule } = compare(bytes(base, head)).comparisons[0]!;
    expect({ change, effect }).toEqual({ change: head === 0 ? "unchanged" : "regressed", effect: null });
    expect(rule.detect).toSatisfy(Number.isFinite);
  }
});

test("a worsening in too few rounds to be sure is inconclusive, and says so; an improvement stands", () => {
  const doubt = "it was counted in 1 round, too few to tell it from chance";
  const changeOf = (base: number, head: number) => compare({ ...bytes(base, head), doubt }).comparisons[0]!;
  expect(changeOf(10_000, 20_000)).toMatchObject({ change: "inconclusive", note: doubt });
  expect(changeOf(20_000, 10_000)).toMatchObject({ change: "improved" });
  expect(changeOf(10_000, 10_000)).not.toHaveProperty("note");
  expect(changeOf(10_000, 10_000).change).toBe("unchanged");
});

test("its rounds are those that both sides have, or head's where base is one stored value", () => {
  const roundsOf = (...[base, head]: (number | null)[][]) =>
    compare({ ...bytes(1, 1), counts: { base: base!, head: head! } }).comparisons[0]!.rounds;
  expect(roundsOf([1, 1, null], [1, 1, 1])).toBe(2);
  expect(roundsOf([1, null], [null, 1])).toBe(0);
  expect(roundsOf([null, null, null], [1, 1, 1])).toBe(3);
  expect(compare(bytes(1, 1)).comparisons[0]!.rounds).toBe(1);
});
