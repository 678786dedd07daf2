import { expect, test } from "vitest";
import { exactSeries, type RoundValues, timingSeries } from "../../../src/measure/lighthouse/rounds.ts";
import type { TimingValues } from "../../../src/measure/lighthouse/values.ts";

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

test("exact values come from the runs that have them and must agree on each side", () => {
  const agreeing = [round([1, 500], [1, 600]), round([1, 500], [1, 600]), round([1, null], [1, null])];
  expect(exactSeries("/", agreeing)).toMatchObject({
    series: [{ kind: "exact", metric: { id: "lighthouse/bytes@/", unit: "bytes" }, base: 500, head: 600 }],
    notWeighed: [],
  });
  expect(exactSeries("/", [round([1, 500], [1, 600]), round([1, 500], [1, 607])])).toEqual({
    series: [],
    notWeighed: ["/: not the same in every run: bytes (600, 607 on head)."],
  });
});

test("head alone has no base", () => {
  const alone: RoundValues = new Map([["/", { head: { timings: timings(100), exact: new Map([["bytes", 5]]) } }]]);
  expect(timingSeries("/", [alone]).series[0]).toMatchObject({ base: [null], head: [100] });
  expect(exactSeries("/", [alone]).series).toMatchObject([{ base: null, head: 5 }]);
});
