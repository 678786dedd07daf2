import { expect, test } from "vitest";
import { calibrate, fixedTask } from "../../src/measure/calibrate.ts";

test("the work is the same every time", () => {
  expect([fixedTask(), fixedTask()]).toEqual([1_045_894_108, 1_045_894_108]);
});

test("the clock is read around it", () => {
  const readings = [1000, 1031.5];
  expect(calibrate(() => readings.shift()!)).toBe(31.5);
  expect(readings).toEqual([]);
});

test("by the real clock it takes time, and comes out right", () => {
  expect(calibrate()).toBeGreaterThan(0);
});
