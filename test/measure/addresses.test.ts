import fc from "fast-check";
import { Client } from "pg";
import { expect, test } from "vitest";
import type { z } from "zod";
import { parseConfig } from "../../src/config/load.ts";
import { schema as mysql } from "../../src/measure/mysql/schema.ts";
import { schema as postgres } from "../../src/measure/postgres/schema.ts";
import { schema as prometheus } from "../../src/measure/prometheus/schema.ts";
import { schema as redis } from "../../src/measure/redis/schema.ts";
import { RUNS } from "../helpers/fuzz.ts";

const faultsOf = (schema: z.ZodType, a: string, b: string) =>
  schema.safeParse({ url: { a, b } }).error?.issues.map(({ message }) => message) ?? [];

test.each([
  ["postgres", postgres, "both slots have the database shop at 127.0.0.1:5432: give each slot one of its own"],
  ["mysql", mysql, "both slots have the database shop at 127.0.0.1:3306: give each slot one of its own"],
  ["redis", redis, expect.stringMatching(/^both slots are at 127\.0\.0\.1:6379, and Redis counts/u)],
] as const)("%s: one place for both slots is one fault, however it is written", (scheme, schema, fault) => {
  const at = (host: string) => `${scheme}://me:secret@${host}/shop`;
  expect(faultsOf(schema, at("localhost"), at("localhost"))).toEqual([fault]);
  expect(faultsOf(schema, at("LocalHost"), at("127.0.0.1"))).toEqual([fault]);
  expect(faultsOf(schema, at("127.0.0.1:1"), at("127.0.0.1:2"))).toEqual([]);
});

test("addresses of PostgreSQL that only its client can read differ as they are written", () => {
  const socket = "postgresql://%2Frun%2Fpostgresql/shop";
  expect(faultsOf(postgres, "postgres:///shop", "postgres://localhost/shop")).toEqual([]);
  expect(faultsOf(postgres, "postgres://h/shop?host=/run", "postgres://h/shop")).toEqual([]);
  expect(faultsOf(postgres, "postgres://h/shop_a", "postgres://h/shop_b")).toEqual([]);
  expect(faultsOf(postgres, "postgres:///shop", "postgres:///shop")).toEqual([
    "both slots have the same, and one side's numbers would hold the other's: give each slot one of its own",
  ]);
  expect(faultsOf(postgres, socket, `${socket}?user=me`)).toHaveLength(1);
});

const CURE = "write / ? # @ % of a user or password as %2F %3F %23 %40 %25, and any @ behind the host as %40";
const CUT = `of slot a there is an @ behind the first / ? or #: ${CURE}`;
const STRAY = `of slot a there is a % that stands for no sign: ${CURE}`;

const SERVERS = [
  ["postgres", postgres, "/x", "both slots have the database x at 127.0.0.1:5432: give each slot one of its own"],
  ["mysql", mysql, "/x", "both slots have the database x at 127.0.0.1:3306: give each slot one of its own"],
  ["redis", redis, "", expect.stringMatching(/^both slots are at 127\.0\.0\.1:6379, and Redis counts/u)],
] as const;

test.each(SERVERS)(
  "%s: signs in a password that end the host too early are refused, and not shown",
  {
    tags: ["T13"],
  },
  (scheme, schema, path, shared) => {
    const faultOf = (password: string) => {
      const address = `${scheme}://reader:${password}@127.0.0.1${path}`;
      return faultsOf(schema, address, address);
    };
    for (const password of ["4711#ret", "12345/ret", "4711?ret", "p@ss/w%rd", "x@hunter/2", "/", "%zz/"])
      expect(faultOf(password)).toEqual([CUT]);
    for (const password of ["w%rd", "100%", "%ff"]) expect(faultOf(password)).toEqual([STRAY]);
    for (const password of ["p@ss", "4711%23ret%2F%3F%40%25", "a:b"]) expect(faultOf(password)).toEqual([shared]);
    const host = `${scheme}://127.0.0.1${path}`;
    expect(faultsOf(schema, host, `${scheme}://:12/ret@127.0.0.2${path}`)).toEqual([CUT.replace("slot a", "slot b")]);
  },
);

test.each(SERVERS)("%s: whatever a password holds, nothing of it is said", { tags: ["T13"] }, (...server) => {
  const [scheme, schema, path, shared] = server;
  const password = fc.string({ unit: fc.constantFrom(..."/?#@%:;,.[]{}\\ -=&+1234567890abcxyzäß€"), maxLength: 20 });
  fc.assert(
    fc.property(password, password, (user, word) => {
      const address = `${scheme}://${user}:${word}@127.0.0.1${path}`;
      const faults = faultsOf(schema, address, address);
      expect(faults).toHaveLength(1);
      if ([CUT, STRAY].includes(faults[0]!)) return;
      expect(faults).toEqual([shared]);
      if (schema === postgres) expect(new Client(address)).toMatchObject({ host: "127.0.0.1", database: "x" });
    }),
    { numRuns: RUNS },
  );
});

test("what stands behind the host is read as it was, and an @ there as %40", () => {
  const both = (query: string) =>
    faultsOf(postgres, `postgres://me:word@h/a${query}`, `postgres://me:word@h/b${query}`);
  expect(both("?host=/run/postgresql&options=-c%20geqo=off")).toEqual([]);
  expect(both("?application_name=me%40home#50%")).toEqual([]);
  expect(both("?application_name=me@home")).toEqual([CUT]);
  expect(faultsOf(postgres, "postgres://%2Frun%2Fa/shop", "postgres://%2Frun%2Fb/shop")).toEqual([]);
  expect(faultsOf(postgres, "postgres://me:12@/ret@h/a", "postgres://me@h/b")).toEqual([CUT]);
});

test("the address of an exporter may have a user, and is held to the same", { tags: ["T13"] }, () => {
  const faultOf = (a: string) =>
    prometheus.safeParse({ exporters: { db: { a, b: "http://h/b" } } }).error?.issues.map(({ message }) => message);
  expect(faultOf("http://shop:p%2Fw@h/metrics?token=50%")).toBeUndefined();
  for (const cut of ["/", "?", "#", "\\"]) expect(faultOf(`http://shop:47${cut}11@h/metrics`)).toEqual([CUT]);
  expect(faultOf("http://shop:w%rd@h/metrics")).toEqual([STRAY]);
  expect(faultOf("http://shop:pa/ss@h/metrics")).toEqual([
    "expected an exporter's address, for example http://nginx-${slot}:9113/metrics",
  ]);
});

test.each([
  "postgres: { url: 'postgres://reader:4711#ret@127.0.0.1:5432/x' }",
  "postgres: { url: 'postgres://reader:4711#ret@127.0.0.1:5432/x_${slot}' }",
  "postgres: { url: { a: 'postgres://h/a', b: 'postgres://h/b' }, owner: 'postgres://reader:4711/ret@h/${slot}' }",
  "postgres: { url: 'reader:4711@127.0.0.1:5432/x' }",
  "redis: { url: 'redis://:x@4711/ret@h-${slot}' }",
  "mysql: { url: ['mysql://reader:4711/ret@h/x'] }",
  "prometheus: { exporters: { db: 'http://shop:p w@4711/ret@h/metrics' } }",
  "target: { url: { base: 'http://shop:se/4711@h', head: 'http://h' } }",
  "target: { url: { base: 'http://shop:p@4711/ret@h', head: 'http://h' } }",
])("of %s the config's fault shows no part of the password", { tags: ["T13"] }, (section) => {
  const target = section.startsWith("target") ? "" : "target: { start: node server.js }\n";
  const read = () => parseConfig(`${target}k6: { scripts: [a.js] }\n${section}\n`, "weighbridge.yml");
  expect(read).toThrow(/^weighbridge\.yml:\d+:\d+: (?:postgres|redis|mysql|prometheus|target)\.(?!.*(?:4711|ret@))/u);
});
