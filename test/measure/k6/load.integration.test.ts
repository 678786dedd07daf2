import { setTimeout as delay } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { TargetError } from "../../../src/errors.ts";
import type { Answer } from "../../../src/measure/load.ts";
import type { Served } from "../../../src/measure/served.ts";
import { K6_VERSIONS } from "./harness.ts";
import { type Logged, offered, type Serve } from "./offered.ts";

const SEED = 7;

const SHOP = `
  import http from "k6/http";
  import { check, sleep } from "k6";
  const base = __ENV.BASE_URL;
  export const options = { minIterationDuration: "1m", rps: 1, tags: { team: "x" }, scenarios: {
    default: { executor: "ramping-vus", startVUs: 10, stages: [{ target: 50, duration: "1h" }], exec: "buy" },
    look: { executor: "constant-arrival-rate", rate: 100, duration: "1h", preAllocatedVUs: 9, exec: "look", tags: { name: "looked" } } } };
  export function setup() { http.get(base + "/utf8"); }
  export async function buy() {
    const text = http.get(base + "/utf8");
    if (text.body !== "héllo €" || !text.json) throw new Error("text");
    const binary = http.get(base + "/binary", { headers: { "X-Sent": "yes" } });
    const exact = http.get(base + "/binary", { responseType: "binary" });
    if (typeof binary.body !== "string" || exact.body.byteLength !== 8) throw new Error("binary");
    if (http.get(base + "/json", { responseType: "none" }).body !== null) throw new Error("none");
    if (http.get(base + "/json").json("a.1") !== 2) throw new Error("json");
    sleep(600);
    http.get(base + "/gzip");
    http.del(base + "/empty");
    http.head(base + "/json");
    http.post(base + "/redirect", "x", { tags: { name: "sent on" } });
    http.request("PUT", base + "/fail", "x");
    http.batch([base + "/utf8?1", ["post", base + "/utf8?2", "x"], { method: "GET", url: http.url\`\${base}/item/\${7}\` }]);
    http.batch({ one: base + "/carts/12/lines" });
    http.asyncRequest("POST", base + "/gone", "x").then(() => http.get(base + "/utf8?4"));
    const last = await http.asyncRequest("PATCH", base + "/utf8?5", "x");
    check(last, { "is ok": ({ status }) => status === 200 });
  }
  export function look() { http.get(base + "/utf8"); }
  export function teardown() { http.del(base + "/empty"); }`;

/** In order. What a callback sends comes when the script waits next. */
const BUY = [
  "shop: GET /utf8",
  "shop: GET /binary",
  "shop: GET /binary",
  "shop: GET /json",
  "shop: GET /json",
  "shop: GET /gzip",
  "shop: DELETE /empty",
  "shop: HEAD /json",
  "shop: POST sent on",
  "shop: PUT /fail",
  "shop: GET /utf8",
  "shop: POST /utf8",
  "shop: GET ${}/item/${}",
  "shop: GET /carts/{id}/lines",
  "shop: POST /gone",
  "shop: PATCH /utf8",
  "shop: GET /utf8",
];
const LOOK = ["look: GET looked"];

const STATUS: Readonly<Record<string, number>> = { "/fail": 500, "/empty": 204, "/gone": 0 };

const serveShop: Serve = (request, response) => {
  const [path] = request.url!.split("?");
  if (path === "/redirect") {
    response.writeHead(302, { location: "/utf8" }).end("elsewhere");
    return 9;
  }
  if (path === "/gone") {
    response.writeHead(200, { "content-length": 10 }).write("half");
    response.destroy();
    return 0;
  }
  if (path === "/empty") {
    response.writeHead(204).end();
    return 0;
  }
  if (path === "/fail") response.statusCode = 500;
  const text = Buffer.from(path === "/json" ? '{"a":[1,2]}' : path === "/gzip" ? "€".repeat(1000) : "héllo €");
  if (path === "/gzip") {
    response.setHeader("content-encoding", "gzip");
    response.end(gzipSync(text));
  } else if (path === "/binary") {
    response.writeHead(200, { "Content-Type": "application/octet-stream", "X-Two": ["1", "2"] });
    // In two chunks, and no UTF-8.
    response.write(Buffer.from([0xff, 0xfe, 0, 0x80]));
    response.end(Buffer.from([0xc3, 0x28, 1, 2]));
    return 8;
  } else response.end(text);
  return request.method === "HEAD" ? 0 : text.length;
};

describe.each(K6_VERSIONS)("the load that k6 %s offers", (version) => {
  test("counts exactly what the servers were asked, with setup, teardown and what goes on after the end", async () => {
    const scripts = {
      "shop.js": `
        import http from "k6/http";
        import { sleep } from "k6";
        export const options = { scenarios: {
          busy: { executor: "constant-vus", vus: 1, duration: "1m", exec: "busy" },
          slow: { executor: "constant-vus", vus: 3, duration: "1m", exec: "slow" } } };
        export function setup() { for (let i = 0; i < 5; i++) http.get(__ENV.BASE_URL + "/setup"); }
        export function busy() {
          const batch = Array.from({ length: 40 }, (_, i) => ["GET", __ENV.BASE_URL + "/item/" + i, null, { tags: { name: "item" } }]);
          for (let i = 0; i < ${version === "2.2.0" ? 65 : 1}; i++) http.batch(batch);
        }
        export async function slow() {
          http.batch([__ENV.BASE_URL + "/one", __ENV.BASE_URL + "/two"]);
          http.asyncRequest("GET", __ENV.BASE_URL + "/redirect").then(() => http.get(__ENV.BASE_URL + "/then"));
          sleep(600);
          http.post(__ENV.BASE_URL + "/fail", "x");
        }
        export function teardown() { http.get(__ENV.BASE_URL + "/teardown"); }`,
    };
    await using offer = await offered({
      version,
      scripts,
      serve: (request, response, slot) => {
        if (request.url === "/redirect") response.writeHead(302, { location: "/there" });
        if (request.url === "/fail") response.statusCode = 500;
        // Longer than a round waits at its end.
        if (request.url === "/fail" && slot === "a") setTimeout(() => response.end("ok"), 2_500);
        else response.end("ok");
        return 2;
      },
    });
    const { load, served, log } = offer;
    expect(load.bothAtOnce).toBe(true);
    const driven = await load.drive({ served: [served.a, served.b], seed: SEED, milliseconds: 1_000 });
    for (const slot of ["a", "b"] as const) {
      const asked = log.filter((one) => one.slot === slot);
      expect(driven.requests[slot]).toBe(asked.length);
      expect(asked.filter(({ url }) => url === "/setup")).toHaveLength(5);
      expect(asked.filter(({ url }) => url === "/there").length).toBeGreaterThan(0);
      // What was begun was also ended.
      const asides = asked.filter(({ url }) => url === "/fail").length;
      expect(asked.filter(({ url }) => url === "/one")).toHaveLength(asides);
      expect(driven.median[slot]).toBeGreaterThan(0);
    }
    // Two VUs that do not end before their iteration on both sides has.
    if (version === "2.2.0") expect(log.length).toBeGreaterThan(2 * 2 * 65 * 40);
    expect(driven.seconds).toBeGreaterThan(2.5);
    // Nobody slept to the end.
    expect(driven.seconds).toBeLessThan(60);
  });

  test("traces one request at a time over both sides, with the bytes that the server wrote", async () => {
    let isTold = false;
    const early: Logged[] = [];
    const onRequest = (logged: Logged) => void (isTold && early.push(logged));
    await using offer = await offered({ version, scripts: { "perf/shop.js": SHOP }, serve: serveShop, onRequest });
    const { load, served, log } = offer;
    /** Each answer with what the servers were asked since the one before. */
    const answers: { answer: Answer; asked: readonly Logged[] }[] = [];
    let told = 0;
    const onAnswer = async (answer: Answer) => {
      isTold = true;
      answers.push({ answer, asked: log.slice(told) });
      told = log.length;
      await delay(1);
      isTold = false;
    };
    await load.trace({ served: [served.a, served.b], seed: SEED, iterations: 2, onAnswer });
    expect(early).toEqual([]);
    expect(told).toBe(log.length);

    for (const { answer, asked } of answers) {
      // A redirect belongs to the request that it came of.
      const [first, ...redirected] = asked;
      expect({ ...answer }).toMatchObject({ slot: first!.slot, method: first!.method, bytes: asked.at(-1)!.bytes });
      expect(answer.url).toBe(served[answer.slot].url + first!.url);
      expect(redirected.map(({ url }) => url)).toEqual(first!.url === "/redirect" ? ["/utf8"] : []);
      const last = redirected.at(-1);
      expect(answer.redirectedTo).toBe(last === undefined ? undefined : served[answer.slot].url + last.url);
      expect(answer.status).toBe(STATUS[first!.url] ?? 200);
    }
    for (const slot of ["a", "b"] as const) {
      const turns = answers.flatMap(({ answer }) => (answer.slot === slot ? [answer.iteration] : []));
      expect(turns).toEqual([
        undefined,
        ...BUY.map(() => 0),
        ...BUY.map(() => 1),
        undefined,
        undefined,
        0,
        1,
        undefined,
      ]);
      const endpoints = answers.flatMap(({ answer }) => (answer.slot === slot ? [answer.endpoint] : []));
      // Setup and teardown of the run of each scenario.
      expect(endpoints).toEqual([null, ...BUY, ...BUY, null, null, ...LOOK, ...LOOK, null]);
    }
    const binary = answers.find(({ answer }) => answer.url.endsWith("/binary"))!.answer;
    expect(binary).toMatchObject({
      headers: { "content-type": "application/octet-stream", "x-two": "1, 2" },
      sent: { "x-sent": "yes", "user-agent": expect.stringContaining("k6") },
      bytes: 8,
    });
    expect(binary.milliseconds).toBeGreaterThan(0);
    expect(binary.milliseconds).toBeLessThan(500);
  });

  test("ends a trace at once with what the one who is told rejects with", async () => {
    await using offer = await offered({ version, scripts: { "perf/shop.js": SHOP }, serve: serveShop });
    const { load, served, log } = offer;
    let told = 0;
    const onAnswer = async () => {
      if (++told === 4) throw new RangeError("enough");
    };
    const run = { served: [served.a, served.b], seed: SEED, iterations: 1000, onAnswer };
    await expect(load.trace(run)).rejects.toThrow(new RangeError("enough"));
    expect(log).toHaveLength(4);
  });
});

test("a side that dies ends a trace, and a load, with its death", { tags: ["R20"] }, async () => {
  await using offer = await offered({ scripts: { "perf/shop.js": SHOP }, serve: serveShop });
  const { load, served, kill } = offer;
  const death = new TargetError("head", "head: the server ended.");
  const onAnswer = async () => {
    kill(death);
    await new Promise(() => {});
  };
  const both = [served.a, served.b];
  await expect(load.trace({ served: both, seed: SEED, iterations: 1, onAnswer })).rejects.toBe(death);
  await expect(load.drive({ served: both, seed: SEED, milliseconds: 60_000 })).rejects.toBe(death);
});

test("a trace names endpoints as metrics of rounds do", async () => {
  const script = `
    import http from "k6/http";
    import exec from "k6/execution";
    const base = __ENV.BASE_URL;
    export const options = { scenarios: {
      default: { executor: "constant-vus", vus: 1, duration: "1m", exec: "shop" },
      named: { executor: "constant-vus", vus: 1, duration: "1m", exec: "named", tags: { name: "of the scenario" } } } };
    export function shop() {
      http.get(base + "/item/17?page=1");
      http.get(http.url\`\${base}/part/\${__ITER}\`);
      http.request("get", base + "/small");
      http.batch([base + "/batch", { method: "post", url: base + "/batch", params: { tags: { name: "sent" } } }]);
      http.put(base + "/own", "x", { tags: { name: "PUT own", scenario: "of its own" } });
      exec.vu.metrics.tags.name = "of the VU";
      http.get(base + "/vu");
      delete exec.vu.metrics.tags.name;
    }
    export function named() { http.get(base + "/x"); http.get(base + "/y", { tags: { name: "y" } }); }`;
  const scripts = { "perf/shop.js": script, "perf/other.js": script };
  const round = { warmup: "0s", measure: "1s" };
  await using offer = await offered({ scripts, k6: { round } });
  const { load, served, session } = offer;
  const endpoints = new Set<string | null>();
  const onAnswer = async ({ endpoint }: Answer) => void endpoints.add(endpoint);
  await load.trace({ served: [served.a, served.b], seed: SEED, iterations: 1, onAnswer });
  expect(endpoints).toContain("perf/shop.js named: GET of the scenario");
  expect(endpoints).toContain("other: GET of the VU");

  const { round: measure, series } = await session();
  const servers = { both: async () => served, alone: async () => served.a };
  const sides = { a: "base", b: "head" } as const;
  const outcome = await measure({ index: 0, sides, order: ["base", "head"], seed: SEED, servers });
  if (outcome.kind === "measured") outcome.keep();
  const ids = series().map(({ metric }) => metric.id);
  const subjects = ids.filter((id) => id.startsWith("k6/error-rate@")).map((id) => id.slice("k6/error-rate@".length));
  expect([...endpoints].sort()).toEqual(subjects.sort());
});

test("a trace asks both sides for the same where a script draws at random, and in no iteration, scenario, script or round again", async () => {
  const script = `
    import http from "k6/http";
    import exec from "k6/execution";
    const loaded = Math.random();
    const library = (({ random }) => random)(Math);
    const get = (path) => http.get(__ENV.BASE_URL + path);
    export const options = { scenarios: {
      default: { executor: "constant-vus", vus: 5, duration: "1m", exec: "shop" },
      second: { executor: "constant-vus", vus: 5, duration: "1m", exec: "shop" } } };
    export function setup() { get("/setup/" + Math.random()); return Math.random(); }
    export async function shop(made) {
      get(["/of", loaded, made, exec.vu.idInTest, __VU, __ITER].join("/"));
      for (let i = 0; i < 3; i++) get("/item/" + Math.floor(Math.random() * 1e9));
      if (library() < 0.5) get("/sometimes");
      await http.asyncRequest("GET", __ENV.BASE_URL + "/later/" + library());
    }
    export function teardown(made) { get("/teardown/" + made + Math.random()); }`;
  await using offer = await offered({ scripts: { "shop.js": script, "other.js": script } });
  const { load, served, log } = offer;
  const round = async (seed: number, runs: readonly (readonly Served[])[]) => {
    log.length = 0;
    for (const run of runs) await load.trace({ served: run, seed, iterations: 20, onAnswer: async () => {} });
    return (["a", "b"] as const).map((slot) => log.filter((one) => one.slot === slot).map(({ url }) => url));
  };
  const [a, b] = await round(SEED, [[served.a, served.b]]);
  expect(b).toEqual(a);
  const drawn = a!.filter((url) => !/^\/(?:of|sometimes)/u.test(url));
  // Of two scripts, two scenarios each: 20 times four draws, and setup and teardown.
  expect(new Set(drawn).size).toBe(2 * 2 * (20 * 4 + 2));
  const sometimes = a!.filter((url) => url === "/sometimes").length;
  expect([sometimes > 10, sometimes < 70]).toEqual([true, true]);
  // One side after the other, of the round that follows.
  const [next, other] = await round(SEED + 1, [[served.b], [served.a]]);
  expect(other).toEqual(next);
  expect(next!.filter((url) => url !== "/sometimes" && a!.includes(url))).toEqual([]);
});

test("what a script sends to other hosts is neither counted nor told", async () => {
  await using elsewhere = await offered({ scripts: { "x.js": "export default function () {}" } });
  const address = elsewhere.served.a.url;
  const script = `
    import http from "k6/http";
    export function setup() { http.get("${address}/setup"); }
    export default function () { http.get("${address}/token"); http.get(__ENV.BASE_URL + "/x"); }`;
  const allowHosts = [new URL(address).host];
  await using offer = await offered({ scripts: { "shop.js": script }, k6: { allowHosts } });
  const { load, served, log } = offer;
  const endpoints: (string | null)[] = [];
  const onAnswer = async ({ endpoint }: Answer) => void endpoints.push(endpoint);
  const both = [served.a, served.b];
  await load.trace({ served: both, seed: SEED, iterations: 1, onAnswer });
  expect(endpoints).toEqual(["shop: GET /x", "shop: GET /x"]);
  log.length = 0;
  const { requests } = await load.drive({ served: both, seed: SEED, milliseconds: 1 });
  const asked = (slot: "a" | "b") => log.filter((one) => one.slot === slot).length;
  expect(requests).toEqual({ a: asked("a"), b: asked("b") });
  expect(elsewhere.log.length).toBeGreaterThan(log.length);
});

test("scripts whose load cannot be told apart are not traced, which is said, and driven one side after the other", async () => {
  const get = (path: string) =>
    `import http from "k6/http"; export default function () { http.get(__ENV.BASE_URL + "${path}"); }`;
  const scripts = { "ws.js": `import "k6/ws"; ${get("/ws")}`, "shop.js": get("/shop") };
  await using offer = await offered({ scripts });
  const { load, served, log } = offer;
  expect(load.bothAtOnce).toBe(false);
  expect(load.lines).toEqual([
    "ws.js: it uses k6/ws, whose load cannot be told apart: it is not run one request at a time, and of what it sends HTTP requests alone are counted.",
  ]);
  const endpoints: (string | null)[] = [];
  const onAnswer = async ({ endpoint }: Answer) => void endpoints.push(endpoint);
  await load.trace({ served: [served.b], seed: SEED, iterations: 2, onAnswer });
  expect(endpoints).toEqual(["shop: GET /shop", "shop: GET /shop"]);
  expect(log.map(({ slot }) => slot)).toEqual(["b", "b"]);
  log.length = 0;
  const { requests } = await load.drive({ served: [served.b], seed: SEED, milliseconds: 2_000 });
  expect(requests).toEqual({ b: log.length });
  expect(new Set(log.map(({ slot, url }) => `${slot} ${url}`))).toEqual(new Set(["b /ws", "b /shop"]));
});

test("head alone is traced and driven, also where its bodies are discarded", async () => {
  const script = `
    import http from "k6/http";
    export const options = { discardResponseBodies: true };
    function get() { if (http.get(__ENV.BASE_URL + "/x").body !== null) http.get(__ENV.BASE_URL + "/kept"); }
    export function setup() { get(); }
    export default get;`;
  await using offer = await offered({ scripts: { "shop.js": script }, sides: ["head"] });
  const { load, served, log } = offer;
  expect(load.bothAtOnce).toBe(false);
  const told: [string | null, number][] = [];
  const onAnswer = async ({ endpoint, bytes }: Answer) => void told.push([endpoint, bytes]);
  await load.trace({ served: [served.b], seed: SEED, iterations: 2, onAnswer });
  expect(told).toEqual([
    [null, 2],
    ["shop: GET /x", 2],
    ["shop: GET /x", 2],
  ]);
  const { requests } = await load.drive({ served: [served.b], seed: SEED, milliseconds: 1_000 });
  expect(requests).toEqual({ b: log.length - 3 });
});

test("a side that answers nothing at all is an error of that side", { tags: ["R20"] }, async () => {
  const script = `import http from "k6/http"; export default function () { http.get(__ENV.BASE_URL + "/x"); }`;
  await using offer = await offered({ scripts: { "shop.js": script } });
  const { load, served } = offer;
  // Nothing listens there.
  const both = [served.a, { ...served.b, url: "http://127.0.0.1:9" }];
  const traced = load.trace({ served: both, seed: SEED, iterations: 2, onAnswer: async () => {} });
  await expect(traced).rejects.toThrow(new TargetError("head", "head: it answered none of 2 requests of shop.js."));
});

test("a script that sends nothing to a side is an error with the script's own", async () => {
  const script = `import http from "k6/http"; export default function () { http.get("http://elsewhere.example/x"); }`;
  await using offer = await offered({ scripts: { "shop.js": script } });
  const { load, served, log } = offer;
  const run = { served: [served.a, served.b], seed: SEED };
  await expect(load.trace({ ...run, iterations: 1, onAnswer: async () => {} })).rejects.toThrow(
    /^shop\.js made no request to base in a trace\. The script's last error: .*weighbridge refused a request to elsewhere\.example/s,
  );
  await expect(load.drive({ ...run, milliseconds: 1 })).rejects.toThrow(
    /requests went to elsewhere\.example, 0 to the target/,
  );
  expect(log).toEqual([]);
});
