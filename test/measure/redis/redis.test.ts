import { describe, expect, test } from "vitest";
import { addressesOf, faultOf } from "../../../src/measure/redis/address.ts";
import { causesOf } from "../../../src/measure/redis/causes.ts";
import { factsOf } from "../../../src/measure/redis/facts.ts";
import { parseInfo, usedBetween } from "../../../src/measure/redis/info.ts";
import { isRead, keyPattern, keysOf, parseShown } from "../../../src/measure/redis/keys.ts";
import { addRequest, answersOf } from "../../../src/measure/redis/request.ts";
import { newSeen } from "../../../src/measure/redis/seen.ts";
import { parseSlow } from "../../../src/measure/redis/slow.ts";

describe("INFO", () => {
  const text = (get: number, extra = "") =>
    [
      "# Server",
      "redis_version:7.0.15",
      "run_id:3ff7",
      "keyspace_hits:5",
      "keyspace_misses:2",
      "evicted_keys:1",
      "expired_keys:0",
      "used_memory:1177032",
      "connected_clients:3",
      "maxmemory_policy:allkeys-lru",
      `cmdstat_get:calls=${get},usec=12,usec_per_call=4.00,rejected_calls=0,failed_calls=0`,
      "cmdstat_config|get:calls=1,usec=14,usec_per_call=14.00,rejected_calls=0,failed_calls=0",
      "cmdstat_info:calls=4,usec=1,usec_per_call=1.00,rejected_calls=0,failed_calls=0",
      extra,
      "",
    ].join("\r\n");

  test("is read, our own part taken out", () => {
    expect(parseInfo(text(7), new Map([["INFO", 3]]))).toEqual({
      runId: "3ff7",
      calls: new Map([
        ["GET", 7],
        ["CONFIG GET", 1],
        ["INFO", 1],
      ]),
      hits: 5,
      misses: 2,
      evicted: 1,
      expired: 0,
      memory: 1177032,
      clients: 3,
      policy: "allkeys-lru",
    });
  });

  test("the difference of two holds what was used, and is none across a restart or a reset", { tags: ["T26"] }, () => {
    const none = new Map<string, number>();
    const before = parseInfo(text(7), none);
    const set = "cmdstat_set:calls=2,usec=1,usec_per_call=1.00";
    expect(usedBetween(before, parseInfo(text(9, set), none))).toMatchObject({
      calls: new Map([
        ["GET", 2],
        ["SET", 2],
      ]),
      hits: 0,
    });
    expect(usedBetween(before, { ...before, runId: "other" })).toBeNull();
    expect(usedBetween(before, parseInfo(text(6), none))).toBeNull();
    expect(usedBetween(parseInfo(text(7, set), none), parseInfo(text(8), none))).toBeNull();
    expect(usedBetween(before, { ...before, misses: 1 })).toBeNull();
  });
});

describe("MONITOR", () => {
  test.each([
    [
      '1795308036.546636 [0 127.0.0.1:35658] "get" "a\\"b\\n\\x00"',
      { from: "127.0.0.1:35658", command: "GET", words: ['a\\"b\\n\\x00'] },
    ],
    [
      '1795308036.5 [12 unix:/run/redis.sock] "SET" "k" "cut off',
      { from: "unix:/run/redis.sock", command: "SET", words: ["k"] },
    ],
    ['1795308036.5 [0 lua] "GET" "kk"', { from: "lua", command: "GET", words: ["kk"] }],
    ['1795308036.5 [0 [::1]:40000] "PING"', { from: "[::1]:40000", command: "PING", words: [] }],
    ["OK", null],
    ["", null],
  ])("%s", (line, shown) => {
    expect(parseShown(line)).toEqual(shown);
  });

  test.each([
    ["GET", ["k"], ["k"]],
    ["MGET", ["k", "l"], ["k", "l"]],
    ["MSET", ["k", "1", "l", "2"], ["k", "l"]],
    ["HSET", ["h", "f", "v"], ["h"]],
    ["EVAL", ["return 1", "1", "k"], []],
    ["PING", [], []],
  ])("keys of %s %s", (command, words, keys) => {
    expect(keysOf({ command, words })).toEqual(keys);
  });

  test("what reads can miss", () => {
    expect(["GET", "MGET", "HGETALL"].map((command) => isRead({ command }))).toEqual([true, true, true]);
    expect(["SET", "DEL", "INCR"].map((command) => isRead({ command }))).toEqual([false, false, false]);
  });

  test.each([
    ["product:42", "product:*"],
    ["product:v2:42:1795308036", "product:v2:*:*"],
    ["user7:cart", "user*:cart"],
    ["session:6f1c2d3e-aaaa-4bbb-8ccc-0123456789ab", "session:*"],
    ["page:d41d8cd98f00b204e9800998ecf8427e", "page:*"],
    ["page:deadbeef", "page:deadbeef"],
    ["token.V1StGXR8_Z5jdHi6B-myT", "token.*"],
    ["a/b|c.{d}1", "a/b|c.{d}*"],
    ["shop:cart_items:{7}:session-store", "shop:cart_items:{*}:session-store"],
    ["cache:getUserById(42,v1)", "cache:getUserById(*,v1)"],
    ["page:/api/products.html?sort=price#top", "page:/api/products.html?sort=price#top"],
    ["", ""],
  ])("%s is like %s", (key, pattern) => {
    expect(keyPattern(key)).toBe(pattern);
  });

  test("a key of a megabyte is cut", { tags: ["L17"] }, () => {
    expect(keyPattern(`basket:${"x".repeat(1_000_000)}`)).toBe("basket:*");
    expect(keyPattern("basket:".repeat(1_000_000))).toHaveLength(197);
  });

  // As MONITOR shows it, and as the log of what was slow has it.
  test.each([
    "alice@example.com",
    "alice.smith@mail.example.com",
    "alice%40example.com",
    "M\\xc3\\xbcller",
    "Müller",
    "Anna Müller",
    'Jo"e',
    "+491701234567",
    "tok_abcdefghijklmnop",
    "dGhpc0lzU2VjcmV0",
    "aB3dE5fG",
    "correct-horse-battery-staple",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.abcdefghijkl",
  ])("nothing of %s is kept of a key", { tags: ["T27"] }, (part) => {
    expect(keyPattern(`user:${part}:cart`)).toBe("user:*:cart");
  });
});

describe("which reads missed", () => {
  const shown = (...lines: readonly string[]) =>
    lines.map((line) => {
      const [command = "", ...words] = line.split(" ");
      return { from: "", command, words };
    });
  const told = (lines: readonly string[], hits: number, misses: number) =>
    answersOf(shown(...lines), { hits, misses }).map(({ key, isMissed }) => `${key} ${isMissed ? "missed" : "hit"}`);

  test("all or none is certain", () => {
    expect(told(["MGET a b", "GET c"], 3, 0)).toEqual(["a hit", "b hit", "c hit"]);
    expect(told(["MGET a b", "SET x"], 0, 2)).toEqual(["a missed", "b missed"]);
  });

  test("some are those that were filled afterwards", () => {
    expect(told(["GET a", "GET b", "SET b 1"], 1, 1)).toEqual(["a hit", "b missed"]);
  });

  test("else nothing is said", () => {
    expect(told(["GET a", "GET b"], 1, 1)).toEqual([]);
    expect(told(["SET a 1", "GET a", "GET b"], 1, 1)).toEqual([]);
    expect(told(["GET a"], 1, 1)).toEqual([]);
  });
});

test("a cache that is asked no more is a cause of fewer hits", () => {
  const seen = { base: newSeen(), head: newSeen() };
  const get = { from: "", command: "GET", words: ["product:1"] };
  const used = { calls: new Map([["GET", 1]]), hits: 1, misses: 0, evicted: 0, expired: 0 };
  const nothing = { calls: new Map<string, number>(), hits: 0, misses: 0, evicted: 0, expired: 0 };
  for (let i = 0; i < 3; i++) {
    addRequest(seen.base, "shop: GET /product", used, [get]);
    addRequest(seen.head, "shop: GET /product", nothing, []);
  }
  const of = (metric: string) =>
    causesOf(seen)
      .filter((cause) => cause.metric === `redis/${metric}@shop: GET /product`)
      .map(({ kind, name, base, head, whole, note }) => [kind, name, base, head, whole, note]);
  expect(of("hits")).toEqual([["key", "product:*", 1, null, -1, "asked 1 times a request on base, 0 on head"]]);
  expect(of("commands")).toEqual([
    ["key", "GET product:*", 1, null, -1, "missed 0 % on base"],
    ["command", "GET", 1, null, -1, null],
  ]);
});

describe("the key of a cache that is missed more often", () => {
  /** Of each hundred requests, misses by endpoint and key. */
  function seenOf(missed: Readonly<Record<string, Readonly<Record<string, number>>>>) {
    const seen = newSeen();
    Object.assign(seen.load, { requests: 100, hits: 500, misses: 500 });
    for (const [endpoint, keys] of Object.entries(missed)) {
      for (let i = 0; i < 100; i++) for (const tally of [seen.known, seen.missed]) tally.request(endpoint);
      for (const [key, times] of Object.entries(keys)) {
        seen.known.add(endpoint, key, 200);
        seen.missed.add(endpoint, key, times);
      }
    }
    return seen;
  }
  const nameOf = (base: Parameters<typeof seenOf>[0], head: Parameters<typeof seenOf>[0]) =>
    factsOf({ base: seenOf(base), head: seenOf(head) }).find(({ rule }) => rule === "low-cache-hit")!;

  test("is the one whose misses grew most, not one that base misses as well", () => {
    const shop = (product: number) => ({ "shop: GET /p": { "session:*": 100, "product:*": product } });
    expect(nameOf(shop(0), shop(95))).toMatchObject({
      name: "product:*",
      note: "one request at a time, 48 % of its reads by shop: GET /p missed",
    });
    expect(nameOf(shop(95), shop(95))).toMatchObject({ name: null, note: null });
    expect(nameOf(shop(95), shop(0))).toMatchObject({ name: null, note: null });
    const cart = { "shop: GET /cart": { "cart:*": 80 } };
    expect(nameOf(shop(20), { ...shop(90), ...cart }).name).toBe("cart:*");
  });

  test("is the one that is missed most where base was not asked", () => {
    expect(nameOf({}, { "shop: GET /p": { "session:*": 100, "product:*": 95 } }).name).toBe("session:*");
  });
});

test("slow commands are named by command and kind of key, whatever the server answers", { tags: ["T25"] }, () => {
  expect(
    parseSlow([
      [14, 1795308036, 20_123, ["hgetall", "session:42"], "127.0.0.1:1", ""],
      [13, 1795308036, 20_123, ["DEBUG", "SLEEP"]],
      ["no entry"],
      null,
    ]),
  ).toEqual([
    { id: 14, name: "HGETALL session:*" },
    { id: 13, name: "DEBUG" },
  ]);
  expect(parseSlow("OK")).toEqual([]);
});

describe("addresses", () => {
  test("tell where and who, never the password", { tags: ["T13"] }, () => {
    const { a, b } = addressesOf({ a: "redis://:secret@localhost:7001/0", b: "rediss://me:secret@cache" });
    expect([a.place, a.user, b.place, b.user]).toEqual(["127.0.0.1:7001", "default", "cache:6379", "me"]);
  });

  test("one server with two databases is refused", () => {
    expect(faultOf({ a: "redis://localhost:7001/0", b: "redis://127.0.0.1:7001/1" })).toBe(
      "both slots are at 127.0.0.1:7001, and Redis counts commands, hits and misses of a whole server, whatever the database: give each slot a server of its own, for example on two ports",
    );
    expect(faultOf({ a: "redis://localhost:7001/0", b: "redis://127.0.0.1:7002/0" })).toBeNull();
  });

  test.each(["http://127.0.0.1:1", "nowhere", "redis://"])("%s is refused", (url) => {
    expect(faultOf({ a: url, b: "redis://b" })).toBe(
      "of slot a it is no address of a Redis: expected redis://user:password@host:port, with rediss for TLS",
    );
  });
});
