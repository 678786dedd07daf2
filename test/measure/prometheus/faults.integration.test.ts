/** What answers otherwise than with metrics: each a sentence that says what to do, and never a wait without end. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ToolError } from "../../../src/errors.ts";
import { freePorts } from "../../../src/system/ports.ts";
import { recordingServer } from "../../helpers/recording-server.ts";
import { served, watching } from "./watching.ts";

type Reply = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Of what a round gave, and of what a whole job says. */
async function weigh(replies: readonly [Reply, ...Reply[]], section: unknown = {}) {
  let asked = 0;
  await using server = await recordingServer((request, response) => {
    const reply = replies[Math.min(asked++, replies.length - 1)]!;
    return reply(request, response);
  });
  await using watcher = await watching(section);
  const watch = await watcher.watch(served(server.url));
  try {
    await watch.begin?.();
    await watch.end?.({ requests: 10, seconds: 1 });
    const values = new Map(watch.readings().map(({ metric, value }) => [metric.id, value]));
    return { url: server.url, values, told: await watcher.collected() };
  } catch (error) {
    // The address is another one each time.
    if (error instanceof ToolError) throw new ToolError(error.message.replaceAll(server.url, "TARGET"));
    throw error;
  } finally {
    await watch.stop();
  }
}

const text =
  (body: string | Buffer, headers: Readonly<Record<string, string>> = {}, status = 200): Reply =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

const NO_FORMAT = "prometheus: TARGET/metrics does not answer in Prometheus' text format or OpenMetrics";
const CURE = "let TARGET tell its metrics there, or correct prometheus.path or prometheus.exporters.";

describe("a target that does not tell its metrics", { tags: ["T25", "R28"] }, () => {
  it.each<readonly [string, Reply, string]>([
    [
      "has none there",
      text("no", {}, 404),
      `prometheus: TARGET/metrics answered 404, where metrics are looked for: ${CURE}`,
    ],
    [
      "leads elsewhere",
      text("", { location: "/login" }, 302),
      `prometheus: TARGET/metrics answered 302, where metrics are looked for: ${CURE}`,
    ],
    [
      "answers a page",
      text("<!doctype html>\n<title>Shop</title>"),
      `${NO_FORMAT} (line 1 is "<!doctype html>"): ${CURE}`,
    ],
    ["answers JSON", text('{"up": 1}'), `${NO_FORMAT} (line 1 is "{"up": 1}"): ${CURE}`],
    ["answers bytes", text(Buffer.from([0, 1, 2, 255])), `${NO_FORMAT} (line 1 is "····"): ${CURE}`],
    [
      "breaks off",
      text("a 1\n", { "content-type": "application/openmetrics-text" }),
      `${NO_FORMAT} (it ends without # EOF): ${CURE}`,
    ],
    ["has no end of lines", text("a".repeat(3e6)), `${NO_FORMAT} (it has a line of more than 1 MiB): ${CURE}`],
    [
      "says gzip of what is none",
      text("a 1\n", { "content-encoding": "gzip" }),
      `prometheus: TARGET/metrics cannot be read, as its answer broke off: ${CURE}`,
    ],
    [
      "cuts the connection",
      (_, response) => response.destroy(),
      `prometheus: TARGET/metrics cannot be read, as the connection was cut: ${CURE}`,
    ],
    [
      "has nothing that is wanted",
      text("b 1\n"),
      "prometheus: TARGET/metrics tells no metric that prometheus.metrics matches: correct it.",
    ],
  ])("%s", async (_, reply, message) => {
    await expect(weigh([reply], { metrics: "a*" })).rejects.toEqual(new ToolError(message));
  });

  it("is too slow", async () => {
    // Never ended: closing the server does that.
    const reply: Reply = (_, response) => {
      response.write("a 1\n");
      return new Promise(() => {});
    };
    const message = "prometheus: TARGET/metrics was not read within 0.2 s: make it faster, or set prometheus.timeout.";
    await expect(weigh([reply], { timeout: "200ms" })).rejects.toEqual(new ToolError(message));
  });

  it("sends a body without end", async () => {
    const bomb = gzipSync(Buffer.alloc(70 * 2 ** 20, "a_total 1\n"));
    const reply = text(bomb, { "content-encoding": "gzip" });
    const message = `${NO_FORMAT} (it is larger than 64 MiB): ${CURE}`;
    await expect(weigh([reply], { metrics: "b", timeout: "10s" })).rejects.toEqual(new ToolError(message));
  });

  it("is gone", async () => {
    const [port] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    await using watcher = await watching({ exporters: { nginx: { a: `${url}/a`, b: `${url}/b` } } });
    const watch = await watcher.watch(served("http://127.0.0.1:1"));
    const message = `prometheus: ${url}/a cannot be read, as the connection was refused: ${CURE.replace("TARGET", url)}`;
    await expect(watch.begin?.()).rejects.toEqual(new ToolError(message));
    await watch.stop();
  });
});

describe("several exporters", { tags: ["R28"] }, () => {
  it("stand for themselves: what is wrong with each is told, and the others are weighed", async () => {
    await using sound = await recordingServer(text("up_total 1\nodd one\n"));
    await using absent = await recordingServer(text("no", {}, 404));
    await using page = await recordingServer(text("<html>"));
    const at = (url: string) => ({ a: `${url}/a`, b: `${url}/b` });
    const exporters = { nginx: at(absent.url), db: at(sound.url), cache: at(page.url) };
    await using watcher = await watching({ exporters });
    const watch = await watcher.watch(served("http://127.0.0.1:1"));
    await watch.begin?.();
    await watch.end?.({ requests: 10, seconds: 1 });
    expect(watch.readings().map(({ metric }) => metric.id)).toEqual([
      "prometheus/up_total@db",
      "prometheus/up_total-rate@db",
    ]);
    await watch.stop();
    const { notWeighed } = await watcher.collected();
    expect(notWeighed.map((one) => one.replaceAll(/http:\/\/127\.0\.0\.1:\d+/gu, "HOST").slice(0, 75))).toEqual([
      "prometheus: HOST/a answered 404, where metrics are looked for: let HOST tel",
      "prometheus: HOST/a does not answer in Prometheus' text format or OpenMetric",
      "prometheus: of db not every line can be read, and the rest stands without t",
    ]);
    const others = absent.requests.length;
    const again = await watcher.watch(served("http://127.0.0.1:1"));
    await again.begin?.();
    await again.stop();
    expect(absent.requests).toHaveLength(others);
  });

  it("that all fail are told together", async () => {
    await using absent = await recordingServer(text("no", {}, 404));
    await using page = await recordingServer(text("<html>"));
    const at = (url: string) => ({ a: `${url}/a`, b: `${url}/b` });
    await using watcher = await watching({ exporters: { nginx: at(absent.url), cache: at(page.url) } });
    const watch = await watcher.watch(served("http://127.0.0.1:1"));
    await expect(watch.begin?.()).rejects.toThrow(/answered 404.*\. prometheus: .*does not answer in Prometheus/u);
    await watch.stop();
    expect((await watcher.collected()).notWeighed).toEqual([]);
  });
});

describe("a source that one side alone has", { tags: ["T26", "R28"] }, () => {
  /** Two rounds in which the target of one side answers 404, and an exporter is sound: what each side gave. */
  async function job(failing: "base" | "head", isFirst: boolean) {
    await using sound = await recordingServer(text("up_total 1\n"));
    await using absent = await recordingServer(text("no", {}, 404));
    await using told = await recordingServer(text("db_calls_total 1\nother_total 1\n"));
    const exporters = { cache: { a: `${sound.url}/a`, b: `${sound.url}/b` } };
    const mayBlock = (id: string) => id === "prometheus/db_calls_total@target";
    await using watcher = await watching({ path: "/metrics", exporters }, ["base", "head"], mayBlock);
    const given = { base: new Map<string, unknown>(), head: new Map<string, unknown>() };
    const other = failing === "base" ? "head" : "base";
    const order = isFirst ? ([failing, other] as const) : ([other, failing] as const);
    for (let round = 0; round < 2; round++) {
      for (const side of order) {
        const watch = await watcher.watch(served((side === failing ? absent : told).url, side));
        await watch.begin?.();
        await watch.end?.({ requests: 10, seconds: 1 });
        for (const { metric, value } of watch.readings()) given[side].set(metric.id, value);
        await watch.stop();
      }
    }
    const { notWeighed } = await watcher.collected();
    return { given, notWeighed, failed: `prometheus: ${failing}: ${absent.url}/metrics answered 404` };
  }
  const GATED = "prometheus/db_calls_total@target";

  it.each([true, false])("is head's loss where it was base's, the one that failed asked first: %s", async (isFirst) => {
    const { given, notWeighed, failed } = await job("head", isFirst);
    expect(given.base.get(GATED)).toBe(0);
    expect([...given.head.keys()]).not.toContain(GATED);
    expect(given.head.has("prometheus/up_total@cache")).toBe(true);
    expect(notWeighed).toEqual([expect.stringContaining(failed)]);
    if (isFirst) expect([...given.base.keys()]).not.toContain("prometheus/other_total@target");
  });

  it.each([true, false])("has nothing to be held against where base's failed: %s", async (isFirst) => {
    const { given, notWeighed, failed } = await job("base", isFirst);
    if (isFirst) expect(given.head.get(GATED)).toBeNull();
    expect([...given.base.keys()]).not.toContain(GATED);
    expect(notWeighed).toEqual([expect.stringContaining(failed)]);
  });
});

it("an exporter's user, password and query are in no message", { tags: ["T13"] }, async () => {
  let authorization: string | undefined;
  await using server = await recordingServer((request, response) => {
    ({ authorization } = request.headers);
    response.writeHead(503).end();
  });
  const address = new URL("/metrics?token=secret", server.url);
  address.username = "shop";
  address.password = "secret";
  await using watcher = await watching({ exporters: { db: { a: address.href, b: `${address.href}b` } } });
  const watch = await watcher.watch(served(server.url));
  const failure = await watch.begin?.().then(
    () => null,
    (error: unknown) => error,
  );
  await watch.stop();
  expect(failure).toBeInstanceOf(ToolError);
  expect(String(failure)).toContain(`prometheus: ${server.url}/metrics `);
  expect(String(failure)).not.toContain("secret");
  expect(authorization).toBe(`Basic ${btoa("shop:secret")}`);
});

describe("a target that tells much", { tags: ["L17"] }, () => {
  const line = (index: number) => `noise_total{path="/products/${index}/reviews",code="200"} ${index}\n`;
  const large = Array.from({ length: 1e6 }, (_, index) => line(index)).join("");

  it("is read while it comes, and only what is wanted is kept: 50 MB", async () => {
    expect(large.length).toBeGreaterThan(50e6);
    const body = (hits: number) => gzipSync(`${large}hits_total ${hits}\n`, { level: 1 });
    const [first, last] = [body(0), body(20)];
    const compressed = { "content-encoding": "gzip" };
    const replies = [first, first, first, last].map((one) => text(one, compressed));
    const { values } = await weigh(replies as [Reply, ...Reply[]], { metrics: "hits_*", timeout: "10s" });
    expect(values.get("prometheus/hits_total@target")).toBe(2);
  });

  it("is cut, and what is left out is named", async () => {
    const series = Array.from({ length: 6000 }, (_, index) => `a{i="${index}"} 1`).join("\n");
    const { values, told } = await weigh([text(series)]);
    expect(values.size).toBe(500);
    expect(told.notWeighed).toEqual([
      'prometheus: 500 metrics are weighed, and 20 that one side alone tells; prometheus/a-mean@i="250", prometheus/a-max@i="250", prometheus/a-mean@i="251", prometheus/a-max@i="251", prometheus/a-mean@i="252" and 9495 more are not: narrow prometheus.metrics to those that matter.',
      "prometheus: of the target only the first part is read (5000 series at most): narrow prometheus.metrics to those that matter.",
    ]);
  });

  it("does not push out what the other side is weighed by", { tags: ["T26"] }, async () => {
    const noise = Array.from({ length: 600 }, (_, index) => `a{i="${index}"} 1`).join("\n");
    await using base = await recordingServer(text("hits_total 1"));
    await using head = await recordingServer(text(`${noise}\nhits_total 1`));
    await using watcher = await watching({}, ["base", "head"]);
    const of = { base: await watcher.watch(served(base.url, "base")), head: await watcher.watch(served(head.url)) };
    for (const watch of [of.head, of.base]) await watch.begin?.();
    for (const watch of [of.head, of.base]) await watch.end?.({ requests: 10, seconds: 1 });
    for (const watch of [of.head, of.base])
      expect(watch.readings().map(({ metric }) => metric.id)).toContain("prometheus/hits_total@target");
    for (const watch of [of.head, of.base]) await watch.stop();
  });

  it("and begins anew meanwhile: what came since is taken", async () => {
    const before = text("a_total 500\n");
    const { values, told } = await weigh([before, before, before, text("a_total 20\n")]);
    expect(values.get("prometheus/a_total@target")).toBe(2);
    expect(told.notes).toEqual([
      "prometheus: a_total fell during the load, as counters do that begin anew: what they counted since is taken.",
    ]);
  });
});
