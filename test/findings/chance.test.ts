import { describe, expect, test } from "vitest";
import { generator } from "../../src/compare/statistics/random.ts";
import { ofHead } from "../../src/findings/chance.ts";
import { findingsOf } from "../../src/findings/judge.ts";
import { rangeOf } from "../../src/measure/ranges.ts";
import { type Fact, isOfHead } from "../../src/model/finding.ts";

const ROUNDS = 8;

function factOf(base: readonly number[], head: readonly number[], over: Partial<Fact> = {}): Fact {
  const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? null;
  return {
    ...{ rule: "n-plus-one", collector: "postgres", subject: "shop: GET /cart", name: null, unit: "count" },
    ...{ base: middle(base), head: middle(head), note: null, at: null },
    rounds: { base: rangeOf(base), head: rangeOf(head) },
    ...over,
  };
}

const named = (facts: readonly Fact[], limit = 5) =>
  ofHead(facts.map((fact) => ({ fact, limit, bound: "most" as const })));
const times = (count: number, value: (index: number) => number) => Array.from({ length: count }, (_, i) => value(i));
const steady = (value: number, rounds = ROUNDS) => times(rounds, () => value);

describe("what is of head", () => {
  test("is what each of its rounds has more of than each of base's, whatever it varies by", () => {
    expect(named([factOf(steady(1), steady(21))]).size).toBe(1);
    expect(
      named([
        factOf(
          steady(0),
          times(ROUNDS, (i) => 6 + i),
        ),
      ]).size,
    ).toBe(1);
    expect(named([factOf([...steady(1, 7), 30], steady(21))]).size).toBe(0);
    expect(named([factOf([...steady(1, 7), 21], steady(21))]).size).toBe(0);
    expect(named([factOf([1, 2, 3, 4], [6, 7, 8, 9])]).size).toBe(0);
    expect(named([factOf(steady(1, 4), steady(21, 9))]).size).toBe(1);
    expect(named([factOf([], steady(21))]).size).toBe(0);
  });

  test("is what all rounds of each side agree on, from four of each side on", () => {
    expect(named([factOf(steady(1, 4), steady(21, 4))]).size).toBe(1);
    expect(named([factOf(steady(1, 3), steady(21, 3))]).size).toBe(0);
  });

  test("is below it where less is wrong", () => {
    const fact = factOf(steady(0.9), steady(0.4));
    expect(ofHead([{ fact, limit: 0.8, bound: "least" }]).size).toBe(1);
    expect(ofHead([{ fact: factOf(steady(0.4), steady(0.9)), limit: 0.8, bound: "least" }]).size).toBe(0);
  });

  test("is not one of so many that chance gives one, but many of many are", () => {
    const apart = factOf(
      steady(1),
      times(ROUNDS, (i) => 21 + i),
    );
    const others = (count: number) =>
      times(count, (i) => i).map(() => factOf([1, ...steady(9, 7)], [1, ...steady(9, 7)]));
    expect(named([apart, ...others(50)]).size).toBe(1);
    expect(named([apart, ...others(55)]).size).toBe(0);
    const few = times(30, (i) => i).map(() => factOf([1, 9], [1, 9]));
    expect(named([apart, ...few]).size).toBe(1);
    expect(named([apart, ...others(55), { ...apart }]).size).toBe(2);
    // What all rounds agree on stands out of more.
    expect(named([factOf(steady(1), steady(21)), ...others(55)]).size).toBe(1);
    const within = times(60, (i) => i).map(() => factOf([1, ...steady(4, 7)], steady(4)));
    expect(named([apart, ...within]).size).toBe(1);
  });
});

describe("identical builds", () => {
  const random = generator(20_261_122);
  const up = (to: number) => Math.floor(random() * to);
  const mean = (count: number, draw: () => number) => times(count, draw).reduce((sum, one) => sum + one, 0) / count;
  const noise = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  /** A round of one side. */
  const kinds = {
    "queries of one to nine, a dozen requests": {
      rule: "n-plus-one",
      unit: "count",
      draw: () => mean(12, () => 1 + up(9)),
    },
    "none or twenty, as a cache has it": { rule: "n-plus-one", unit: "count", draw: () => 20 * up(2) },
    "the longest wait for a lock": {
      rule: "lock-wait",
      unit: "ms",
      draw: () => Math.max(...times(50, () => -40 * Math.log(1 - random()))),
    },
    "memory that grows": { rule: "leak", unit: "bytes", draw: () => 1500 + 800 * noise() },
    "a rare task of the background": { rule: "slow-statement", unit: "ms", draw: () => (random() < 0.3 ? 150 : 0) },
    "dead rows of a table": { rule: "stale-statistics", unit: "fraction", draw: () => 0.1 + 0.3 * random() },
  } as const;

  const facts = () =>
    Object.entries(kinds).map(([subject, { rule, unit, draw }]) =>
      factOf(times(ROUNDS, draw), times(ROUNDS, draw), { rule, unit, subject }),
    );

  test("have nothing that is new or worse: at most one run in a hundred, of two thousand", () => {
    const runs = 2_000;
    const settings = { limits: {}, block: [] };
    const wrong = times(runs, () =>
      findingsOf({ facts: facts(), comparisons: [], base: "measured", settings }).some(isOfHead) ? 1 : 0,
    ).reduce((sum, one) => sum + one, 0);
    expect(wrong / runs).toBeLessThanOrEqual(0.01);
    // They have findings, though: nobody looked away.
    expect(findingsOf({ facts: facts(), comparisons: [], base: "measured", settings }).length).toBeGreaterThan(0);
  });
});
