import { expect, test } from "vitest";
import { logTicks, startOf, wholeTicks } from "../../../../../src/report/render/html/charts/ticks.ts";

test.each([
  [12, 2, 10],
  [1, 2, 0],
  [0, 2, 0],
  [-1, 2, -3],
])("an axis of %d and more, with room of %d, begins at %d", (low, room, start) => {
  expect(startOf(low, room)).toBe(start);
});

test.each([
  [1, [1]],
  [5, [1, 2, 3, 4, 5]],
  [16, [2, 4, 6, 8, 10, 12, 14, 16]],
  [60, [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60]],
  [300, [50, 100, 150, 200, 250, 300]],
])("rounds up to %d", (last, ticks) => {
  expect(wholeTicks(last)).toEqual(ticks);
});

test.each([
  [3, 80, [5, 10, 20, 50]],
  [10, 12, [10, 10.5, 11, 11.5, 12]],
  [0.5, 5000, [1, 10, 100, 1000]],
  [1e-9, 1e9, [1e-9, 1e-6, 1e-3, 1, 1e3, 1e6, 1e9]],
])("logarithms from %d to %d", (low, high, ticks) => {
  const found = logTicks(low, high);
  expect(found.length).toBeGreaterThanOrEqual(3);
  expect(found.length).toBeLessThanOrEqual(9);
  expect(found.map((one) => Number(one.toPrecision(6)))).toEqual(ticks);
});
