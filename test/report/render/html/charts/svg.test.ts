import { describe, expect, test } from "vitest";
import type { ChartData } from "../../../../../src/report/render/html/charts/chart.ts";
import { svgOf } from "../../../../../src/report/render/html/charts/svg.ts";
import { type Element, readXml } from "../../../../helpers/xml.ts";
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

const svg = (data: ChartData) => svgOf(data, 720);

/** Of all texts of a picture, in its order. */
function textsOf({ name, text, children }: Element): readonly string[] {
  const own = name === "text" && text.trim() !== "" ? [text] : [];
  return [...own, ...children.flatMap(textsOf)];
}

describe("the picture", () => {
  test.each([
    ["rounds", roundsChart(), ["base", "head", "12.5 ms", "round", "16"]],
    [
      "interval",
      intervalChart,
      ["+9.2 % (+7.1 to +11.3 %)", "tolerate ±2 %", "detect ±5 %", "0 %", "← better", "worse →"],
    ],
    ["looks", looksChart, ["rounds at the look", "8", "12", "16", "settled", "↑ worse", "↓ better"]],
    ["distribution", distributionChart, ["base", "head", "p50", "p95", "p99", "10 ms", "50 ms"]],
    [
      "timeline",
      timelineChart(),
      ["latency, p50 and p95", "requests a second", "failed requests in 1 s", "head p95", "20 ms"],
    ],
    ["tree", treeChart, ["cart.ts", "+4.70 kB", "format.js", "new, +14.8 kB", "gone, -4 kB", "grew or new"]],
    ["history", historyChart, ["head 13.2 ms"]],
  ] as const)("of %s is well-formed and has its labels", (_, data, labels) => {
    expect(textsOf(readXml(svg(data)))).toEqual(expect.arrayContaining([...labels]));
  });

  test("says limits in the unit where a percentage of next to nothing says none", () => {
    const tiny = { tolerate: 5, detect: 12.5, tinyBase: 0.02 };
    const labels = ["tolerate ±0.1 ms", "detect ±0.25 ms"];
    expect(textsOf(readXml(svg({ ...intervalChart, ...tiny })))).toEqual(expect.arrayContaining(labels));
    expect(textsOf(readXml(svg({ ...looksChart, ...tiny })))).toEqual(expect.arrayContaining(labels));
  });

  test("says which way is worse where more is better", () => {
    const measured = { unit: "number", scale: "ratio", better: "higher" } as const;
    expect(textsOf(readXml(svg({ ...intervalChart, measured })))).toEqual(
      expect.arrayContaining(["← worse", "better →"]),
    );
    expect(textsOf(readXml(svg({ ...looksChart, measured })))).toEqual(expect.arrayContaining(["↑ better", "↓ worse"]));
  });

  test("says which way is which where nobody knows which is worse", () => {
    const measured = { unit: "number", scale: "ratio", better: null } as const;
    expect(textsOf(readXml(svg({ ...intervalChart, measured })))).toEqual(
      expect.arrayContaining(["← lower", "higher →"]),
    );
  });

  test("is the same whatever was drawn before, and no two of a page share an id", () => {
    const first = SAMPLES.map(svg);
    expect(SAMPLES.toReversed().map(svg).reverse()).toEqual(first);
    const ids = first.flatMap((one) => [...new Set([...one.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!))]);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
    for (const one of first) {
      const used = [...one.matchAll(/url\(#([^)]*)\)/g)].map(([, id]) => id);
      for (const id of used) expect(one).toContain(` id="${id}"`);
    }
  });

  test("has colours of the page only, and neither styles nor scripts of its own", () => {
    for (const one of SAMPLES.map(svg)) {
      expect(one).not.toMatch(/<style|<script|class=|ecmeta|href/);
      const colours = [...one.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour!);
      // Black is what lines without an inside are filled with.
      expect(colours.filter((colour) => !/^(?:var\(--chart-[a-z]+\)|none|#000)$/.test(colour))).toEqual([]);
    }
  });

  test("has no axis below zero for what is never below zero", () => {
    const values = [2, 3, 180, 4];
    const small = { ...historyChart, values, low: 2, median: 3, high: 100, head: 1 };
    const few = { ...roundsChart(), base: values, head: [3, 2, 2, 5] };
    for (const data of [few, { ...few, base: [0, 0], head: [0, 0] }, timelineChart(), small])
      expect(textsOf(readXml(svg(data))).filter((text) => text.startsWith("-"))).toEqual([]);
    const below = { ...few, base: [-40, 10], head: [20, 30] };
    expect(textsOf(readXml(svg(below)))).toContain("-40 ms");
  });

  test("is small", () => {
    for (const data of SAMPLES) expect([data.kind, svg(data).length < 25_000]).toEqual([data.kind, true]);
  });
});

describe("data that no run makes", () => {
  test.each(Object.entries(EXTREMES))("%s: drawn without a number that is none", (_, data) => {
    expect(svg(data)).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  test("give well-formed pictures", () => {
    const all = Object.values(EXTREMES).map(svg);
    expect(readXml(`<all>${all.join("")}</all>`).children).toHaveLength(all.length);
  });
});
