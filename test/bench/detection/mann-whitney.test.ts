import { describe, expect, test } from "vitest";
import { isSlower } from "../../../bench/detection/rules/benchstat.ts";
import {
  asymptoticMannWhitneyP,
  exactMannWhitneyP,
  mannWhitneyU,
} from "../../../bench/detection/rules/mann-whitney.ts";
import { comparedP } from "../../../bench/detection/rules/sitespeed.ts";
import { MANN_WHITNEY } from "./oracle.ts";

test.each(MANN_WHITNEY)("scipy's values, case %#", ({ x, y, u, exactGreater, exactTwo, asymptoticGreater }) => {
  if (u !== undefined) expect(mannWhitneyU(x, y)).toBe(u);
  if (exactGreater !== undefined) expect(exactMannWhitneyP(x, y, "greater")).toBeCloseTo(exactGreater, 12);
  if (exactTwo !== undefined) expect(exactMannWhitneyP(x, y, "two-sided")).toBeCloseTo(exactTwo, 12);
  // The error function that it stands on is good to seven digits.
  if (asymptoticGreater !== undefined) {
    expect(asymptoticMannWhitneyP(x, y, "greater")).toBeCloseTo(asymptoticGreater, 6);
  }
});

describe("sitespeed.io", () => {
  const cases = MANN_WHITNEY.filter(({ autoGreater }) => autoGreater !== undefined);
  test.each(cases)("p as scipy chooses the method, case %#", ({ x, y, autoGreater }) => {
    expect(comparedP(x, y)).toBeCloseTo(autoGreater!, 6);
  });

  test("a sample without variation is skipped", () => {
    expect(comparedP([3, 3, 3], [1, 2, 3])).toBeNull();
    expect(comparedP([1, 2, 3], [3, 3, 3])).toBeNull();
  });
});

// golang/perf, benchmath/assumption_test.go (TestCompareNone) and cmd/benchstat/testdata/{old,new}.txt with csvOldNew.stdout.
describe("benchstat", () => {
  test.each([
    { base: [-1, -1, -1], head: [1, 1, 1], p: 0.1 },
    { base: [-1, -1, -1, -1], head: [1, 1, 1, 1], p: 0.02857142857142857 },
    { base: [1, -1, -1, -1], head: [-1, 1, 1, 1], p: 0.4857142857142857 },
    { base: [1, 1, 1, 1], head: [1, 1, 1, 1], p: 1 },
  ])("p = $p", ({ base, head, p }) => {
    expect(exactMannWhitneyP(base, head, "two-sided")).toBeCloseTo(p, 12);
  });

  const gob = {
    base: [3069, 3075, 3069, 3067, 3207, 3064, 3064, 3058, 3059, 3062],
    head: [3075, 3065, 3059, 3065, 3060, 3081, 3186, 3135, 3087, 3062],
  };
  const json = {
    base: [1726, 1723, 1707, 1707, 1713, 1729, 1736, 1707, 1705, 1774],
    head: [1423, 1416, 1411, 1413, 1412, 1426, 1422, 1424, 1447, 1425],
  };

  test("its example: p=0.446 and p=0.000, n=10", () => {
    expect(exactMannWhitneyP(gob.base, gob.head, "two-sided").toFixed(3)).toBe("0.446");
    expect(exactMannWhitneyP(json.base, json.head, "two-sided").toFixed(3)).toBe("0.000");
  });

  test("only the slower direction is an alarm", () => {
    expect(isSlower(gob.base, gob.head)).toBe(false);
    expect(isSlower(json.base, json.head)).toBe(false);
    expect(isSlower(json.head, json.base)).toBe(true);
    // uTestMinP: three a side can never reach 0.05, four can.
    expect(isSlower([1, 2, 3], [11, 12, 13])).toBe(false);
    expect(isSlower([1, 2, 3, 4], [11, 12, 13, 14])).toBe(true);
  });
});
