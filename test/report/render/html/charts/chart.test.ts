import { describe, expect, test } from "vitest";
import { type ChartData, optionOf, summaryOf } from "../../../../../src/report/render/html/charts/chart.ts";
import { EXTREMES } from "./extremes.ts";
import {
  distributionChart,
  historyChart,
  intervalChart,
  looksChart,
  roundsChart,
  SAMPLES,
  timelineChart,
  treeChart,
} from "./samples.ts";

interface Item {
  readonly value: readonly (number | "-")[];
  readonly tip: readonly string[];
}

/** The items of the series `id`. */
function itemsOf(data: ChartData, id: string): readonly Item[] {
  const series = [optionOf(data).series ?? []].flat();
  const found = series.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no series ${id} among ${series.map((one) => one.id)}`);
  return found.data as unknown as readonly Item[];
}

const valuesOf = (data: ChartData, id: string) => itemsOf(data, id).map(({ value }) => value);

describe("what is drawn is what was measured", () => {
  test("rounds: both values of each, and what is not there is not drawn", () => {
    const data = { ...roundsChart(), base: [12.1, null, 12.5, null], head: [13.2, 13.4, null, null] };
    expect(valuesOf(data, "rounds")).toEqual([
      [1, 12.1, 13.2],
      [2, "-", 13.4],
      [3, 12.5, "-"],
    ]);
    expect(itemsOf(data, "rounds").map(({ tip }) => tip)).toEqual([
      ["round 1", "base 12.1 ms", "head 13.2 ms", "difference +9.09 %"],
      ["round 2", "base –", "head 13.4 ms"],
      ["round 3", "base 12.5 ms", "head –"],
    ]);
  });

  test("interval and looks", () => {
    expect(valuesOf(intervalChart, "interval")).toEqual([[0.0921, 0.0713, 0.1132]]);
    expect(valuesOf(looksChart, "looks")).toEqual([
      [8, 0.081, 0.021, 0.152],
      [12, 0.098, 0.052, 0.141],
      [16, 0.0921, 0.0713, 0.1132],
    ]);
    expect(itemsOf(looksChart, "looks").map(({ tip }) => tip.at(-1))).toEqual([
      "+8.1 % (+2.1 to +15.2 %)",
      "+9.8 % (+5.2 to +14.1 %)",
      "settled at this look",
    ]);
  });

  test("distribution: the share of a side's requests by width of the logarithm, without empty ends", () => {
    const data = {
      ...distributionChart,
      edges: [1, 10, 100, 1000, 10_000],
      counts: { base: [0, 30, 10, 0], head: [0, 5, 15, 0] },
    };
    expect(valuesOf(data, "base")).toEqual([
      [1, 0.75],
      [2, 0.25],
      [3, 0.25],
    ]);
    expect(valuesOf(data, "head").map(([, density]) => density)).toEqual([0.25, 0.75, 0.75]);
    expect(itemsOf(data, "base")[0]!.tip).toEqual([
      "10 ms to 100 ms",
      "base 75 % of requests",
      "head 25 % of requests",
    ]);
    const wide = { ...data, edges: [1, 10, 1000], counts: { base: [1, 1], head: null } };
    expect(valuesOf(wide, "base").map(([, density]) => density)).toEqual([0.5, 0.25, 0.25]);
    expect(() => valuesOf(wide, "head")).toThrow("no series head");
  });

  test("timeline: every window at its middle, rounds end to end, rates by the second", () => {
    const beat = { requests: 30, failed: 2, p50: 12, p95: 20 };
    const data: ChartData = {
      ...timelineChart(),
      seconds: 2,
      windows: [
        { round: 3, at: 0, base: beat, head: null },
        { round: 3, at: 2, base: { ...beat, p50: null }, head: beat },
        { round: 5, at: 0, base: null, head: { ...beat, requests: 10, failed: 0 } },
      ],
    };
    expect(valuesOf(data, "p50 base")).toEqual([
      [1, 12],
      [3, "-"],
      [5, "-"],
    ]);
    expect(valuesOf(data, "p95 head").map(([, value]) => value)).toEqual(["-", 20, 20]);
    expect(valuesOf(data, "rate head").map(([, value]) => value)).toEqual(["-", 15, 5]);
    expect(valuesOf(data, "failed base").map(([, value]) => value)).toEqual([2, 2, "-"]);
    expect(itemsOf(data, "p50 head")[2]!.tip).toEqual([
      "round 5, second 0",
      "base: no requests",
      "head: p50 12 ms, p95 20 ms, 5 requests a second, 0 failed",
    ]);
  });

  test("tree: an area is head's size, or base's where head has none", () => {
    const nodes = itemsOf(treeChart, "tree") as unknown as readonly { name: string; value: number; tip: string[] }[];
    expect(nodes.map(({ name, value }) => [name, value])).toEqual([
      ["node_modules", 34_100],
      ["src", 28_650],
    ]);
    expect(nodes[1]!.tip).toEqual(["src", "base 24 kB", "head 24.7 kB", "+650 B"]);
  });

  test("history: stored values, then head", () => {
    const data = { ...historyChart, values: [12, 12.5] };
    expect(valuesOf(data, "values")).toEqual([
      [0, 12],
      [1, 12.5],
    ]);
    expect(valuesOf(data, "head")).toEqual([[2, 13.21]]);
    expect(itemsOf(data, "values").map(({ tip }) => tip)).toEqual([
      ["12 ms", "2 stored jobs ago"],
      ["12.5 ms", "1 stored job ago"],
    ]);
  });
});

test("nothing moves by itself, and all colours are the page's", () => {
  for (const data of SAMPLES) {
    const option = optionOf(data);
    expect(option.animation).toBe(false);
    expect(option.tooltip).toMatchObject({ transitionDuration: 0, confine: true });
    expect(JSON.stringify(option)).not.toMatch(/#[0-9a-f]{3,8}\b|rgb/);
  }
});

test("data survive JSON: the page draws what was drawn here", () => {
  for (const data of SAMPLES) {
    expect(JSON.stringify(optionOf(JSON.parse(JSON.stringify(data)) as ChartData))).toBe(
      JSON.stringify(optionOf(data)),
    );
  }
});

describe("in words", () => {
  test.each(SAMPLES.map((data) => [data.kind, data] as const))("%s", (_, data) => {
    expect(summaryOf(data)).toMatchSnapshot();
  });

  test.each([
    ["no rounds", "No round has a value of both sides."],
    ["one round", "Head was worse than base in 1 of 1 rounds. Base was 1 ms, head 2 ms."],
    ["no looks", "No look was taken."],
    ["one look", "after 8 rounds +8.1 % (+2.1 to +15.2 %). The look after 8 rounds settled it."],
    ["no leaves", "Nothing moved."],
  ])("%s", (name, words) => {
    expect(summaryOf(EXTREMES[name]!)).toContain(words);
  });

  test.each(Object.entries(EXTREMES))("%s is told without a number that is none", (_, data) => {
    expect(summaryOf(data)).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  test("which windows are not shown", () => {
    expect(summaryOf(timelineChart(400, 4))).toContain("100 later windows are not shown.");
  });
});
