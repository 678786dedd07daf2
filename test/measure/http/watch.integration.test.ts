/** Real k6 on real servers: what the watcher says is what the servers wrote. */
import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { askCompressed } from "../../../src/measure/http/ask.ts";
import { http } from "../../../src/measure/http/index.ts";
import type { Answer } from "../../../src/measure/load.ts";
import type { Served } from "../../../src/measure/served.ts";
import type { Watch, Watching } from "../../../src/measure/watcher.ts";
import { SLOTS } from "../../../src/model/series.ts";
import { type RecordingServer, recordingServer } from "../../helpers/recording-server.ts";
import { testSystem } from "../../helpers/system.ts";
import { offered, type Serve } from "../k6/offered.ts";

const SCRIPT = `
  import http from "k6/http";
  const base = __ENV.BASE_URL;
  export function setup() { http.get(base + "/setup"); }
  export default function () {
    http.get(base + "/large", { headers: { Authorization: "Bearer 1" } });
    http.get(base + "/small");
    http.get(base + "/small");
    http.get(base + "/old");
    http.get(base + "/packed");
    http.post(base + "/order", "x");
    http.get(base + "/small");
  }`;

const LARGE = JSON.stringify(Array.from({ length: 300 }, (_, id) => ({ id, name: "kettle", price: 12.5 })));
const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

/** Base is in slot a. Head's list is longer and may not be kept, and it has moved /old. */
const serve: Serve = ({ url, headers }, response, slot) => {
  const isHead = slot === "b";
  const takesGzip = headers["accept-encoding"]?.includes("gzip") ?? false;
  if (url === "/large" && headers.authorization !== "Bearer 1") response.statusCode = 401;
  if (url === "/old" && isHead) {
    response.writeHead(301, { location: "/small" }).end();
    return 0;
  }
  const body = url === "/large" && isHead ? `${LARGE} €` : url === "/large" || url === "/packed" ? LARGE : '{"é":1}';
  const isPacked = url === "/packed" && takesGzip;
  const caching = isHead && url === "/large" ? {} : { etag: '"1"' };
  response.writeHead(response.statusCode, {
    ...JSON_TYPE,
    ...caching,
    ...(isPacked && { "content-encoding": "gzip" }),
  });
  response.end(isPacked ? gzipSync(body) : body);
  return Buffer.byteLength(body);
};

async function watching(): Promise<Watching & AsyncDisposable> {
  const { system, [Symbol.asyncDispose]: end } = await testSystem();
  const sides = ["base", "head"] as const;
  const context = { system, sides, builds: { base: null, head: null }, scratch: "/", root: "/" };
  return { ...(await http.open({}, context)), [Symbol.asyncDispose]: end };
}

const readingsOf = (watch: Watch) => new Map(watch.readings().map(({ metric, value }) => [metric.id, value]));

describe("what endpoints answer", () => {
  it("is in bytes what the servers wrote, to the byte, and led elsewhere, repeated and compressed as they did it", async () => {
    const iterations = 40;
    await using watcher = await watching();
    await using offer = await offered({ scripts: { "shop.js": SCRIPT }, serve });
    const watches = { a: await watcher.watch(offer.served.a), b: await watcher.watch(offer.served.b) };
    const onAnswer = async (answer: Answer) => watches[answer.slot].answered?.(answer);
    await offer.load.trace({ served: [offer.served.a, offer.served.b], seed: 1, iterations, onAnswer });
    const log = [...offer.log];
    for (const slot of SLOTS) await watches[slot].after?.();
    const values = { a: readingsOf(watches.a), b: readingsOf(watches.b) };
    for (const slot of SLOTS) {
      for (const path of ["/large", "/small", "/packed"]) {
        const own = log.filter((one) => one.slot === slot && one.url === path && one.method === "GET");
        // What /old leads to is not what the script asks for.
        const asked = path === "/small" && slot === "b" ? own.length - iterations : own.length;
        expect(asked).toBe(path === "/small" ? 3 * iterations : iterations);
        const written = own.reduce((sum, { bytes }) => sum + bytes, 0) / own.length;
        expect(values[slot].get(`http/bytes@shop: GET ${path}`)).toBe(written);
      }
      expect(values[slot].get("http/repeated@shop: GET /small")).toBe(1 / 3);
      expect(values[slot].get("http/repeated@shop: GET /large")).toBe(0);
      expect(values[slot].get("http/compressed@shop: GET /packed")).toBe(gzipSync(LARGE).length);
      expect(values[slot].has("http/compressed@shop: POST /order")).toBe(false);
      expect([...values[slot].keys()].filter((id) => id.includes("setup"))).toEqual([]);
    }
    expect(values.a.get("http/redirects@shop: GET /old")).toBe(0);
    expect(values.b.get("http/redirects@shop: GET /old")).toBe(1);
    expect((await watcher.collected()).facts).toEqual([]);
    for (const slot of SLOTS) watches[slot].keep!();
    const { facts, notes } = await watcher.collected();
    const numbers = (rule: string) =>
      facts.flatMap(({ rule: one, subject, base, head }) => (one === rule ? [[subject, base, head]] : []));
    const large = Buffer.byteLength(`${LARGE} €`);
    const savable = (body: string) => Buffer.byteLength(body) - gzipSync(body).length;
    expect(numbers("large-payload")[0]).toEqual(["shop: GET /large", LARGE.length, large]);
    expect(numbers("uncompressed")).toEqual([["shop: GET /large", savable(LARGE), savable(`${LARGE} €`)]]);
    expect(numbers("uncached")).toEqual([["shop: GET /large", 0, large]]);
    expect(numbers("redirect")).toEqual([["shop: GET /old", 0, 1]]);
    expect(numbers("repeated-call")).toEqual([["shop: GET /small", 2, 2]]);
    expect(notes).toEqual([]);
  });
});

const served = ({ url }: RecordingServer): Served => ({
  side: "head",
  slot: "a",
  url,
  died: new Promise<never>(() => {}),
  processes: () => [],
});

const answered = (url: string): Answer => ({
  slot: "a",
  endpoint: `shop: GET ${new URL(url).pathname}`,
  iteration: 0,
  method: "GET",
  url,
  status: 200,
  sent: {},
  headers: {},
  bytes: 1,
  milliseconds: 1,
});

describe("asking once more", () => {
  const never = new AbortController().signal;

  it("is of the side's own address alone", { tags: ["T25"] }, async () => {
    await using own = await recordingServer();
    await using other = await recordingServer();
    await using watcher = await watching();
    const watch = await watcher.watch(served(own));
    await watch.answered?.(answered(`${own.url}/a`));
    await watch.answered?.(answered(`${other.url}/b`));
    await watch.after?.();
    watch.keep!();
    expect(own.requests.map(({ url }) => url)).toEqual(["/a"]);
    expect(other.requests).toEqual([]);
    expect((await watcher.collected()).notes).toEqual([
      "http: of 2 endpoints 1 could not be asked once more with Accept-Encoding, so nothing is said of how they are compressed.",
    ]);
  });

  it("is of so many endpoints at most", { tags: ["L17"] }, async () => {
    await using own = await recordingServer();
    await using watcher = await watching();
    const watch = await watcher.watch(served(own));
    for (let at = 0; at < 205; at++) await watch.answered?.(answered(`${own.url}/${at}`));
    await watch.after?.();
    expect(own.requests).toHaveLength(200);
  });

  it("sends what the script sent, but for what belongs to that exchange alone", async () => {
    const seen: Record<string, unknown>[] = [];
    await using server = await recordingServer(({ headers }) => void seen.push({ ...headers }));
    const sent = {
      cookie: "a=1",
      authorization: "Bearer 1",
      host: "elsewhere",
      range: "bytes=0-1",
      "if-none-match": "x",
    };
    await askCompressed(server.url, sent, never);
    const host = new URL(server.url).host;
    expect(seen).toEqual([
      { cookie: "a=1", authorization: "Bearer 1", "accept-encoding": "gzip, br", host, connection: "close" },
    ]);
  });

  it.each([
    ["application/json", 5000, {}, true],
    ["application/problem+json; charset=utf-8", 5000, {}, true],
    ["image/svg+xml", 5000, {}, true],
    ["text/html", 1000, {}, false],
    ["image/png", 5000, {}, false],
    ["application/json", 5000, { "content-encoding": "br" }, false],
  ] as const)("finds what gzip would save of %s of %i bytes %j", async (type, length, headers, isSaving) => {
    const body = Buffer.alloc(length, "kettle ");
    const sentBody = "content-encoding" in headers ? brotliCompressSync(body) : body;
    await using server = await recordingServer((_, response) => {
      response.writeHead(200, { "content-type": type, ...headers }).end(sentBody);
    });
    const savable = isSaving ? length - gzipSync(body).length : 0;
    const [plain] = type.split(";");
    expect(await askCompressed(server.url, {}, never)).toEqual({ type: plain, bytes: sentBody.length, savable });
  });

  it("is given up without harm where it fails, hangs or does not end", { tags: ["T25"] }, async () => {
    await using server = await recordingServer(({ url }, response) => {
      if (url === "/cut") return response.destroy();
      if (url === "/error") return response.writeHead(500).end();
      if (url === "/huge") return response.end(Buffer.alloc(17 * 2 ** 20));
      response.write("a");
      return new Promise(() => {});
    });
    await expect(askCompressed(`${server.url}/cut`, {}, never)).rejects.toThrow();
    await expect(askCompressed(`${server.url}/hang`, {}, AbortSignal.timeout(200))).rejects.toThrow();
    expect(await askCompressed(`${server.url}/error`, {}, never)).toBeNull();
    expect(await askCompressed(`${server.url}/huge`, {}, never)).toBeNull();
    await using watcher = await watching();
    const watch = await watcher.watch(served(server));
    await watch.answered?.(answered(`${server.url}/cut`));
    await watch.after?.();
    expect(readingsOf(watch).get("http/bytes@shop: GET /cut")).toBe(1);
  });
});
