import { expect, test } from "vitest";
import { excerpt, lastLines } from "../../src/target/excerpt.ts";

test("a text of 200 characters is whole, a longer one is cut, but no character is", () => {
  const whole = "🚀".repeat(200);
  expect(excerpt(whole)).toBe(whole);
  expect(excerpt(`${whole}!`)).toBe(`${"🚀".repeat(199)}…`);
});

test("nothing, one line, some lines; marked and harmless", () => {
  expect(lastLines([])).toBe(" It printed nothing.");
  expect(lastLines(["::error::x"])).toBe(" Its last line:\n  | ::error::x");
  expect(lastLines(["\x1b[31mone", "##[error]two"])).toBe(" Its last 2 lines:\n  | one\n  | ## [error]two");
});

test.each(["x", "🚀"])("long lines are cut, and the first of many are dropped, never the last", (character) => {
  const lines = Array.from({ length: 50 }, (_, index) => `${index + 1} ${character.repeat(65_000)}`);
  const [head, ...shown] = lastLines(lines).split("\n");
  expect(head).toBe(` Its last ${shown.length} lines:`);
  expect(shown.at(-1)).toBe(`  | 50 ${character.repeat(196)}…`);
  expect(shown[0]).toMatch(new RegExp(`^ {2}\\| ${51 - shown.length} `));
  expect(lastLines(lines).length).toBeLessThan(4_100);
  expect(shown.length).toBeGreaterThanOrEqual(9);
});
