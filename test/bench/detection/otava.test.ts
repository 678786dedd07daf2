import { describe, expect, test } from "vitest";
import { changePoints } from "../../../bench/detection/rules/otava.ts";
import { OTAVA } from "./oracle.ts";

const indexes = (series: readonly number[], settings: { window?: number; maxP?: number; minMagnitude?: number }) =>
  changePoints(series, { window: 50, maxP: 0.001, minMagnitude: 0, ...settings }).map(({ index }) => index);

// Apache Otava's own tests/analysis_test.py and tests/series_test.py.
describe("its own examples", () => {
  const halved = [
    1.02, 0.95, 0.99, 1.0, 1.12, 1.0, 1.01, 0.98, 1.01, 0.96, 0.5, 0.51, 0.48, 0.48, 0.55, 0.5, 0.49, 0.51, 0.5, 0.49,
  ];
  const first = [1.02, 0.95, 0.99, 1.0, 1.12, 0.9, 0.5, 0.51, 0.48, 0.48, 0.55];
  const second = [2.02, 2.03, 2.01, 2.04, 1.82, 1.85, 1.79, 1.81, 1.8, 1.76, 1.78];

  test("one step in windows of ten", () => expect(indexes(halved, { window: 10, maxP: 0.0001 })).toEqual([10]));
  test("steps at 6 and at 4", () => {
    expect(indexes(first, {})).toEqual([6]);
    expect(indexes(second, {})).toEqual([4]);
  });
  test("a least magnitude of 0.2 leaves the larger one", () => {
    expect(indexes(first, { minMagnitude: 0.2 })).toEqual([6]);
    expect(indexes(second, { minMagnitude: 0.2 })).toEqual([]);
  });
  test("a beginning of zeros", () => {
    expect(indexes([0, 0, 0, ...first.slice(3)], {})).toEqual([3, 6]);
  });
});

describe("the values of the real one", () => {
  const cases = OTAVA.flatMap(({ series, expected }) => expected.map((one) => ({ series, ...one })));
  test.each(cases)("case %#: p $maxP, magnitude $minMagnitude: $index", ({ series, index, p, maxP, minMagnitude }) => {
    const found = changePoints(series, { window: 50, maxP, minMagnitude });
    expect(found.map((one) => one.index)).toEqual(index);
    for (const [i, one] of found.entries()) expect(Math.abs(one.p / p[i]! - 1)).toBeLessThan(1e-6);
  });
});
