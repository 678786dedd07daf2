import { describe, expect, test } from "vitest";
import { recordingServer } from "../../helpers/recording-server.ts";
import { drive, K6_VERSIONS, naive, of } from "./harness.ts";

const rate = (perSecond: number) =>
  `export const options = { scenarios: { s: { executor: "constant-arrival-rate", rate: ${perSecond}, timeUnit: "1s", duration: "10m", preAllocatedVUs: 5 } } };`;

describe.each(K6_VERSIONS)("the twin driver on k6 %s", (version) => {
  test("tags every sample with its slot, also after await, in un-awaited promises and in timers", async () => {
    const body = (base: string) => `
      import http from "k6/http";
      import { check } from "k6";
      import { Trend } from "k6/metrics";
      import { setTimeout } from "k6/timers";
      const took = new Trend("took", true);
      ${rate(20)}
      const base = ${base};
      export default async function () {
        const first = await http.asyncRequest("GET", base + "/first");
        check(first, { "is ok": (r) => r.status === 200 });
        http.asyncRequest("GET", base + "/second").then((r) => { took.add(r.timings.duration); http.get(base + "/third"); });
        await new Promise((done) => setTimeout(done, 5));
        http.get(base + "/fourth");
      }`;
    const driven = await drive({ version, files: { "script.js": body("__ENV.BASE_URL") } });
    for (const metric of ["http_reqs", "checks", "took"]) {
      const points = of(driven, metric);
      expect(points.length).toBeGreaterThan(8);
      for (const { tags } of points) expect(tags.weighbridge_slot).toMatch(/^[ab](-outside)?$/);
    }
    // Sides are told apart by the server itself, not by the tag that is under test.
    const ports = (slot: string) => new Set(of(driven, "http_reqs", slot).map(({ tags }) => new URL(tags.name!).port));
    expect([...ports("a")]).toEqual([String(driven.a.port)]);
    expect([...ports("b")]).toEqual([String(driven.b.port)]);

    // The naive way, k6's own VU-wide tags, loses or crosses them.
    const lost = await naive(
      version,
      `import http from "k6/http"; import exec from "k6/execution";
       export const options = { iterations: 10 };
       async function side(name, base) {
         exec.vu.metrics.tags.side = name;
         await http.asyncRequest("GET", base + "/first");
         http.get(base + "/second");
       }
       export default async function () { await Promise.all([side("a", __ENV.A), side("b", __ENV.B)]); }`,
    );
    const crossed = of(lost, "http_reqs").filter(
      ({ tags }) => tags.side !== (tags.name!.includes(`:${lost.a.port}/`) ? "a" : "b"),
    );
    expect(crossed.length).toBeGreaterThan(0);
  });

  test("keeps cookies of the slots apart, and drops them after each iteration", async () => {
    const login = (_: unknown, response: { setHeader(name: string, value: string): void }) =>
      response.setHeader("set-cookie", "session=secret; Path=/");
    const script = `
      import http from "k6/http";
      ${rate(10)}
      export default function () {
        http.get(__ENV.BASE_URL + "/login");
        http.get(__ENV.BASE_URL + "/page");
        if (__ENV.BASE_URL && http.cookieJar().cookiesForURL(__ENV.BASE_URL).session[0] !== "secret") throw new Error("no session");
      }`;
    const driven = await drive({ version, files: { "script.js": script }, answer: login, answerB: () => {} });
    expect(
      driven.a.requests.filter(({ url }) => url === "/page").every(({ cookie }) => cookie === "session=secret"),
    ).toBe(true);
    expect(driven.a.requests.filter(({ url }) => url === "/login").every(({ cookie }) => cookie === "")).toBe(true);
    // Only a's server gives a cookie: b must never see one.
    expect(driven.b.requests.length).toBeGreaterThan(3);
    expect(driven.b.requests.every(({ cookie }) => cookie === "")).toBe(true);

    const crossed = await naive(
      version,
      `import http from "k6/http"; export const options = { iterations: 5 };
       export default function () { http.get(__ENV.A + "/login"); http.get(__ENV.B + "/page"); }`,
      login,
    );
    expect(crossed.b.requests.some(({ cookie }) => cookie === "session=secret")).toBe(true);
  });

  test("gives each slot its own SharedArray of a name", async () => {
    const script = `
      import http from "k6/http";
      import { SharedArray } from "k6/data";
      ${rate(20)}
      const urls = new SharedArray("urls", () => [__ENV.BASE_URL + "/shared"]);
      export default function () { http.get(urls[0]); }`;
    const driven = await drive({ version, files: { "script.js": script } });
    expect(driven.a.requests.length).toBeGreaterThan(5);
    expect(Math.abs(driven.a.requests.length - driven.b.requests.length)).toBeLessThanOrEqual(2);

    const shared = await naive(
      version,
      `import http from "k6/http"; import { SharedArray } from "k6/data"; export const options = { iterations: 5 };
       const instance = (base) => new SharedArray("urls", () => [base + "/shared"]);
       const [a, b] = [instance(__ENV.A), instance(__ENV.B)];
       export default function () { http.get(a[0]); http.get(b[0]); }`,
    );
    expect(shared.b.requests).toHaveLength(0);
    expect(shared.a.requests).toHaveLength(10);
  });

  test("opens files from the folder of the module that says so, in TypeScript and CommonJS too", async () => {
    const files = {
      "perf/script.ts": `
        import http from "k6/http";
        import { users } from "./lib/users";
        import plain from "./lib/plain.cjs";
        ${rate(10)}
        const own: string = open("own.txt").trim();
        const bytes: ArrayBuffer = open("./own.txt", "b");
        export default function (): void { http.get(\`\${__ENV.BASE_URL}/\${own}/\${users[0]}/\${plain.text}/\${bytes.byteLength}\`); }`,
      "perf/own.txt": "own\n",
      "perf/lib/users.ts": `export const users: string[] = JSON.parse(open("../data/users.json"));`,
      "perf/lib/plain.cjs": `module.exports = { text: open("./plain.txt").trim() };`,
      "perf/lib/plain.txt": "plain",
      "perf/data/users.json": '["ada"]',
    };
    const driven = await drive({ version, files, script: "perf/script.ts" });
    expect(new Set(driven.b.requests.map(({ url }) => url))).toEqual(new Set(["/own/ada/plain/4"]));
  });

  test("runs async functions named by exec, groups, checks, batches, custom metrics and scenario env on both slots", async () => {
    const script = `
      import http from "k6/http";
      import { check, group } from "k6";
      import exec from "k6/execution";
      import { Counter, Gauge, Rate, Trend } from "k6/metrics";
      const made = { c: new Counter("orders"), g: new Gauge("queue"), r: new Rate("lucky"), t: new Trend("took", true) };
      export const options = { scenarios: {
        buy: { executor: "constant-arrival-rate", rate: 10, duration: "1m", preAllocatedVUs: 3, exec: "buy", env: { KIND: "gold" } },
        look: { executor: "constant-vus", vus: 1, duration: "1m", exec: "look" } } };
      export async function buy() {
        exec.vu.metrics.tags.mine = __ENV.BASE_URL.slice(-5);
        const all = http.batch([__ENV.BASE_URL + "/1", ["POST", __ENV.BASE_URL + "/2", "x"], { method: "PUT", url: __ENV.BASE_URL + "/3", body: "y", params: { tags: { own: "yes" } } }, http.url\`\${__ENV.BASE_URL}/item/\${7}\`]);
        const named = http.batch({ one: __ENV.BASE_URL + "/4" });
        check(all[0], { "batch ok": (r) => r.status === 200 && named.one.status === 200 }, { extra: "tag" });
        made.c.add(1); made.g.add(3); made.r.add(true); made.t.add(12);
        await http.asyncRequest("GET", __ENV.BASE_URL + "/" + __ENV.KIND);
        if (exec.scenario.name !== "buy" || exec.vu.metrics.tags.scenario !== "buy") throw new Error("scenario");
      }
      export function look() { group("looking", () => http.get(__ENV.BASE_URL + "/look", { tags: { name: "look" } })); exec.vu.idInTest; }`;
    const driven = await drive({ version, files: { "script.js": script } });
    expect(driven.log).not.toContain("level=error");
    for (const slot of ["a", "b"] as const) {
      const urls = new Set(driven[slot].requests.map(({ method, url }) => `${method} ${url}`));
      expect(urls).toEqual(new Set(["GET /1", "POST /2", "PUT /3", "GET /item/7", "GET /4", "GET /gold", "GET /look"]));
      expect(of(driven, "checks", slot)[0]?.tags).toMatchObject({ check: "batch ok", extra: "tag", scenario: "buy" });
      for (const metric of ["orders", "queue", "lucky", "took"])
        expect(of(driven, metric, slot).length).toBeGreaterThan(2);
      const requests = of(driven, "http_reqs", slot);
      expect(requests.find(({ tags }) => tags.name === "look")?.tags.group).toBe("::looking");
      expect(requests.find(({ tags }) => tags.own === "yes")?.tags.method).toBe("PUT");
      const mine = new Set(of(driven, "orders", slot).map(({ tags }) => tags.mine));
      expect([...mine]).toEqual([driven[slot].url.slice(-5)]);
      expect(
        requests.some(({ tags }) => tags.name === `${driven[slot].url}/item/\${}` || tags.name?.endsWith("/item/${}")),
      ).toBe(true);
    }
  });

  test("fetches remote modules and gives each slot an instance of its own", async () => {
    await using remote = await recordingServer((request, response) => {
      response.setHeader("content-type", "text/javascript");
      response.end(
        request.url === "/lib.js"
          ? `import { count } from "./state.js"; import http from "k6/http"; export const hit = () => http.get(__ENV.BASE_URL + "/n" + count());`
          : "let n = 0; export const count = () => ++n;",
      );
    });
    const script = `
      import { hit } from "${remote.url}/lib.js";
      export const options = { scenarios: { s: { executor: "constant-vus", vus: 1, duration: "1m" } } };
      import { sleep } from "k6";
      export default function () { hit(); sleep(0.05); }`;
    const driven = await drive({ version, files: { "script.js": script }, seed: 3 });
    // Two VUs count on their own; a shared module would make both slots draw from one counter and skip numbers.
    for (const slot of ["a", "b"] as const) {
      const numbers = new Set(driven[slot].requests.map(({ url }) => Number(url.slice(2))));
      expect([...numbers].sort((x, y) => x - y)).toEqual(Array.from({ length: numbers.size }, (_, i) => i + 1));
      expect(numbers.size).toBeGreaterThan(2);
    }
  });

  test("runs setup and teardown once a slot, awaits them and hands each its own data", async () => {
    const script = `
      import http from "k6/http";
      ${rate(10)}
      export async function setup() { const r = await http.asyncRequest("POST", __ENV.BASE_URL + "/seed"); return { at: __ENV.BASE_URL, status: r.status }; }
      export default function (data) { if (data.at !== __ENV.BASE_URL || data.status !== 200) throw new Error("other side's data"); http.get(data.at + "/use"); }
      export function teardown(data) { http.del(data.at + "/seed"); }`;
    const driven = await drive({ version, files: { "script.js": script } });
    expect(driven.log).not.toContain("level=error");
    for (const slot of ["a", "b"] as const) {
      const count = (method: string) => driven[slot].requests.filter((request) => request.method === method).length;
      expect([count("POST"), count("DELETE")]).toEqual([1, 1]);
      expect(count("GET")).toBeGreaterThan(4);
      // Neither is part of the measurement.
      expect(of(driven, "http_reqs", slot).every(({ tags }) => tags.method === "GET")).toBe(true);
    }
  });

  test("an error on one side does not keep the other from being called", async () => {
    const script = `
      import http from "k6/http";
      import { fail } from "k6";
      ${rate(20)}
      export default function () { if (http.get(__ENV.BASE_URL + "/start").status !== 200) fail("down"); http.get(__ENV.BASE_URL + "/rest"); }`;
    const broken = (_: unknown, response: { statusCode: number }) => {
      response.statusCode = 500;
    };
    const driven = await drive({ version, files: { "script.js": script }, answer: broken, answerB: () => {} });
    const starts = driven.a.requests.filter(({ url }) => url === "/start").length;
    expect(starts).toBeGreaterThan(5);
    expect(driven.a.requests.filter(({ url }) => url === "/rest")).toHaveLength(0);
    expect(Math.abs(driven.b.requests.filter(({ url }) => url === "/rest").length - starts)).toBeLessThanOrEqual(1);
  });

  test("each slot is first equally often, in an order that the seed decides", async () => {
    const script = `import http from "k6/http"; ${rate(40)}
      export default function () { http.get(__ENV.BASE_URL + "/" + Date.now()); }`;
    const sequence: string[] = [];
    const record = (slot: string) => () => void sequence.push(slot);
    await drive({ version, files: { "script.js": script }, answer: record("a"), answerB: record("b") });
    const firsts = sequence.filter((_, index) => index % 2 === 0);
    const a = firsts.filter((slot) => slot === "a").length;
    expect(firsts.length).toBeGreaterThan(30);
    expect(Math.abs(a - (firsts.length - a))).toBeLessThanOrEqual(3);
    expect(new Set(firsts.map((slot, index) => slot + firsts[index + 1])).size).toBeGreaterThan(2);
  });

  test("refuses hosts that are not the target, unless they are allowed, and counts them", async () => {
    await using other = await recordingServer();
    const script = `import http from "k6/http"; ${rate(20)}
      export default function () { http.get("${other.url}/elsewhere"); }`;
    const driven = await drive({ version, files: { "script.js": script } });
    expect(other.requests).toHaveLength(0);
    const refused = of(driven, "weighbridge_refused");
    expect(refused.length).toBeGreaterThan(8);
    expect(refused[0]?.tags.name).toBe(`127.0.0.1:${other.port}`);

    const host = `127.0.0.1:${other.port}`;
    const allowed = await drive({ version, files: { "script.js": script }, allowHosts: [host] });
    expect(of(allowed, "weighbridge_refused")).toHaveLength(0);
    expect(other.requests.length).toBeGreaterThan(8);
  });

  test("a redirect that leaves the target is counted; globalThis.__ENV is the slot's", async () => {
    await using other = await recordingServer();
    const script = `import http from "k6/http"; ${rate(10)}
      export default function () { http.get(globalThis.__ENV.BASE_URL + "/away"); }`;
    const driven = await drive({
      version,
      files: { "script.js": script },
      answer: (_, response) => void response.writeHead(302, { location: `${other.url}/landed` }).end(),
    });
    expect(driven.a.requests.length).toBeGreaterThan(3);
    expect(of(driven, "weighbridge_refused").length).toBe(other.requests.length);
    expect(other.requests.length).toBeGreaterThan(6);
  });

  test("strips thresholds, abortOnFail and handleSummary from the round", async () => {
    const script = `
      import http from "k6/http";
      export const options = { vus: 2, iterations: 100000, thresholds: { http_req_duration: [{ threshold: "p(95)<0.001", abortOnFail: true }] } };
      export default function () { http.get(__ENV.BASE_URL + "/"); }
      export function handleSummary() { return { stdout: "the script's own summary" }; }`;
    const driven = await drive({ version, files: { "script.js": script }, warmup: 300, measure: 700 });
    expect(driven.inspected.thresholds).toEqual({ http_req_duration: ["p(95)<0.001"] });
    expect(driven.log).not.toContain("own summary");
    expect(of(driven, "http_reqs", "a").length).toBeGreaterThan(10);
    expect(of(driven, "http_reqs", "a-outside").length).toBeGreaterThan(0);
  });

  test("names modules that it cannot tell apart a side, and runs one side alone", async () => {
    const script = `
      import http from "k6/http";
      import ws from "k6/ws";
      ${rate(10)}
      export default function () { http.get(__ENV.BASE_URL + "/" + typeof ws.connect); }`;
    const driven = await drive({ version, files: { "script.js": script }, driver: "alternate" });
    expect(driven.unshimmed).toEqual(["k6/ws"]);
    expect(driven.b.requests).toHaveLength(0);
    expect(of(driven, "http_reqs", "a")[0]?.tags.name).toBe(`${driven.a.url}/function`);
  });

  test("each side gets the script's full rate at arrival rates, and no iteration is dropped", async () => {
    // Late without keeping a core busy: 20 iterations are under way at once, more than one side has VUs for, and fewer than
    // both have by as many as begin while a busy machine stands still for .3 s.
    const answer = () => new Promise((resolve) => setTimeout(resolve, 200));
    const script = `import http from "k6/http";
      export const options = { scenarios: { s: { executor: "ramping-arrival-rate", startRate: 1, timeUnit: "1s", preAllocatedVUs: 18, stages: [{ duration: "5m", target: 50 }, { duration: "5m", target: 0 }] } } };
      export default function () { http.get(__ENV.BASE_URL + "/"); }`;
    const driven = await drive({ version, files: { "script.js": script }, answer });
    expect(driven.plan.lines[0]).toContain(
      "your 10-minute script → rounds of 1 s (0 s warm-up), 50 iterations/s a side (its peak)",
    );
    expect(of(driven, "dropped_iterations")).toHaveLength(0);
    for (const { requests } of [driven.a, driven.b]) expect(requests.length).toBeGreaterThan(40);
  });
});
