import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { createClient } from "@redis/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addressesOf } from "../../../src/measure/redis/address.ts";
import { redis } from "../../../src/measure/redis/index.ts";
import { startMonitor } from "../../../src/measure/redis/monitor.ts";
import type { Watching } from "../../../src/measure/watcher.ts";
import type { Side, Slot } from "../../../src/model/series.ts";
import { type RedisOptions, type RedisService, startRedis } from "../../../src/services/redis.ts";
import { type TestSystem, testSystem } from "../../helpers/system.ts";
import { load, trace, valuesOf } from "../driving.ts";
import { openShop } from "./shop.ts";

let host: TestSystem;
let a: RedisService;
let b: RedisService;

beforeAll(async () => {
  host = await testSystem();
  [a, b] = await Promise.all([redisOf(), redisOf()]);
});

afterAll(async () => host?.[Symbol.asyncDispose]());

const redisOf = (settings: RedisOptions["settings"] = {}) =>
  startRedis(host.system, { settings: { "enable-debug-command": "local", ...settings } });

function open(urlA: string, urlB: string, system = host.system): Promise<Watching> {
  const context = { system, sides: ["base", "head"], builds: { base: null, head: null } } as const;
  return redis.open({ url: { a: urlA, b: urlB } }, { ...context, scratch: "", root: "" });
}

const served = (side: Side, slot: Slot) => ({
  side,
  slot,
  url: "",
  died: new Promise<never>(() => {}),
  processes: () => [],
});

/** Lines of `redis-cli monitor` until `end`, of one client. */
async function logOf({ port }: RedisService) {
  const lines: string[] = [];
  let onLine: () => void = () => {};
  const running = await host.system.processes.start(["redis-cli", "-p", String(port), "monitor"], {
    cwd: "/",
    env: host.system.env,
    onLine: (line) => {
      lines.push(line);
      onLine();
    },
  });
  const shows = (text: string) =>
    new Promise<void>((resolve) => {
      onLine = () => lines.some((line) => line.includes(text)) && resolve();
      onLine();
    });
  await shows("OK");
  return {
    async of(address: string): Promise<readonly string[]> {
      const client = await createClient({ url: `redis://127.0.0.1:${port}` }).connect();
      await client.echo("the end");
      await shows("the end");
      await client.close();
      await running.stop("SIGTERM", 1000);
      return lines.filter((line) => line.includes(` ${address}] `));
    },
  };
}

const products = (count: number) => Array.from({ length: count }, (_, i) => `/product?id=${i % 4}`);

test("commands, hits and misses a request are those of the server's own log, and a lost cache is named by its key", async () => {
  const watching = await open(a.url, b.url);
  await using base = await openShop(a.url, (id) => `product:${id}`);
  await using head = await openShop(b.url, (id) => `product:v2:${id}:${process.hrtime.bigint()}`);
  const paths = [...products(200), ...products(40).map((path) => path.replace("product", "cart")), "/ping"];
  const values: ReadonlyMap<string, unknown>[] = [];
  for (const [side, slot, shop, service] of [
    ["base", "a", base, a],
    ["head", "b", head, b],
  ] as const) {
    const log = await logOf(service);
    const watch = await watching.watch(served(side, slot));
    await trace(shop, slot, watch, paths);
    const lines = await log.of(shop.address);
    const of = valuesOf(watch);
    values.push(of);
    const counted =
      (of.get("redis/commands@shop: GET /product") as number) * 200 +
      (of.get("redis/commands@shop: GET /cart") as number) * 40;
    expect(counted).toBeCloseTo(lines.length, 9);
    await watch.stop();
    watch.keep!();
  }
  const [ofBase, ofHead] = values;
  const of = (name: string) => [ofBase!.get(`redis/${name}`), ofHead!.get(`redis/${name}`)];
  expect(of("commands@shop: GET /product")).toEqual([204 / 200, 2]);
  expect(of("hits@shop: GET /product")).toEqual([196 / 200, 0]);
  expect(of("misses@shop: GET /product")).toEqual([4 / 200, 1]);
  expect(of("misses@shop: GET /cart")).toEqual([1, 2]);
  expect(of("commands@shop: GET /ping")).toEqual([0, 0]);

  const { causes, facts, notes } = await watching.collected();
  expect(notes).toEqual([]);
  const ofProduct = causes.filter(({ metric }) => metric === "redis/commands@shop: GET /product");
  expect(ofProduct.map(({ kind, name, base, head }) => ({ kind, name, base, head }))).toEqual([
    { kind: "key", name: "GET product:v2:*:*", base: null, head: 1 },
    { kind: "key", name: "SET product:v2:*:*", base: null, head: 1 },
    { kind: "key", name: "GET product:*", base: 1, head: null },
    { kind: "key", name: "SET product:*", base: 0.02, head: null },
    { kind: "command", name: "SET", base: 0.02, head: 1 },
  ]);
  expect(ofProduct.map(({ note }) => note)).toEqual(["missed 100 % on head", null, "missed 2 % on base", null, null]);
  const missed = causes.filter(({ metric }) => metric === "redis/misses@shop: GET /product");
  expect(missed.map(({ name, base, head }) => [name, base, head])).toEqual([
    ["product:v2:*:*", null, 1],
    ["product:*", 0.02, null],
  ]);
  expect(facts).toEqual([]);
});

test("under load, counts of 10,000 requests are those of the log, to the last one", async () => {
  // Microseconds: more than any command takes on a busy machine but the one that sleeps.
  const slowlog = { "slowlog-log-slower-than": "1400000" };
  const service = await redisOf({ maxmemory: "2500kb", "maxmemory-policy": "allkeys-lru", ...slowlog });
  const watching = await open(service.url, b.url);
  await using shop = await openShop(service.url, (id) => `product:${id}`);
  const watch = await watching.watch(served("head", "a"));
  // What was slow before the load is in the server's list of slow commands too.
  await trace(shop, "a", watch, [...products(8), "/slow"]);
  const log = await logOf(service);
  await watch.begin!();
  const paths = Array.from({ length: 9_999 }, (_, i) => `/product?id=${i}`);
  await load(shop, [...paths, "/slow"]);
  await watch.end!({ requests: 10_000, seconds: 1 });
  const lines = await log.of(shop.address);
  const of = valuesOf(watch);
  await watch.stop();
  expect(await watching.collected()).toMatchObject({ causes: [], facts: [] });
  watch.keep!();
  // MONITOR shows no DEBUG.
  expect(Math.round((of.get("redis/commands@target") as number) * 10_000)).toBe(lines.length + 1);
  expect(of.get("redis/hit-ratio@target")).toEqual({ events: 4, total: 9_999 });
  expect(of.get("redis/slow-commands@target")).toBe(1);
  expect(of.get("redis/evicted@target")).toBeGreaterThan(0);
  expect(of.get("redis/memory@target")).toBeGreaterThan(1_000_000);
  expect(of.get("redis/clients@target")).toBe(2);
  const { facts } = await watching.collected();
  expect(facts.map(({ rule, base, note }) => [rule, base, note])).toEqual([
    ["low-cache-hit", null, "one request at a time, 50 % of its reads by shop: GET /product missed"],
    ["evicted-keys", null, "its maxmemory-policy is allkeys-lru"],
  ]);
  expect(facts[0]!.head).toBeCloseTo(4 / 9_999, 9);
});

test("more commands at once than a request has are no longer shown", { tags: ["L17"] }, async () => {
  const { a: address } = addressesOf({ a: a.url, b: b.url });
  const monitor = await startMonitor({ ...address, createClient });
  const client = await createClient({ url: a.url }).connect();
  await Promise.all(Array.from({ length: 10_001 }, () => client.ping()));
  expect(await monitor.drained((token) => client.echo(token))).toBeNull();
  expect(monitor.isOpen).toBe(false);
  await client.close();
});

describe("what goes wrong is named, and nothing else is lost", { tags: ["R28"] }, () => {
  test("nobody listens", async () => {
    const watching = await open("redis://127.0.0.1:9", b.url);
    await expect(watching.watch(served("base", "a"))).rejects.toThrow(
      "Redis at 127.0.0.1:9 was not reached: the connection was refused; start it before the gate runs, or correct redis.url.",
    );
  });

  test("somebody listens and says nothing", async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const watching = await open(`redis://127.0.0.1:${port}`, b.url);
    await expect(watching.watch(served("base", "a"))).rejects.toThrow("it gave no answer in 3 s");
    silent.close();
  });

  test("a password is missing, or wrong", async () => {
    const service = await redisOf({ requirepass: "right" });
    const right = service.url.replace("//", "//:right@");
    for (const url of [service.url, service.url.replace("//", "//:wrong@")]) {
      const watching = await open(url, b.url);
      await expect(watching.watch(served("base", "a"))).rejects.toThrow(
        /refused the user and password of redis\.url: give those/u,
      );
    }
    const watch = await (await open(right, b.url)).watch(served("base", "a"));
    await watch.stop();
  });

  test("a password that stands in no address comes from REDISCLI_AUTH; what we start is not given it", {
    tags: ["T2", "T13"],
  }, async () => {
    const service = await redisOf({ requirepass: "r%ght/@" });
    await using other = await testSystem(undefined, { ...process.env, REDISCLI_AUTH: "r%ght/@" });
    const watching = await open(service.url, b.url, other.system);
    const watch = await watching.watch(served("base", "a"));
    await watch.stop();
    const { stdout } = await other.system.processes.run(["env"], { cwd: "/", env: other.system.env });
    expect(stdout).toContain("PATH=");
    expect(stdout).not.toContain("ght");
  });

  test("an address with a database asks for no right but those that are documented", async () => {
    const service = await redisOf();
    const admin = await createClient({ url: service.url }).connect();
    const rights = ["+info", "+echo", "+monitor", "+slowlog"];
    await admin.sendCommand(["ACL", "SETUSER", "lim", "on", ">lim", ...rights]);
    await admin.close();
    const watching = await open(`${service.url.replace("//", "//lim:lim@")}/1`, b.url);
    const watch = await watching.watch(served("base", "a"));
    await watch.begin!();
    await watch.end!({ requests: 1, seconds: 1 });
    await watch.stop();
    expect((await watching.collected()).notes).toEqual([]);
  });

  test("a user who may not run MONITOR and SLOWLOG counts commands without keys", async () => {
    const service = await redisOf();
    const admin = await createClient({ url: service.url }).connect();
    await admin.sendCommand(["ACL", "SETUSER", "some", "on", ">word", "+info", "+echo"]);
    await admin.sendCommand(["ACL", "SETUSER", "none", "on", ">word", "+ping"]);
    await admin.close();
    const watching = await open(service.url.replace("//", "//some:word@"), b.url);
    await using shop = await openShop(service.url, (id) => `product:${id}`);
    const watch = await watching.watch(served("base", "a"));
    await trace(shop, "a", watch, products(8));
    await watch.begin!();
    await load(shop, products(8));
    await watch.end!({ requests: 8, seconds: 1 });
    const of = valuesOf(watch);
    await watch.stop();
    expect(of.get("redis/commands@shop: GET /product")).toBe(12 / 8);
    expect(of.get("redis/commands@target")).toBe(1);
    expect(of.get("redis/slow-commands@target")).toBeNull();
    const { notes } = await watching.collected();
    const place = `127.0.0.1:${service.port}`;
    const cure = "allow it by ACL SETUSER some +info +echo +monitor +slowlog";
    expect(notes).toEqual([
      `Redis at ${place} does not let the user some run MONITOR: ${cure}. Until then keys are not named, and commands are counted alone.`,
      `Redis at ${place} does not let the user some run SLOWLOG: ${cure}. Until then slow commands are not counted.`,
    ]);
    const blind = await open(service.url.replace("//", "//none:word@"), b.url);
    await expect(blind.watch(served("base", "a"))).rejects.toThrow(/does not let the user none run INFO: allow it/u);
  });

  test("a server that is started anew: that part of the round has no values, the rest has", async () => {
    const service = await redisOf();
    const watching = await open(service.url, b.url);
    await using shop = await openShop(service.url, (id) => `product:${id}`);
    const watch = await watching.watch(served("base", "a"));
    await trace(shop, "a", watch, products(4));
    await service.restart();
    await trace(shop, "a", watch, ["/ping", ...products(4)]);
    await watch.begin!();
    await load(shop, products(8));
    await watch.end!({ requests: 8, seconds: 1 });
    const of = valuesOf(watch);
    await watch.stop();
    watch.keep!();
    expect(of.get("redis/commands@shop: GET /product")).toBeNull();
    expect(of.get("redis/commands@target")).toBe(1);
    const { notes, causes } = await watching.collected();
    expect(notes).toHaveLength(2);
    expect(notes[0]).toContain("was started anew, lost its statistics or cut the connection during a round");
    expect(causes).toEqual([]);

    const next = await watching.watch(served("base", "a"));
    await trace(shop, "a", next, products(4));
    await next.begin!();
    await service.restart();
    await next.end!({ requests: 8, seconds: 1 });
    const after = valuesOf(next);
    expect(after.get("redis/commands@shop: GET /product")).toBe(1);
    expect(after.get("redis/commands@target")).toBeNull();
    const last = await watching.watch(served("base", "a"));
    await service.stop();
    await expect(last.begin!()).rejects.toThrow(/^Redis at .* was not reached: the connection was refused/u);
    await last.stop();
    await next.stop();
  });

  test("statistics that somebody resets in between", { tags: ["T26"] }, async () => {
    const watching = await open(a.url, b.url);
    await using shop = await openShop(a.url, (id) => `product:${id}`);
    const watch = await watching.watch(served("base", "a"));
    await trace(shop, "a", watch, products(4));
    const admin = await createClient({ url: a.url }).connect();
    await admin.sendCommand(["CONFIG", "RESETSTAT"]);
    await admin.close();
    await trace(shop, "a", watch, products(4));
    expect(valuesOf(watch).get("redis/commands@shop: GET /product")).toBeNull();
    await watch.stop();
    watch.keep!();
    expect((await watching.collected()).notes).toContain(
      "Redis: counts of base were lost in a round, so that shop: GET /product has no numbers of that round.",
    );
  });

  test("statistics that somebody resets before the only request is counted", { tags: ["T26"] }, async () => {
    const watching = await open(a.url, b.url);
    await using shop = await openShop(a.url, (id) => `product:${id}`);
    await load(shop, products(4));
    const watch = await watching.watch(served("base", "a"));
    const admin = await createClient({ url: a.url }).connect();
    await admin.sendCommand(["CONFIG", "RESETSTAT"]);
    await admin.close();
    await trace(shop, "a", watch, products(1));
    expect(valuesOf(watch).get("redis/commands@shop: GET /product")).toBeNull();
    await watch.stop();
  });

  test("two addresses of one server", async () => {
    const service = await redisOf({ bind: "0.0.0.0", "protected-mode": "no" });
    const watching = await open(service.url, service.url.replace("127.0.0.1", "127.0.0.2"));
    const watch = await watching.watch(served("base", "a"));
    await expect(watching.watch(served("head", "b"))).rejects.toThrow("leads to one and the same Redis");
    await watch.stop();
    await service.stop();
  });
});
