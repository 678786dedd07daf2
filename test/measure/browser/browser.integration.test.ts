/** Real k6 and Chrome on real pages. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { TargetError } from "../../../src/errors.ts";
import { browser } from "../../../src/measure/browser/index.ts";
import { schema } from "../../../src/measure/browser/schema.ts";
import type { Collected } from "../../../src/measure/collected.ts";
import { drawRound } from "../../../src/measure/schedule.ts";
import type { Served } from "../../../src/measure/served.ts";
import { SIDES, type Side } from "../../../src/model/series.ts";
import { type RecordingServer, recordingServer } from "../../helpers/recording-server.ts";
import { testSystem } from "../../helpers/system.ts";

type Reply = Parameters<typeof recordingServer>[0];

interface Given {
  readonly section: Readonly<Record<string, unknown>>;
  readonly base: Reply;
  readonly head: Reply;
  /** Text of interact.js. */
  readonly interact?: string;
  readonly sides?: readonly Side[];
}

/** One kept round, and which side was asked for what. */
async function weigh({
  section,
  base,
  head,
  interact,
  sides = SIDES,
}: Given): Promise<{ told: Collected; asked: readonly string[] }> {
  const asked: string[] = [];
  const noting =
    (side: Side, reply: Reply): Reply =>
    (request, response) => {
      asked.push(`${side} ${request.url} ${request.headers["x-shop"] ?? ""}`.trim());
      return reply?.(request, response);
    };
  await using onBase = await recordingServer(noting("base", base));
  await using onHead = await recordingServer(noting("head", head));
  await using opened = await testSystem();
  const folder = await mkdtemp(join(tmpdir(), "weighbridge-test-"));
  try {
    if (interact !== undefined) await writeFile(join(folder, "interact.js"), interact);
    const context = {
      system: opened.system,
      sides,
      builds: { base: null, head: null },
      scratch: folder,
      root: folder,
      bootTime: async () => 0,
    };
    const session = await browser.open(schema.parse(section), context);
    const draw = drawRound(1, "browser", 0);
    const of = (side: Side): RecordingServer => (side === "base" ? onBase : onHead);
    const served = (slot: "a" | "b"): Served => ({
      side: draw.sides[slot],
      slot,
      url: of(draw.sides[slot]).url,
      died: new Promise(() => {}),
      processes: () => [],
    });
    const both = async () => ({ a: served("a"), b: served("b") });
    const outcome = await session.round({
      ...draw,
      servers: { both, alone: async (side) => served(draw.sides.a === side ? "a" : "b") },
    });
    if (outcome.kind === "measured") outcome.keep();
    return { told: await session.collected(), asked };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const PAGE = `<!doctype html><html lang="en"><title>Shop</title><link rel="stylesheet" href="/shop.css"><link rel="icon" href="data:,">
<h1>The shop sells kettles</h1><button>Buy</button><script src="/shop.a1b2c3d4.js"></script></html>`;

/** `busy`: milliseconds that the page's script keeps the main thread; as long again when the button is clicked. */
const shop =
  (busy: number, padding: number): Reply =>
  ({ url }, response) => {
    const busily = `const work = (name, ms) => { const from = performance.now(); while (performance.now() - from < ms); performance.measure(name, { start: from }); };`;
    const script = `${busily} work("render/cart", ${busy}); document.querySelector("button").onclick = () => work("buy", ${busy});`;
    if (url === "/shop") response.setHeader("content-type", "text/html").end(PAGE);
    else if (url === "/shop.css") response.setHeader("content-type", "text/css").end("h1 { font-size: 4em }");
    else response.setHeader("content-type", "text/javascript").end(script + " ".repeat(padding));
  };

describe("pages in a browser", () => {
  it("are weighed by vitals, navigation, tasks, resources and their own marks", async () => {
    const { told, asked } = await weigh({
      section: { pages: "/shop", interact: "interact.js", headers: { "X-Shop": "7" }, settle: "500ms" },
      base: shop(60, 0),
      head: shop(260, 10_000),
      interact: `export default async (page, path) => { if (path === "/shop") await page.locator("button").click(); };`,
    });
    const of = (metric: string) => {
      const found = told.series.find((one) => one.metric.id === `browser/${metric}@/shop`);
      if (found?.kind !== "sampled") throw new Error(`no series ${metric}`);
      return { base: found.base[0]!, head: found.head[0]! };
    };
    // Of each side the same requests, with the headers of the config.
    expect(asked.filter((one) => one.startsWith("base")).map((one) => one.slice(5))).toEqual(
      asked.filter((one) => one.startsWith("head")).map((one) => one.slice(5)),
    );
    expect(asked).toContain("head /shop 7");
    expect(asked.filter((one) => one === "head /shop 7")).toHaveLength(1);
    expect(of("measure-render-cart").base).toBeGreaterThanOrEqual(60);
    expect(of("measure-render-cart").head).toBeGreaterThanOrEqual(260);
    expect(of("measure-buy").head).toBeGreaterThanOrEqual(260);
    expect(of("inp").head).toBeGreaterThanOrEqual(200);
    expect(of("inp").head).toBeGreaterThan(of("inp").base);
    expect(of("long-tasks").head).toBeGreaterThanOrEqual(2);
    expect(of("long-task-time").head).toBeGreaterThan(of("long-task-time").base);
    expect(of("script-bytes").head - of("script-bytes").base).toBe(10_002);
    expect(of("bytes").head - of("bytes").base).toBe(10_002);
    expect(of("requests")).toEqual({ base: 3, head: 3 });
    expect(of("cls")).toEqual({ base: 0, head: 0 });
    for (const name of ["lcp", "fcp", "ttfb", "load", "complete", "dom-loaded"])
      expect(of(name).head).toBeGreaterThan(0);
    for (const name of ["dns", "connect"]) expect(of(name).head).toBeGreaterThanOrEqual(0);
    expect(told.series.every(({ metric }) => metric.role === "watch")).toBe(true);
    const facts = told.facts.map(({ rule, name }) => [rule, name]);
    expect(facts).toContainEqual(["slow-resource", "/shop.js"]);
    const [task] = told.facts.filter(({ rule }) => rule === "long-task");
    expect(task?.head).toBeGreaterThanOrEqual(260);
    expect(told.notes).toEqual([expect.stringMatching(/^\/shop: on head LCP \d+ ms .*INP \d+ ms .*CLS 0 is good/)]);
  });

  it("have all their files counted, each as what it is", async () => {
    const many: Reply = ({ url = "" }, response) => {
      const pictures = Array.from({ length: 300 }, (_, at) => `<img src="/${at}.svg">`).join("");
      const picture = `<svg xmlns="http://www.w3.org/2000/svg"/>${" ".repeat(5000)}`;
      const preload = '<link rel="preload" as="image" href="/0.svg">';
      const css =
        '@font-face { font-family: F; src: url("/f.woff2") } h1 { font-family: F; background: url("/bg.svg") }';
      if (url === "/shop")
        response.setHeader("content-type", "text/html").end(`${PAGE.replace("<h1>", `${preload}<h1>`)}${pictures}`);
      else if (url === "/shop.css") response.setHeader("content-type", "text/css").end(css);
      else if (url.endsWith(".js")) response.end("");
      else if (url === "/f.woff2") response.setHeader("content-type", "font/woff2").end(Buffer.alloc(5000));
      else response.setHeader("content-type", "image/svg+xml").end(picture);
    };
    const { told } = await weigh({
      section: { pages: "/shop", settle: "500ms" },
      base: many,
      head: many,
      sides: ["head"],
    });
    const of = (metric: string) => {
      const found = told.series.find((one) => one.metric.id === `browser/${metric}@/shop`);
      return found?.kind === "sampled" ? found.head[0] : null;
    };
    // The page, its style and script, the font, its background and pictures.
    expect(of("requests")).toBe(1 + 2 + 1 + 1 + 300);
    expect(of("image-bytes")).toBeGreaterThan(301 * 5000);
    expect(of("font-bytes")).toBeGreaterThan(5000);
    expect(of("stylesheet-bytes")).toBeLessThan(1000);
    expect(told.notWeighed).toEqual([]);
  });

  it("that fail twice are a failure of their side, in words", async () => {
    const broken: Reply = (_, response) => response.writeHead(500).end("no");
    const given = { section: { pages: "/shop", settle: "0s" }, base: broken, head: broken, sides: ["head"] } as const;
    const message = "head: the browser could not visit /shop in two tries: ";
    await expect(weigh(given)).rejects.toEqual(
      new TargetError("head", `${message}Uncaught (in promise) Error: it was answered with 500.`),
    );
  });

  it("that lead elsewhere are named", async () => {
    const moved: Reply = ({ url }, response) =>
      url === "/shop" ? response.writeHead(302, { location: "/login" }).end() : response.end("log in");
    const given = { section: { pages: "/shop", settle: "0s" }, base: moved, head: moved, sides: ["head"] } as const;
    await expect(weigh(given)).rejects.toThrow(
      "head: /shop leads the browser to /login: name that page in browser.pages, or let browser.headers log in.",
    );
  });
});
