import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { TargetError, ToolError } from "../../../src/errors.ts";
import type { UserConfig } from "../../../src/measure/lighthouse/rc.ts";
import { runPage } from "../../../src/measure/lighthouse/run.ts";
import type { LighthouseConfig } from "../../../src/measure/lighthouse/schema.ts";
import { openSession } from "../../../src/measure/lighthouse/session.ts";
import { settingsOf } from "../../../src/measure/lighthouse/settings.ts";
import { type Series, SIDES, type Side } from "../../../src/model/series.ts";
import { type Bench, withBench } from "./harness.ts";
import { identicalAnywhere, recorded, withValue } from "./recorded.ts";

// Lighthouse CI itself runs; where it would start Lighthouse it writes a recorded result.
const lhci = join(dirname(createRequire(import.meta.url).resolve("@lhci/cli/package.json")), "src/cli.js");

const full = recorded("full");
/** Requests that cannot be asked again, so that no page counts as identical. */
const live = withValue(
  full,
  ["audits", "network-requests", "details", "items"],
  [{ url: "ws://127.0.0.1:1/", resourceType: "WebSocket", statusCode: 101, resourceSize: 0 }],
);
const identical = identicalAnywhere(full);

/** How the recorded run's vitals are read. */
const bands = (page: string) =>
  `${page}: on head LCP 1263 ms is good, CLS 0 is good, FCP 1263 ms is good, TBT 0 ms is good.`;

const plan = { lines: [], secondsPerRound: 1, startsPerRound: 1, usualNoise: 0.04, tools: {}, conditions: "" };
const tool = { lhci, chrome: "/bin/false", temporary: "/tmp" };

function sessionOn({ context }: Bench, pages: readonly string[], user: UserConfig | null = null) {
  const settings = settingsOf({ urls: pages }, null, context.root);
  return openSession({ tool, pages, settings, user, plan, context });
}

function run(
  { context, servers, system }: Bench,
  config: Partial<LighthouseConfig> = {},
  abort: Promise<never> = new Promise(() => {}),
) {
  const served = { side: "head", slot: "a", url: servers.head.url, died: abort, processes: () => [] } as const;
  const collect = settingsOf({ urls: ["/shop"], headers: { "X-Key.Id": "12" }, ...config }, null, context.root).timing;
  return runPage({ tool, collect, served, page: "/shop", folder: context.scratch, abort, system });
}

const find = (series: readonly Series[], id: string) => series.find(({ metric }) => metric.id === id);

test("lhci is given the page and settings whole, and its result and report are found", async () => {
  await withBench({}, async (bench) => {
    bench.mock(full);
    const { lhr, lhrText, html } = await run(bench);
    const { configSettings, requestedUrl } = JSON.parse(lhrText);
    expect(requestedUrl).toBe(`${bench.servers.head.url}/shop`);
    expect(configSettings).toMatchObject({ extraHeaders: '{"X-Key.Id":"12"}', disableFullPageScreenshot: true });
    expect(configSettings.onlyAudits).toContain("largest-contentful-paint");
    expect(configSettings.chromeFlags).toContain("--disable-gpu");
    expect(lhr.environment.benchmarkIndex).toBe(3594);
    expect(html).toMatch(/\.lighthouseci\/lhr-\d+\.html$/);
  });
});

test("rounds with all categories come first, sides run in drawn order, each after a plain request", async () => {
  await withBench({}, async (bench) => {
    bench.mock(live);
    const session = sessionOn(bench, ["/shop", "/cart"]);
    expect(await bench.drive(session, 3)).toMatchObject(Array(3).fill({ kind: "measured" }));
    const { series, notWeighed, notes, files } = await session.collected();
    expect(find(series, "lighthouse/lcp@/cart")).toMatchObject({
      base: [1262.5756, 1262.5756, 1262.5756],
      head: [1262.5756, 1262.5756, 1262.5756],
    });
    expect(find(series, "lighthouse/script-bytes@/cart")).toMatchObject({ kind: "exact", base: 72_187, head: 72_187 });
    expect([notWeighed, notes]).toEqual([[], ["/shop", "/cart"].map(bands)]);
    expect(files.map(({ name }) => name)).toEqual([
      "shop-base.html",
      "shop-head.html",
      "cart-base.html",
      "cart-head.html",
    ]);

    expect(bench.asked).toHaveLength(12);
    const rounds = [bench.asked.slice(0, 4), bench.asked.slice(4, 8), bench.asked.slice(8)];
    for (const round of rounds) {
      expect(round.map((line) => line.split(" ")[1])).toEqual(["/shop", "/shop", "/cart", "/cart"]);
      expect(new Set(round).size).toBe(4);
    }
    const first = bench.asked.filter((_, index) => index % 2 === 0).map((line) => line.split(" ")[0]);
    expect(new Set(first)).toEqual(new Set(SIDES));
  });
});

test("a page that is byte for byte the same has no paint times, and is loaded as often as its exact values want", async () => {
  await withBench({}, async (bench) => {
    bench.mock(identical);
    const session = sessionOn(bench, ["/shop"]);
    expect(await bench.drive(session, 3)).toMatchObject(Array(3).fill({ kind: "measured" }));
    expect(bench.asked).toHaveLength(4);
    const { series, notes } = await session.collected();
    expect(new Set(series.map(({ kind }) => kind))).toEqual(new Set(["exact"]));
    expect(notes).toEqual([
      "/shop: every response is byte for byte the same on both sides, so its paint times were not measured.",
    ]);
  });
});

test("where noise is asked for, a page that is the same is timed in every round like any other", async () => {
  await withBench({}, async (bench) => {
    bench.mock(identical);
    const session = sessionOn({ ...bench, context: { ...bench.context, purpose: "noise" } }, ["/shop"]);
    await bench.drive(session, 4);
    expect(bench.asked).toHaveLength(8);
    const { series, notes } = await session.collected();
    for (const side of SIDES)
      expect(find(series, "lighthouse/lcp@/shop")).toHaveProperty(side, Array(4).fill(1262.5756));
    expect(find(series, "lighthouse/bytes@/shop")).toMatchObject({ kind: "exact", base: 72_664, head: 72_664 });
    expect(notes).toEqual([bands("/shop")]);
  });
});

test("what another run of the same page contradicts is not exact, and a reader is told", async () => {
  await withBench({}, async (bench) => {
    const session = sessionOn(bench, ["/shop"]);
    bench.mock(identical);
    await bench.drive(session, 1);
    bench.mock(withValue(identical, ["audits", "resource-summary", "details", "items", "1", "transferSize"], 72_200));
    await bench.drive(session, 2);
    const { series, notWeighed, notes } = await session.collected();
    expect(find(series, "lighthouse/script-bytes@/shop")).toMatchObject({
      kind: "sampled",
      base: [72_187, 72_200, null],
      head: [72_187, 72_200, null],
    });
    expect(find(series, "lighthouse/bytes@/shop")).toMatchObject({ kind: "exact", base: 72_664, head: 72_664 });
    expect(notWeighed).toEqual([]);
    expect(notes[1]).toBe(
      "/shop: not the same in every run of a side, so judged over the rounds as what varies by chance: script-bytes (72187, 72200 on base).",
    );
  });
});

test("assertions are judged over the runs that their author wants, also of a page that is the same", async () => {
  await withBench({}, async (bench) => {
    bench.mock(identical);
    const session = sessionOn(bench, ["/shop"], {
      paths: [],
      urlOf: (path) => `http://localhost${path}`,
      collect: {},
      runs: 2,
      assert: [{ assertions: { "categories:seo": ["error", { minScore: 0.5 }] }, aggregationMethod: "median" }],
      notes: ["Judged by the median."],
    });
    expect((await session.collected()).limits).toEqual([]);
    await bench.drive(session, 3);
    expect(bench.asked).toHaveLength(4);
    const { limits, notes } = await session.collected();
    expect(limits).toMatchObject([{ level: "max", operator: ">=", limit: 0.5 }]);
    expect(limits[0]!.pooled.head).toBeGreaterThan(0.5);
    expect(limits[0]!.rounds.head).toEqual([expect.any(Number), expect.any(Number), null]);
    expect(notes[0]).toBe("Judged by the median.");
  });
});

test("head alone is measured without base", async () => {
  const sides: readonly Side[] = ["head"];
  await withBench(
    {},
    async (bench) => {
      bench.mock(identical);
      const session = sessionOn(bench, ["/shop"]);
      await bench.drive(session, 1);
      const { series } = await session.collected();
      expect(find(series, "lighthouse/lcp@/shop")).toMatchObject({ base: [null], head: [1262.5756] });
      expect(find(series, "lighthouse/requests@/shop")).toMatchObject({ base: null, head: 3 });
      expect(bench.asked).toEqual(["head /shop"]);
    },
    sides,
  );
});

test("a round on a machine of another speed is unfit and leaves nothing behind", async () => {
  await withBench({}, async (bench) => {
    bench.mock(live);
    const session = sessionOn(bench, ["/shop"]);
    await bench.drive(session, 2);
    bench.mock(withValue(live, ["environment", "benchmarkIndex"], 1000));
    expect(await bench.drive(session, 1)).toEqual([
      {
        kind: "unfit",
        why: "the machine ran at 28 % of its usual speed in one run (benchmarkIndex 1000, usually 3594)",
      },
    ]);
    bench.mock(live);
    await bench.drive(session, 1);
    const { series } = await session.collected();
    for (const side of SIDES)
      expect(find(series, "lighthouse/lcp@/shop")).toHaveProperty(side, Array(3).fill(1262.5756));
  });
});

test("what Lighthouse cannot measure twice is the side's failure, in Lighthouse's words", {
  tags: ["R21"],
}, async () => {
  await withBench({}, async (bench) => {
    bench.mock(withValue(full, ["runtimeError"], { code: "NO_FCP", message: "The page did not paint any content." }));
    const failure = await run(bench).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TargetError);
    expect(failure).toMatchObject({
      side: "head",
      message: "head: Lighthouse could not measure /shop in two tries: The page did not paint any content.",
    });
  });
});

test("a Chrome that does not start is no side's failure", { tags: ["R21"] }, async () => {
  await withBench({}, async (bench) => {
    await writeFile(join(bench.context.root, "login.cjs"), "module.exports = async () => {};");
    // Puppeteer gives up at once; Lighthouse by itself waits for Chrome a minute and more.
    const failure = await run(bench, { login: "login.cjs" }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ToolError);
    expect(failure).toHaveProperty("message", expect.stringContaining("Chrome did not start for Lighthouse: "));
  });
});

test("a server's death ends the run with it", { tags: ["R20"] }, async () => {
  await withBench({}, async (bench) => {
    bench.mock(full);
    const died = Promise.reject(new TargetError("head", "head: the server ended."));
    died.catch(() => {});
    await expect(run(bench, {}, died)).rejects.toThrow("head: the server ended.");
  });
});
