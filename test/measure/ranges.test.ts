import { expect, test } from "vitest";
import type { FactRule, Found } from "../../src/measure/fact-rule.ts";
import { ALL, createRanges, rangeOf } from "../../src/measure/ranges.ts";

interface Round {
  readonly looked: readonly string[];
  readonly found: readonly Found[];
}
const rules: readonly FactRule<Round>[] = [
  { rule: "n-plus-one", unit: "count", of: ({ found }) => found, looked: ({ looked }) => looked },
];
const found = (value: number, more: Partial<Found> = {}): Found => ({
  ...{ subject: "GET /", name: "SELECT 1", note: null, value },
  ...more,
});

function rangesOf(...rounds: readonly Round[]) {
  const ranges = createRanges(rules);
  for (const round of rounds) ranges.add(round);
  return (more: Partial<Found> = {}) => ranges.of("n-plus-one", found(0, more));
}

test("the extremes of the rounds; of several numbers in one round the largest, and nothing where a round had none", () => {
  const of = rangesOf(
    { looked: [ALL], found: [found(3), found(7)] },
    { looked: [ALL], found: [found(5), found(9, { name: "other" })] },
  );
  expect(of()).toEqual({ rounds: 2, least: 5, most: 7 });
  expect(of({ name: "other" })).toEqual({ rounds: 2, least: 0, most: 9 });
  expect(of({ name: "never" })).toEqual({ rounds: 2, least: 0, most: 0 });
});

test("a round counts where it looked: nobody knows of what none did", () => {
  const of = rangesOf(
    { looked: ["GET /"], found: [found(3)] },
    { looked: [], found: [] },
    { looked: ["GET /", "GET /b"], found: [found(4)] },
  );
  expect(of()).toEqual({ rounds: 2, least: 3, most: 4 });
  expect(of({ subject: "GET /b" })).toEqual({ rounds: 1, least: 0, most: 0 });
  expect(of({ subject: "GET /c" })).toBeNull();
  expect(rangeOf([])).toBeNull();
});

test("of more names than are kept, nobody knows what was not kept", () => {
  const many = Array.from({ length: 20_001 }, (_, i) => found(i, { name: `${i}` }));
  const of = rangesOf({ looked: [ALL], found: many });
  expect(of({ name: "19999" })).toEqual({ rounds: 1, least: 19_999, most: 19_999 });
  expect(of({ name: "20000" })).toBeNull();
});

test("what has a key is the same by whatever subject it is found in a round", () => {
  const of = rangesOf(
    { looked: [ALL], found: [found(3, { subject: "GET /a", key: "s" })] },
    { looked: [ALL], found: [found(4, { subject: "GET /b", key: "s" })] },
  );
  expect(of({ subject: "target", key: "s" })).toEqual({ rounds: 2, least: 3, most: 4 });
});
