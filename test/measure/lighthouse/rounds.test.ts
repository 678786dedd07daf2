import { describe, expect, test } from "vitest";
import { checkBudgets } from "../../../src/compare/budgets.ts";
import { compareAll } from "../../../src/compare/compare.ts";
import { exactSeries, type RoundValues, timingSeries } from "../../../src/measure/lighthouse/rounds.ts";
import type { TimingValues } from "../../../src/measure/lighthouse/values.ts";
import type { MetricOverride } from "../../../src/model/override.ts";
import type { Series } from "../../../src/model/series.ts";

const timings = (lcp: number | null): TimingValues => ({
  lcp,
  fcp: 1,
  tti: 1,
  "speed-index": 1,
  "main-thread": 1,
  bootup: 1,
  tbt: 0,
  cls: 0,
  score: null,
});

/** How series are judged under one rule. */
function weigh(series: readonly Series[], override: MetricOverride) {
  const { comparisons } = compareAll({ series, overrides: [override], falseAlarms: 0.01 });
  return { comparisons, budgets: checkBudgets({ series, comparisons, limits: [] }) };
}

/** A round of one page; null: without exact values. */
const round = (
  base: readonly [number | null, number | null],
  head: readonly [number | null, number | null],
): RoundValues => {
  const run = ([lcp, bytes]: readonly [number | null, number | null]) => ({
    timings: timings(lcp),
    exact: bytes === null ? null : new Map([["bytes", bytes]]),
  });
  return new Map([["/", { base: run(base), head: run(head) }]]);
};

test("a value a round and side; a round that the page had no part in gives none", () => {
  const { series, notWeighed } = timingSeries("/", [
    round([100, 5], [110, 5]),
    new Map(),
    round([null, null], [120, null]),
  ]);
  expect(series.find(({ metric }) => metric.id === "lighthouse/lcp@/")).toMatchObject({
    base: [100, null, null],
    head: [110, null, 120],
  });
  expect(series).toHaveLength(8);
  expect(notWeighed).toEqual(["/: Lighthouse gave no score in any run."]);
  expect(timingSeries("/", [])).toEqual({ series: [], notWeighed: [] });
});

test("what gates keeps its place where no run gave it, and is no pass", () => {
  const { series, notWeighed } = timingSeries("/", [round([null, 5], [null, 5]), new Map()]);
  expect(series.find(({ metric }) => metric.id === "lighthouse/lcp@/")).toMatchObject({
    metric: { role: "gate" },
    base: [null, null],
    head: [null, null],
  });
  expect(notWeighed).toEqual(["/: Lighthouse gave no score in any run."]);
  const { comparisons } = compareAll({ series, overrides: [], falseAlarms: 0.01 });
  expect(comparisons.find(({ rule }) => rule.role === "gate")).toMatchObject({
    change: "inconclusive",
    note: "neither side gave a value",
  });
});

test("exact values come from the runs that have them", () => {
  const agreeing = [round([1, 500], [1, 600]), round([1, 500], [1, 600]), round([1, null], [1, null])];
  expect(exactSeries("/", agreeing)).toMatchObject({
    series: [{ kind: "exact", metric: { id: "lighthouse/bytes@/", unit: "bytes" }, base: 500, head: 600 }],
    notes: [],
  });
});

describe("an exact metric whose runs differ", () => {
  const padded = [round([1, 500], [1, 600_000]), round([1, 500], [1, 607_000]), round([1, null], [1, null])];
  const { series, notes } = exactSeries("/", padded);

  test("is a sampled series: each full run at its round", () => {
    expect(series).toEqual([
      {
        kind: "sampled",
        metric: {
          id: "lighthouse/bytes@/",
          unit: "bytes",
          better: "lower",
          kind: "sampled",
          scale: "ratio",
          role: "watch",
          tolerate: { relative: 0.02, absolute: 250 },
          detect: 0.05,
        },
        base: [500, 500, null],
        head: [600_000, 607_000, null],
      },
    ]);
    expect(notes).toEqual([
      "/: not the same in every run of a side, so judged over the rounds as what varies by chance: bytes (600000, 607000 on head).",
    ]);
  });

  test("is inconclusive where it gates, and its limits are held to the estimate", () => {
    const { comparisons, budgets } = weigh(series, { glob: "lighthouse/bytes@*", role: "gate", max: 100_000 });
    expect(comparisons).toMatchObject([{ change: "inconclusive", base: 500, head: 603_500, rounds: 2 }]);
    expect(budgets).toMatchObject([{ level: "max", head: 603_500, outcome: "broken-by-estimate" }]);
  });

  test("can be shown unchanged by many full rounds, counts too", () => {
    const counts = (requests: number) => ({ timings: timings(1), exact: new Map([["requests", requests]]) });
    const rounds = Array.from({ length: 12 }, (_, index): RoundValues => {
      const run = counts(30 + (index % 2));
      return new Map([["/", { base: run, head: run }]]);
    });
    const { comparisons } = weigh(exactSeries("/", rounds).series, { glob: "*", role: "gate" });
    expect(comparisons).toMatchObject([{ metric: { kind: "sampled" }, change: "unchanged", rounds: 12 }]);
  });

  test("differs also where one run could not tell", () => {
    const { series, notes } = exactSeries("/", [
      new Map([["/", { head: { timings: timings(1), exact: new Map([["unused-js", null]]) } }]]),
      new Map([["/", { head: { timings: timings(1), exact: new Map([["unused-js", 9]]) } }]]),
    ]);
    expect(series).toMatchObject([{ kind: "sampled", base: [null, null], head: [null, 9] }]);
    expect(notes).toEqual([expect.stringContaining("unused-js (none, 9 on head).")]);
  });
});

test("head alone has no base", () => {
  const alone: RoundValues = new Map([["/", { head: { timings: timings(100), exact: new Map([["bytes", 5]]) } }]]);
  expect(timingSeries("/", [alone]).series[0]).toMatchObject({ base: [null], head: [100] });
  expect(exactSeries("/", [alone]).series).toMatchObject([{ base: null, head: 5 }]);
});
