import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { configSchema } from "../../../src/config/schema.ts";
import { lighthouse } from "../../../src/measure/lighthouse/index.ts";
import type { Series } from "../../../src/model/series.ts";
import { type Answer, shopPage, withBench } from "./harness.ts";

const section = (lighthouse: unknown) => configSchema.parse({ target: { start: "true" }, lighthouse }).lighthouse!;
const find = (series: readonly Series[], id: string) => series.find(({ metric }) => metric.id === id);

test("measures a real page with Chrome: paint times, exact bytes, whole reports", async () => {
  const visitors = new Set<unknown>();
  const seen =
    (answer: Answer): Answer =>
    (request, response) => {
      // What Lighthouse asks for by itself (robots.txt) goes without.
      if (request.url?.startsWith("/shop?")) visitors.add(request.headers["x-visit.id"]);
      return answer(request, response);
    };
  const sides = { base: seen(shopPage()), head: seen(shopPage(5000)) };
  await withBench(sides, async ({ context, drive, asked }) => {
    const page = { urls: "/shop?of=kettles", headers: { "X-Visit.Id": "12" } };
    const session = await lighthouse.open(section(page), context);
    expect(session.plan).toMatchObject({
      lines: [
        "/shop?of=kettles: in each round one Lighthouse run a page and side, about 8 s each; in the first 2 rounds with all categories, about 13 s",
      ],
      startsPerRound: 1,
      usualNoise: 0.04,
      tools: { lighthouse: "12.6.1", lhci: "0.15.1", chrome: expect.stringMatching(/^\d+\.\d+\.\d+/) },
      conditions: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await session.collected()).series).toEqual([]);

    expect(await drive(session, 1)).toMatchObject([{ kind: "measured" }]);
    const { series, notWeighed, notes, files, facts } = await session.collected();
    expect(find(series, "lighthouse/lcp@/shop?of=kettles")).toMatchObject({
      kind: "sampled",
      metric: { role: "gate", unit: "ms", scale: "ratio", detect: 0.1 },
      base: [expect.any(Number)],
      head: [expect.any(Number)],
    });
    expect(find(series, "lighthouse/requests@/shop?of=kettles")).toMatchObject({ kind: "exact", base: 3, head: 3 });
    const bytes = find(series, "lighthouse/script-bytes@/shop?of=kettles");
    if (bytes?.kind !== "exact") throw new Error("no bytes");
    expect(bytes.base).toBeGreaterThan(72_000);
    expect(bytes.head! - bytes.base!).toBe(5000);
    expect(find(series, "lighthouse/unused-js@/shop?of=kettles")).toMatchObject({ base: expect.any(Number) });
    expect(notWeighed).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/^\/shop\?of=kettles: on head LCP \d+ ms .*CLS .*FCP .*TBT /)]);

    const blocking = facts.filter(({ rule }) => rule === "render-blocking").map(({ name }) => name);
    expect(blocking).toContain("/shop.css");

    // A plain request and then Lighthouse's, one side after the other, with the headers; the check of responses follows.
    const pages = asked.filter((line) => line.endsWith(" /shop?of=kettles")).map((line) => line.split(" ")[0]);
    const [first, , second] = pages;
    expect(pages.slice(0, 4)).toEqual([first, first, second, second]);
    expect(new Set([first, second])).toEqual(new Set(["base", "head"]));
    expect(
      asked.slice(0, asked.indexOf(`${second} /shop?of=kettles`)).filter((line) => line.startsWith(`${second} `)),
    ).toEqual([]);
    expect(visitors).toEqual(new Set(["12"]));
    expect(files.map(({ name }) => name)).toEqual(["shop-of-kettles-base.html", "shop-of-kettles-head.html"]);
    for (const { path } of files) expect(await readFile(path, "utf8")).toContain("<title>Lighthouse Report");
  });
});

test("a page that leads elsewhere is its side's failure, and no page at all is the config's", async () => {
  const redirect: Answer = (request, response) => {
    if (request.url === "/shop") return shopPage()(request, response);
    response.writeHead(302, { location: "/shop" }).end();
  };
  await withBench({ base: redirect, head: redirect }, async ({ context, drive }) => {
    const session = await lighthouse.open(section({ urls: "/old" }), { ...context, sides: ["head"] });
    await expect(drive(session, 1)).rejects.toThrow(
      "head: Lighthouse could not measure /old in two tries: it leads to /shop: name that page in lighthouse.urls",
    );
    await writeFile(
      join(context.root, "lighthouserc.json"),
      '{"ci": {"assert": {"preset": "lighthouse:recommended"}}}',
    );
    await expect(lighthouse.open(section({ config: "lighthouserc.json" }), context)).rejects.toThrow(
      "lighthouse: neither urls nor lighthouserc.json names a page: set lighthouse.urls",
    );
  });
});
