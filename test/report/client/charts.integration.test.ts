/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** The charts of a page as people see them, in a real browser. */
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ChartData } from "../../../src/report/render/html/charts/chart.ts";
import { figureOf } from "../../../src/report/render/html/charts/figure.ts";
import { CHART_CSS, PALETTES } from "../../../src/report/render/html/charts/style.ts";
import { launchChromium } from "../../helpers/chromium.ts";
import {
  historyChart,
  intervalChart,
  looksChart,
  roundsChart,
  SAMPLES,
  treeChart,
} from "../render/html/charts/samples.ts";

const CLIENT = join(import.meta.dirname, "../../../src/report/client");
const FAR = '<div style="height:5000px"></div>';

let browser: Browser;
let script: string;
let page: Page;
let said: string[];
let asked: string[];

beforeAll(async () => {
  browser = await launchChromium();
  const { outputFiles } = await build({
    entryPoints: [join(CLIENT, "main.ts")],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    write: false,
  });
  script = outputFiles[0]!.text;
});
afterAll(() => browser.close());

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  [said, asked] = [[], []];
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`thrown: ${error.message}`));
  page.on("request", ({ url }) => asked.push(url()));
});
afterEach(() => page.close());

const open = (body: string) =>
  page.setContent(`<!doctype html><style>${CHART_CSS}</style><body>${body}<script>${script}</script>`);

const figure = (at: number) => page.locator("figure").nth(at);
const isLive = (at: number) => page.waitForSelector(`:nth-match(figure, ${at + 1})[data-chart=live]`);

/** All texts of a picture but those of the axes, whose steps depend on the room that there is. */
const textsOf = (at: number) =>
  figure(at).evaluate((one) => [...one.querySelectorAll("svg text")].map(({ textContent }) => textContent).sort());

/** Moves the mouse over a chart until it says something; what it says. */
async function tipOf(at: number): Promise<{ readonly lines: readonly string[]; readonly elements: readonly string[] }> {
  const { x, y, width, height } = (await figure(at).locator("[role=img]").boundingBox())!;
  for (let row = 0.95; row > 0; row -= 0.05) {
    for (let column = 0.05; column < 1; column += 0.02) {
      await page.mouse.move(x + width * column, y + height * row);
      const found = await figure(at).evaluate((one) => {
        const tip = one.querySelector("[role=img] strong")?.parentElement;
        if (!tip || getComputedStyle(tip).visibility === "hidden") return null;
        const lines = [...tip.childNodes].map(({ textContent }) => textContent ?? "").filter((line) => line !== "");
        return { lines, elements: [...tip.querySelectorAll("*")].map(({ tagName }) => tagName) };
      });
      if (found !== null) return found;
    }
  }
  throw new Error("the chart says nothing");
}

test("the script is no larger than a report has room for", () => {
  expect(script.length).toBeLessThanOrEqual(600_000);
});

test("every chart becomes live with the words and numbers of its picture; nothing is asked of a network", async () => {
  await open(SAMPLES.map(figureOf).join("\n"));
  for (const at of SAMPLES.keys()) {
    const still = await textsOf(at);
    await figure(at).scrollIntoViewIfNeeded();
    await isLive(at);
    const live = await textsOf(at);
    // Axes have more or fewer steps, in letters of another width.
    const words = still.filter((text) => !/^[+-]?[\d.,]+(?: .{1,2})?$/.test(text) && !text.endsWith("…"));
    expect(live).toEqual(expect.arrayContaining(words));
    expect(await figure(at).locator("svg").count()).toBe(1);
    expect(await figure(at).locator("[role=img]").getAttribute("aria-label")).not.toBe("");
  }
  expect(said).toEqual([]);
  expect(asked).toEqual([]);
});

describe("a chart is live when it is to be seen", () => {
  test("far below: when the reader comes near", async () => {
    await open(figureOf(intervalChart) + FAR + figureOf(historyChart));
    await isLive(0);
    expect(await figure(1).getAttribute("data-chart")).toBe("");
    await figure(1).scrollIntoViewIfNeeded();
    await isLive(1);
  });

  test("in closed details: when they are opened, as wide as there is room", async () => {
    await open(`${figureOf(historyChart)}<details><summary>more</summary>${figureOf(roundsChart())}</details>`);
    await isLive(0);
    expect(await figure(1).getAttribute("data-chart")).toBe("");
    await page.click("summary");
    await isLive(1);
    expect(await figure(1).locator("svg").getAttribute("width")).toBe("784");
  });
});

test("it takes the width that there is, and no more", async () => {
  await open(figureOf(roundsChart()));
  await isLive(0);
  await page.setViewportSize({ width: 360, height: 600 });
  await page.waitForFunction(() => document.querySelector("figure svg")?.getAttribute("width") === "344");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test.each(["live", ""])("it has the colours of the theme, also when that changes: %j", async (state) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open((state === "live" ? "" : FAR) + figureOf(historyChart));
  if (state === "live") await isLive(0);
  expect(await figure(0).getAttribute("data-chart")).toBe(state);
  const colour = () => figure(0).evaluate((one) => getComputedStyle(one.querySelector("polygon, [fill*=head]")!).fill);
  expect(await colour()).toBe(rgb(PALETTES.light.head));
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await colour()).toBe(rgb(PALETTES.dark.head));
});

function rgb(hex: string): string {
  return `rgb(${[1, 3, 5].map((from) => Number.parseInt(hex.slice(from, from + 2), 16)).join(", ")})`;
}

test("data that cannot be drawn leave the picture, and the other charts, as they are", async () => {
  const broken = figureOf(intervalChart).replace(/(<script type="application\/json">)[^<]*/, "$1{}");
  const none = figureOf(intervalChart).replace(/(<script type="application\/json">)[^<]*/, "$1{,");
  await open(broken + none + figureOf(historyChart));
  await isLive(2);
  for (const at of [0, 1]) {
    expect(await figure(at).getAttribute("data-chart")).toBe("");
    expect(await textsOf(at)).toContain("+9.2 % (+7.1 to +11.3 %)");
  }
  expect(said).toEqual([
    expect.stringContaining("warning: This chart stays a picture."),
    expect.stringContaining("warning: This chart stays a picture."),
  ]);
});

describe("at the mouse", () => {
  test("the numbers of a round", async () => {
    await open(figureOf({ ...roundsChart(), base: [12.1], head: [13.2] }));
    await isLive(0);
    expect((await tipOf(0)).lines).toEqual(["round 1", "base 12.1 ms", "head 13.2 ms", "difference +9.09 %"]);
  });

  test("of the round or look nearest to it, also far from its mark, which stays as it is", async () => {
    const charts = [{ ...roundsChart(), base: [12, 13, 14], head: [13, 14, 15] }, looksChart, intervalChart];
    await open(charts.map(figureOf).join(""));
    for (const [at, from, first] of [
      [0, 0.55, "round 2"],
      [1, 0.2, "after 8 rounds"],
      [1, 0.9, "after 16 rounds"],
      [2, 0.2, "+9.2 % (+7.1 to +11.3 %)"],
    ] as const) {
      await figure(at).scrollIntoViewIfNeeded();
      await isLive(at);
      const { x, y, width, height } = (await figure(at).locator("[role=img]").boundingBox())!;
      const tip = figure(at).locator("[role=img] strong");
      const marks = figure(at).locator("svg [fill='var(--chart-head)']");
      const before = await marks.count();
      for (const row of [0.3, 0.5, 0.7]) {
        await page.mouse.move(x + 5, y + 5);
        await page.mouse.move(x + width * from, y + height * row);
        // It fades in, where the machine was slow enough for it to have gone between the two moves.
        await tip.waitFor({ state: "visible" });
        expect(await tip.textContent()).toBe(first);
        expect(await marks.count()).toBe(before);
      }
    }
  });

  test("a name from outside is text, whatever is in it", async () => {
    const name = "<img src=x onerror=document.title='run'><b>";
    const data: ChartData = { ...treeChart, leaves: [{ path: name.replaceAll("/", ""), base: 1000, head: 2000 }] };
    await open(figureOf(data));
    await isLive(0);
    const tip = await tipOf(0);
    expect(tip.lines).toEqual([name, "base 1 kB", "head 2 kB", "+1 kB"]);
    expect(new Set(tip.elements)).toEqual(new Set(["STRONG", "BR"]));
    expect(await textsOf(0)).toContain(name);
    expect(await page.title()).toBe("");
    expect(await page.locator("img").count()).toBe(0);
  });
});
