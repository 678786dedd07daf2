import { expect, test } from "vitest";
import { outOfLine } from "../../../src/measure/lighthouse/fit.ts";

const usual = [3000, 3100, 2900, 3050, 2950, 3000];

test.each([
  ["runs like the others", usual, [2800, 3300]],
  ["a run a third slower", usual, [2000, 3000]],
  ["the first round, whose runs are alike", [], [2400, 3800]],
  ["no run at all", [], []],
  ["a lasting change, once most recent runs have it", [...usual, 1500, 1500, 1500, 1500, 1500, 1500], [1500, 1500]],
])("%s: fit", (_, earlier, now) => {
  expect(outOfLine(earlier, now)).toBe(null);
});

test("a run too slow or too fast, whichever it is of the round, is unfit", () => {
  const slow = "the machine ran at 48 % of its usual speed in one run (benchmarkIndex 1450, usually 3000)";
  expect(outOfLine(usual, [1450, 3000])).toBe(slow);
  expect(outOfLine(usual, [3000, 1450])).toBe(slow);
  expect(outOfLine(usual, [3000, 6000])).toContain("at 200 % of its usual speed");
  expect(outOfLine([], [3000, 3000, 3000, 1000])).toContain("at 33 % of its usual speed");
});

test("a lasting change is unfit at first", () => {
  expect(outOfLine(usual, [1500, 1500])).not.toBe(null);
});
