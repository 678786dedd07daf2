import { expect, test } from "vitest";
import { lowerBound, theilSen } from "../../src/measure/slope.ts";

test("the lower bound of the mean's 95 % interval", () => {
  // scipy.stats.t.interval(.95, 4, loc=3, scale=stats.sem([1, 2, 3, 4, 5]))[0]
  expect(lowerBound([1, 2, 3, 4, 5])).toBeCloseTo(1.036756838522439, 6);
  expect(lowerBound([7, 7, 7, 7, 7])).toBe(7);
  expect(lowerBound([1, 2, 3, 4])).toBeNull();
});

test("a slope that a fall and a leap leave alone", () => {
  const points = Array.from({ length: 21 }, (_, x) => ({ x, y: 3 * x + 5 }));
  points[4] = { x: 4, y: 1000 };
  points[15] = { x: 15, y: -1000 };
  expect(theilSen(points)).toBe(3);
});

test("no slope without two moments", () => {
  expect(theilSen([])).toBeNull();
  expect(
    theilSen([
      { x: 1, y: 1 },
      { x: 1, y: 2 },
    ]),
  ).toBeNull();
});
