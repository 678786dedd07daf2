import { expect, test } from "vitest";
import { lostCounts, withoutNumbers } from "../../src/measure/lost.ts";

test.each<[readonly string[], string]>([
  [["/a"], "/a has no numbers of that round"],
  [["/a", "/b"], "/a and /b have no numbers of that round"],
  [["/a", "/b", "/c"], "/a, /b and /c have no numbers of that round"],
  [["/a", "/b", "/c", "/d", "/e"], "/a, /b, /c and 2 more have no numbers of that round"],
])("%j: a few are named", (endpoints, words) => {
  expect(withoutNumbers(endpoints)).toBe(words);
});

test("a name of any length leaves a sentence that can be read", () => {
  expect(lostCounts("Redis", "head", new Array(4).fill("x".repeat(9_000))).length).toBeLessThan(3_200);
});
