import { expect, test } from "vitest";
import { planDifference } from "../../src/measure/plans.ts";

test.each<[string, readonly string[], readonly string[], string | null]>([
  ["the same steps", ["a", "b"], ["a", "b"], null],
  ["in another order", ["a", "b"], ["b", "a"], null],
  ["another one", ["a", "b"], ["a", "c"], "b → c"],
  ["once more", ["a"], ["a", "a"], "nothing → a"],
  ["once less", ["a", "a", "b"], ["a"], "a, b → nothing"],
])("%s", (_, base, head, difference) => {
  expect(planDifference(base, head)).toBe(difference);
});

test("names that fill a page do not", () => {
  expect(planDifference(["a".repeat(5_000)], ["b"])).toHaveLength(300);
});
