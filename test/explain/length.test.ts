import { expect, test } from "vitest";
import { lengthOf, priceOf, warmupOf } from "../../src/explain/length.ts";
import { explainSchema } from "../../src/explain/schema.ts";

const config = (seconds: string) => explainSchema.parse({ seconds });
const scripts = (count: number) => ({
  scripts: Array.from({ length: count }, (_, at) => `${at}.js`),
  bothAtOnce: true,
});

test("a profile goes on for its load and what the warm-up took beside its own, and a second more", () => {
  expect(lengthOf(config("3s"), scripts(1), 2700)).toBe(5);
  // A second of each of five scripts, and 3.5 s in which k6 starts.
  expect(lengthOf(config("3s"), scripts(5), 8500)).toBe(10);
  expect(lengthOf(config("20s"), scripts(5), 8500)).toBe(25);
  // Requests of 10 s.
  expect(lengthOf(config("1s"), scripts(1), 11_000)).toBe(12);
  expect(lengthOf(config("3s"), scripts(0), 0)).toBe(4);
});

test("the warm-up is no longer than a profile", () => {
  expect([warmupOf(config("1s")), warmupOf(config("3s"))]).toEqual([1000, 2000]);
});

test("the price is that of every script's own start, in each load of each pair", () => {
  expect(priceOf(config("3s"), scripts(1))).toBe(5 * (4 + 2 * 5));
  expect(priceOf(config("3s"), scripts(5))).toBe(5 * (11 + 2 * 11));
  expect(priceOf(config("3s"), { ...scripts(5), bothAtOnce: false })).toBe(5 * (2 * 11 + 2 * 11));
});
