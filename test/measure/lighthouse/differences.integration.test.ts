import { randomBytes } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { configSchema } from "../../../src/config/schema.ts";
import { lighthouse } from "../../../src/measure/lighthouse/index.ts";
import type { Page } from "../../../src/model/details.ts";
import { detailsSchema } from "../../../src/stored/details.ts";
import { type Answer, withBench } from "./harness.ts";

const section = (lighthouse: unknown) => configSchema.parse({ target: { start: "true" }, lighthouse }).lighthouse!;

/** A grey picture of so many pixels, and of more than 100,000 bytes. */
function picture(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const named = Buffer.concat([Buffer.from(type), data]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0], 8);
  const pixels = Buffer.alloc((width + 1) * height, 0x60);
  for (let row = 0; row < height; row++) pixels[row * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from([0x89, ...Buffer.from("PNG\r\n\x1a\n")]),
    chunk("IHDR", header),
    chunk("tEXt", Buffer.from(`Comment\0${randomBytes(75_000).toString("base64")}`)),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const HERO = picture(400, 300);

function shop(hash: string, hero: string): Answer {
  const page = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Shop</title><h1>The shop sells kettles</h1>${hero}<script src="/app.${hash}.js?v=${hash}"></script></html>`;
  const files: Readonly<Record<string, readonly [string, string | Buffer]>> = {
    "/shop": ["text/html", page],
    "/hero.png": ["image/png", HERO],
    [`/app.${hash}.js`]: ["text/javascript", "document.body.append('ready');"],
  };
  return ({ url = "" }, response) => {
    const [type, body] = files[new URL(url, "http://x").pathname] ?? ["text/plain", null];
    if (body === null) response.statusCode = 404;
    response.setHeader("content-type", type);
    response.end(body ?? "not here");
  };
}

test("a large image that is new on head is named as a resource, as the element, and as what is behind the metrics", async () => {
  const sides = { base: shop("0a1b2c3d", ""), head: shop("9f8e7d6c", `<img class="hero" alt="" src="/hero.png">`) };
  await withBench(sides, async ({ context, drive }) => {
    const session = await lighthouse.open(section({ urls: "/shop" }), context);
    await drive(session, 1);
    const { causes, details, files } = await session.collected();
    expect(details).toHaveLength(1);
    const page = details[0] as Page;
    expect(page).toMatchObject({ kind: "page", collector: "lighthouse", subject: "/shop" });
    const { base, head } = page.loads;
    expect([base?.element, head?.element]).toEqual(["body > h1", "body > img.hero"]);
    expect([base?.file, head?.file]).toEqual(files.map(({ name }) => `lighthouse/${name}`));
    for (const load of [base, head]) expect(load!.film.length).toBeGreaterThan(0);
    // The page itself grew by the image's tag; the script, under its new hash, is the same.
    expect(page.resources.map(({ name, type }) => `${name} ${type}`)).toEqual(["/hero.png Image", "/shop Document"]);
    expect(page.resources[0]).toMatchObject({ base: null, head: expect.any(Number) });
    expect(page.resources[0]!.head).toBeGreaterThan(HERO.length);
    expect(page.audits).toContainEqual({
      id: "unsized-images",
      title: "Image elements do not have explicit `width` and `height`",
      change: "worse",
      base: "passed",
      head: "needs improvement",
    });
    expect(detailsSchema.safeParse({ schema: 1, kind: "details", details }).error).toBeUndefined();

    const of = (metric: string) => causes.filter((cause) => cause.metric === `lighthouse/${metric}@/shop`);
    const hero = { kind: "resource", name: "/hero.png", base: null, head: page.resources[0]!.head, unit: "bytes" };
    expect(of("lcp").slice(0, 2)).toMatchObject([
      { kind: "element", name: "body > img.hero", note: "was body > h1" },
      hero,
    ]);
    expect(of("image-bytes")).toMatchObject([hero]);
    expect(of("cls")).toContainEqual(expect.objectContaining({ kind: "audit", note: "needs improvement, was passed" }));
    expect(of("script-bytes")).toEqual([]);
  });
});
