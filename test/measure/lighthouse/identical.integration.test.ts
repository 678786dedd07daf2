import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { compareResponses, type Requested, type Sameness } from "../../../src/measure/lighthouse/identical.ts";
import type { Side } from "../../../src/model/series.ts";
import { type RecordingServer, recordingServer } from "../../helpers/recording-server.ts";

/** What a server answers to one path. */
interface Answer {
  readonly body: string | Buffer | ((origin: string) => string);
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly type?: string;
  /** What Lighthouse saw, where that is something else. */
  readonly seen?: Partial<Requested>;
}

type Site = Readonly<Record<string, Answer>>;

const HTML = { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" };

const SITE: Site = {
  "/": { body: (origin) => `<script src="${origin}/app.js"></script>`, headers: HTML, type: "Document" },
  "/app.js?v=1": { body: "run()", headers: { "content-type": "text/javascript" }, type: "Script" },
  "/hero.png": { body: Buffer.from([0, 255, 128, 10]), headers: { "content-type": "image/png" }, type: "Image" },
  "/api/search": { body: '{"products":[]}', headers: { "content-type": "application/json" }, type: "Fetch" },
  "/favicon.ico": { body: "", status: 404, type: "Other" },
};

function serveSite(site: Site): Promise<RecordingServer> {
  return recordingServer((request, response) => {
    const { body, status = 200, headers = {} } = site[request.url!] ?? { body: "no such file", status: 404 };
    response.writeHead(status, headers);
    response.end(typeof body === "function" ? body(`http://${request.headers.host}`) : body);
  });
}

/** The rows that Lighthouse would show of a site. */
function rows(site: Site, origin: string): Requested[] {
  return Object.entries(site).map(([path, { body, status = 200, type = "Other", seen }]) => ({
    url: `${origin}${path}`,
    resourceType: type,
    statusCode: status,
    resourceSize: Buffer.byteLength(typeof body === "function" ? body(origin) : body),
    ...seen,
  }));
}

interface Comparing {
  readonly base?: Site;
  readonly head?: Site;
  /** Rows besides those of the site. */
  readonly more?: (side: Side, origin: string) => readonly Requested[];
  readonly headers?: Readonly<Record<string, string>>;
}

async function compare({ base = SITE, head = SITE, more = () => [], headers = {} }: Comparing): Promise<Sameness> {
  await using ofBase = await serveSite(base);
  await using ofHead = await serveSite(head);
  const page = (side: Side, site: Site, { url }: RecordingServer) => ({
    origin: url,
    requests: [...rows(site, url), ...more(side, url)],
  });
  const sides = { base: page("base", base, ofBase), head: page("head", head, ofHead) };
  const sameness = await compareResponses(sides, headers, new AbortController().signal);
  for (const { method, cookie, body } of [...ofBase.requests, ...ofHead.requests]) {
    expect({ method, cookie, body }).toEqual({ method: "GET", cookie: "", body: "" });
  }
  return sameness;
}

/** SITE with one answer changed. */
const site = (path: string, answer: Partial<Answer>): Site => ({ ...SITE, [path]: { ...SITE[path]!, ...answer } });
const both = (answered: Site) => ({ base: answered, head: answered });
const row = (url: string, more: Partial<Requested> = {}): Requested => ({
  url,
  resourceType: "Script",
  statusCode: 200,
  resourceSize: 5,
  ...more,
});

describe("same", () => {
  const json = { "content-type": "application/json" };
  const text = "a".repeat(1000);
  test.each<[string, Comparing]>([
    ["but for its own origin, in pages and in URLs", {}],
    [
      "the origin escaped, in JSON and in a query",
      {
        ...both(
          site("/api/search", { body: (origin) => `{"next":"${origin.replaceAll("/", "\\/")}"}`, headers: json }),
        ),
        more: (_, origin) => [
          row(`${origin}/from?${encodeURIComponent(origin)}`, { statusCode: 404, resourceSize: "no such file".length }),
        ],
      },
    ],
    [
      "compressed alike",
      both(
        site("/hero.png", {
          body: gzipSync(text),
          headers: { "content-encoding": "gzip" },
          seen: { resourceSize: 1000 },
        }),
      ),
    ],
    [
      "a redirect within the target",
      both(
        site("/old", {
          body: "moved",
          status: 301,
          headers: { location: "/" },
          type: "Document",
          seen: { resourceSize: 0 },
        }),
      ),
    ],
    [
      "the same addresses of others, which are not asked",
      { more: () => [row("https://fonts.invalid/a.woff2", { resourceType: "Font" })] },
    ],
    [
      "what is embedded counts with what embeds it",
      { more: (side) => [row(`data:text/plain,${side}`), row(`blob:${side}`)] },
    ],
    ["a fragment, which no server sees", { more: (side, origin) => [row(`${origin}/app.js?v=1#${side}`)] }],
    [
      "headers that change with every answer",
      {
        base: site("/app.js?v=1", { headers: { "content-type": "text/javascript", etag: "a", "x-request-id": "1" } }),
        head: site("/app.js?v=1", { headers: { "content-type": "text/javascript", etag: "b", "x-request-id": "2" } }),
      },
    ],
  ])("%s", async (_, comparing) => expect(await compare(comparing)).toEqual({ kind: "same" }));
});

describe("different, or doubtful", () => {
  const elsewhere = {
    body: "",
    status: 302,
    headers: { location: "https://login.invalid/" },
    seen: { resourceSize: 0 },
  };
  let count = 10;
  test.each<[string, Comparing, string]>([
    [
      "a byte of an image",
      { head: site("/hero.png", { body: Buffer.from([0, 255, 129, 10]) }) },
      "/hero.png is not the same on both sides",
    ],
    ["a status", { head: site("/favicon.ico", { status: 410 }) }, "/favicon.ico was answered differently"],
    [
      "a type",
      { head: site("/app.js?v=1", { headers: { "content-type": "text/plain" } }) },
      "/app.js?v=1 is not the same on both sides",
    ],
    [
      "a cache rule",
      { head: site("/", { headers: { ...HTML, "cache-control": "max-age=60" } }) },
      "/ is not the same on both sides",
    ],
    [
      "the same bytes, compressed otherwise",
      {
        base: site("/app.js?v=1", {
          body: gzipSync("run()"),
          headers: { "content-encoding": "gzip" },
          seen: { resourceSize: 5 },
        }),
        head: site("/app.js?v=1", {
          body: brotliCompressSync("run()"),
          headers: { "content-encoding": "br" },
          seen: { resourceSize: 5 },
        }),
      },
      "/app.js?v=1 is not the same on both sides",
    ],
    [
      "a file that only head asks for",
      { more: (side, origin) => (side === "head" ? [row(`${origin}/new.js`)] : []) },
      "only head asks for /new.js",
    ],
    [
      "a file that only base asks for",
      { more: (side, origin) => (side === "base" ? [row(`${origin}/old.js`)] : []) },
      "only base asks for /old.js",
    ],
    [
      "another address of others",
      { more: (side) => [row(`https://ads.invalid/${side}.js`)] },
      "only head asks for https://ads.invalid/head.js",
    ],
    [
      "an address that did not answer",
      { more: () => [row("http://127.0.0.1:9/x.js", { statusCode: -1 })] },
      "http://127.0.0.1:9/x.js was not answered",
    ],
    [
      "what changes with every answer",
      both(site("/api/search", { body: () => `{"visits":${count++}}`, seen: { resourceSize: 13 } })),
      "/api/search changes from one answer to the next",
    ],
    [
      "what was posted: its answer was another",
      both(site("/api/search", { seen: { resourceSize: 99 } })),
      "/api/search answers otherwise than it answered Lighthouse (base)",
    ],
    [
      "one of two requests to an address was posted",
      { more: (_, origin) => [row(`${origin}/api/search`, { resourceType: "Fetch", resourceSize: 99 })] },
      "/api/search answers otherwise than it answered Lighthouse (base)",
    ],
    [
      "what only a login gets",
      both(site("/", { status: 403, seen: { statusCode: 200 } })),
      "/ answers otherwise than it answered Lighthouse (base)",
    ],
    ["a redirect to elsewhere", both(site("/go", elsewhere)), "/go redirects to elsewhere (base)"],
    [
      "a socket",
      { more: (_, origin) => [row(`${origin.replace("http", "ws")}/live`, { resourceType: "WebSocket" })] },
      "/live is of the type WebSocket, which cannot be asked for again",
    ],
    [
      "a request of unknown type",
      { more: () => [{ url: "https://x.invalid/", statusCode: 200, resourceSize: 0 }] },
      "https://x.invalid/ is of the type unknown, which cannot be asked for again",
    ],
    ["no request at all", both({}), "Lighthouse saw no request"],
    [
      "an answer too large to be held",
      both(site("/hero.png", { body: Buffer.alloc(33 * 1024 * 1024) })),
      "/hero.png sends more than 32 MiB (base)",
    ],
  ])("%s", async (_, comparing, why) => {
    const sameness = await compare(comparing);
    expect(sameness).toEqual({ kind: "different", why: expect.stringContaining(why) });
  });

  test("a server that is gone", async () => {
    const gone = await serveSite(SITE);
    await gone[Symbol.asyncDispose]();
    await using base = await serveSite(SITE);
    const sides = {
      base: { origin: base.url, requests: rows(SITE, base.url) },
      head: { origin: gone.url, requests: rows(SITE, gone.url) },
    };
    const signal = new AbortController().signal;
    expect(await compareResponses(sides, {}, signal)).toEqual({ kind: "different", why: "/ is not answered (head)" });
  });
});

test("the page's own headers are sent along", async () => {
  await using server = await recordingServer((request, response) => {
    const isKnown = request.headers.authorization === "Basic eA==";
    response.writeHead(isKnown ? 200 : 401, { "content-type": "text/plain" });
    response.end(isKnown ? "12345" : "who?");
  });
  const page = { origin: server.url, requests: [row(`${server.url}/`)] };
  const asked = (headers: Record<string, string>) =>
    compareResponses({ base: page, head: page }, headers, new AbortController().signal);
  expect((await asked({ authorization: "Basic eA==" })).kind).toBe("same");
  expect((await asked({})).kind).toBe("different");
});

test("an interruption ends it, also while an answer does not come", async () => {
  const interruption = new AbortController();
  await using server = await recordingServer((_, response) => {
    interruption.abort(new Error("interrupted"));
    return new Promise((resolve) => response.once("close", resolve));
  });
  const page = { origin: server.url, requests: [row(`${server.url}/`)] };
  await expect(compareResponses({ base: page, head: page }, {}, interruption.signal)).rejects.toThrow("interrupted");
});
