import { describe, expect, test } from "vitest";
import { type ChartData, optionOf, summaryOf } from "../../../../../src/report/render/html/charts/chart.ts";
import { figureOf } from "../../../../../src/report/render/html/charts/figure.ts";
import { tipOf } from "../../../../../src/report/render/html/charts/tip.ts";
import { SAMPLES, timelineChart, treeChart } from "./samples.ts";

function dataOf(figure: string): ChartData {
  const [, json] = /<script type="application\/json">([\s\S]*?)<\/script>/.exec(figure)!;
  return JSON.parse(json!) as ChartData;
}

test("a figure holds the picture, what is said instead of it, and the data", () => {
  for (const data of SAMPLES) {
    const figure = figureOf(data);
    expect(figure).toMatch(
      /^<figure data-chart>\n<div role="img" aria-label="[^"<]+"><svg [\s\S]+<\/svg><\/div>\n<script type="application\/json">[^<]+<\/script>\n<\/figure>$/,
    );
    expect(dataOf(figure)).toEqual(data);
  }
});

test("no more data than is drawn, but all of it is told of", () => {
  const leaves = Array.from({ length: 900 }, (_, i) => ({ path: `m${i}`, base: i, head: i }));
  const tree = figureOf({ ...treeChart, leaves });
  expect(dataOf(tree)).toMatchObject({ leaves: { length: 250 } });
  expect(tree).toContain("900 parts");
  const timeline = figureOf(timelineChart(400, 4));
  expect(dataOf(timeline)).toMatchObject({ windows: { length: 1500 } });
  expect(timeline).toContain("100 later windows are not shown.");
});

describe("names from outside are words, whatever is in them", () => {
  const NAMES = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    '" onload="alert(1)',
    "{b|x} {name} {@constructor}",
    "a\u202Egpj.exe\u0000\u001B[31m",
    "&lt;b&gt;",
  ];
  const FOLDER = ["<i>/<u>/x", "<i>/<u>/y"];
  const ACTING = /(?!\n)\p{Cc}|\u202E/u;
  const hostile: ChartData = {
    ...treeChart,
    title: NAMES[0]!,
    by: NAMES[3]!,
    leaves: NAMES.map((path, i) => ({ path: path.replaceAll("/", "∕"), base: 1000, head: 2000 + i })).concat(
      FOLDER.map((path) => ({ path, base: 1, head: 3000 })),
    ),
  };

  test("in the figure", () => {
    const figure = figureOf(hostile);
    const tags = [...figure.matchAll(/<([/!a-z]+)/gi)].map(([, name]) => name!);
    const known = [
      "figure",
      "div",
      "svg",
      "path",
      "rect",
      "g",
      "defs",
      "clipPath",
      "text",
      "tspan",
      "circle",
      "polygon",
    ];
    expect(tags.filter((tag) => !known.includes(tag.replace("/", "")) && !/^\/?script$/.test(tag))).toEqual([]);
    expect(tags.filter((tag) => tag.endsWith("script"))).toEqual(["script", "/script"]);
    expect(figure).not.toMatch(/ on\w+="/);
    expect(figure.replace(/<script[\s\S]*/, "")).not.toMatch(ACTING);
    expect(dataOf(figure)).toEqual(hostile);
  });

  test("in the picture, braces too", () => {
    const name = "{b|x} {name} {@constructor}";
    expect(figureOf({ ...treeChart, leaves: [{ path: name, base: 1, head: 1 }] })).toContain(`>${name}<`);
  });

  test("in what is said at the mouse", () => {
    const { series, tooltip } = optionOf(hostile);
    const formatter = (tooltip as { formatter: (params: unknown) => string }).formatter;
    const [{ data }] = series as unknown as [{ data: readonly unknown[] }];
    const said = data.map((node) => formatter({ data: node }));
    expect(said).toHaveLength(NAMES.length + 1);
    expect(said.join("\n").replaceAll(/<\/?strong>|<br>/g, "")).not.toMatch(/[<>"]/);
    expect(said.join("")).not.toMatch(ACTING);
    expect(said.join("\n")).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(said.join("\n")).toContain("&amp;lt;b&amp;gt;");
  });

  test("in the summary, which is text", () => {
    expect(summaryOf(hostile)).toContain("<img src=x onerror=alert(1)>");
  });
});

test("what is said at the mouse comes from the first point that says anything", () => {
  expect(tipOf([{ data: { tip: [] } }, { data: { tip: ["round 1", "a < b"] } }])).toBe(
    "<strong>round 1</strong><br>a &lt; b",
  );
  for (const nothing of [undefined, null, {}, { data: null }, { data: [1, 2] }, { data: { tip: "<b>" } }, []]) {
    expect(tipOf(nothing)).toBe("");
  }
});
