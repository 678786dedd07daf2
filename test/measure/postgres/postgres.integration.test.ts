import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ToolError } from "../../../src/errors.ts";
import type { Watch } from "../../../src/measure/watcher.ts";
import { freePorts } from "../../../src/system/ports.ts";
import { type TestSystem, testSystem } from "../../helpers/system.ts";
import { type Database, makeShop, startDatabase, startShop } from "./shop.ts";
import { loaded, open, repeat, served, traced, valuesOf, watching } from "./watched.ts";

const ANSWER = {
  ...{ endpoint: "shop: GET /orders", method: "GET", url: "http://127.0.0.1:1/orders", status: 200 },
  ...{ sent: {}, headers: {}, bytes: 0, milliseconds: 1 },
} as const;

let system: TestSystem;
let database: Database;
const both = () => ({ a: database.url("shop_a", "reader"), b: database.url("shop_b", "reader") });

beforeAll(async () => {
  system = await testSystem();
  database = await startDatabase(system.system);
  await makeShop(database, "shop_a");
  await makeShop(database, "shop_b");
});
afterAll(async () => {
  await database?.[Symbol.asyncDispose]();
  await system?.[Symbol.asyncDispose]();
});

test("queries a request are those of the server's own log, exactly, over 10,000 requests", async () => {
  await using shop = await startShop(database.url("shop_a", "shop"), "each");
  const server = served("head", "a", shop.url);
  const watcher = await open(system, {
    url: both(),
    queries: {
      orders: "SELECT count(*) FROM orders",
      two: "SELECT 1 AS a, 2 AS b",
      text: "SELECT 'x'",
      none: "SELECT nothing",
    },
  });
  await watching(watcher.watch(server), async (watch) => {
    const start = await database.logged("shop_a");
    await traced(watch, server, repeat(30, "/orders", "/names", "/ping"));
    expect((await database.logged("shop_a")) - start).toBe(30 * (1 + 7));
    const before = await database.logged("shop_a");
    await loaded(watch, server, "/orders", 10_000);
    const logged = (await database.logged("shop_a")) - before;
    expect(logged).toBe(10_000);
    const readings = watch.readings();
    expect(valuesOf(readings)).toMatchObject({
      "queries@target": logged / 10_000,
      "queries@shop: GET /orders": 1,
      "queries@shop: GET /names": 7,
      "queries@shop: GET /ping": 0,
      "rows@shop: GET /orders": 10,
      "blocks@shop: GET /names": 21,
      "blocks@shop: GET /ping": 0,
      "temporary@target": 0,
      "lock-wait@target": 0,
      "query@orders": 20_000,
      "query@two": null,
      "query@text": null,
      "query@none": null,
    });
    expect(readings.filter(({ metric }) => metric.role === "gate").map(({ metric }) => metric.id)).toEqual(
      ["/orders", "/names", "/ping"].flatMap((path) => [
        `postgres/queries@shop: GET ${path}`,
        `postgres/blocks@shop: GET ${path}`,
      ]),
    );
  });
  const { notes, causes } = await watcher.collected();
  expect(causes).toEqual([]);
  expect(notes).toEqual([
    "postgres.queries.two gave no number; see that it gives one row with one number.",
    "postgres.queries.text gave no number; see that it gives one row with one number.",
    'postgres.queries.none gave no number: column "nothing" does not exist.',
  ]);
});

test("one database by two names is refused once both slots have reached it", async () => {
  const url = { a: database.url("shop_a", "reader"), b: `${database.url("shop_a", "reader")}?host=127.0.0.1` };
  const watcher = await open(system, { url });
  await watching(watcher.watch(served("base", "a", "http://127.0.0.1:1")), async () => {
    await expect(watcher.watch(served("head", "b", "http://127.0.0.1:1"))).rejects.toThrow(
      new ToolError(
        "postgres.url leads to one and the same database, shop_a, in both slots: give each slot one of its own.",
      ),
    );
  });
});

test("an N+1 and a lost index are named by statement, caller, plan and index", async () => {
  await database.sql("shop_b", "DROP INDEX orders_customer_idx");
  const watcher = await open(system, { url: both() });
  const round = async (side: "base" | "head", slot: "a" | "b", names: "once" | "each") => {
    await using shop = await startShop(database.url(`shop_${slot}`, "shop"), names);
    const server = served(side, slot, shop.url);
    await watching(watcher.watch(server), async (watch) => {
      await traced(watch, server, repeat(11, "/orders", "/names"));
      await loaded(watch, server, "/orders", 50);
    });
  };
  await round("base", "a", "once");
  await round("head", "b", "each");
  const { causes, facts, notes } = await watcher.collected();
  expect(notes).toEqual([]);
  const of = (metric: string) => causes.filter((cause) => cause.metric === `postgres/${metric}`);
  expect(of("queries@shop: GET /names")).toMatchObject([
    { kind: "statement", name: "SELECT name FROM customers WHERE id = ?", base: null, head: 7, whole: 6 },
    { kind: "statement", name: "SELECT name FROM customers WHERE id = ANY(?)", base: 1, head: null, whole: 6 },
  ]);
  const statement = "SELECT id, note FROM orders WHERE customer = ?";
  expect(of("blocks@shop: GET /orders")).toMatchObject([
    { kind: "index", name: "orders_customer_idx", head: null, note: "on orders, btree (customer)" },
    { kind: "statement", name: statement, unit: "count", note: "first seen from route /orders, file orders.js" },
    { kind: "plan", name: statement, note: "Bitmap Heap Scan using orders_customer_idx → Seq Scan on orders" },
  ]);
  const [, moved] = of("blocks@shop: GET /orders");
  expect(moved!.head!).toBeGreaterThan(10 * moved!.base!);
  expect(of("queries@shop: GET /orders")).toEqual([]);

  const rule = (id: string) => facts.filter((fact) => fact.rule === id);
  expect(rule("n-plus-one")).toMatchObject([{ subject: "shop: GET /names", base: null, head: 7 }]);
  expect(rule("missing-index")).toMatchObject([{ subject: "orders", name: statement, base: null, head: 20_000 }]);
  expect(rule("missing-index")[0]!.note).toMatch(
    /^CREATE INDEX ON orders \(customer\) would make that about \d+ times cheaper by the planner's estimate: \d+ instead of \d+, where reading one page in order costs 1$/u,
  );
  expect(rule("duplicate-index")).toMatchObject([
    { subject: "customers", name: "customers_name_idx", note: "btree (name); customers_both_idx is btree (name, id)" },
  ]);
  expect(rule("unused-index").map(({ name }) => name)).toEqual(["customers_both_idx", "customers_name_idx"]);
  expect(rule("busy-pool")[0]!.head).toBeGreaterThan(0);
  expect(rule("slow-statement").map(({ name }) => name)).toEqual([statement]);
  expect(rule("stale-statistics").map(({ subject, head }) => [subject, head])).toEqual([
    ["orders", 0],
    ["customers", 0],
  ]);
});

test("a table that was filled and never analysed is told, and no copy of one that was", async () => {
  await database.sql(
    "shop_a",
    "CREATE TABLE fresh AS SELECT id, id % 100 AS a FROM generate_series(1, 5000) id",
    "CREATE INDEX ON fresh (a)",
  );
  await database.sql("postgres", "CREATE DATABASE shop_copy TEMPLATE shop_a");
  const stale = async (slot: "a" | "copy") => {
    const watcher = await open(system, { url: { ...both(), a: database.url(`shop_${slot}`, "reader") } });
    await watching(watcher.watch(served("head", "a", "")), async (watch) => {
      await watch.begin!();
      await watch.end!({ requests: 1, seconds: 1 });
    });
    const facts = (await watcher.collected()).facts.filter(({ rule }) => rule === "stale-statistics");
    return facts.map(({ subject, head, note }) => [subject, head, note?.split(", ")[1]]);
  };
  expect(await stale("a")).toContainEqual(["fresh", 1, "last analysed never"]);
  expect(await stale("copy")).toContainEqual(["orders", 0, "last analysed never"]);
  await database.sql("shop_a", "DROP TABLE fresh");
  await database.sql("postgres", "DROP DATABASE shop_copy");
});

test("statements that the server keeps with their values are one statement, and in no report with them", {
  tags: ["T27"],
}, async () => {
  const watcher = await open(system, { url: both() });
  for (const [side, slot, names] of [
    ["base", "a", "once"],
    ["head", "b", "each"],
  ] as const) {
    await using shop = await startShop(database.url(`shop_${slot}`, "shop"), names);
    const server = served(side, slot, shop.url);
    await watching(watcher.watch(server), async (watch) => {
      await traced(watch, server, repeat(11, "/settings", "/orders"));
      await loaded(watch, server, "/settings", 20);
    });
  }
  const kept = await database.sql("shop_b", "SELECT query FROM pg_stat_statements WHERE query LIKE 'SET app.token%'");
  expect(JSON.stringify(kept)).toContain("SECRET 6");
  const { causes, facts } = await watcher.collected();
  expect(JSON.stringify([causes, facts])).not.toContain("SECRET");
  const name = "SET app.token = ?";
  expect(causes.filter(({ metric }) => metric === "postgres/queries@shop: GET /settings")).toMatchObject([
    { name, base: 1, head: 7, whole: 6 },
  ]);
  expect(facts.filter(({ rule }) => rule === "n-plus-one")).toMatchObject([
    { subject: "shop: GET /settings", name, head: 7 },
  ]);
  // Its plan is still asked for by the text that the server keeps.
  expect(facts.filter(({ rule }) => rule === "missing-index")).toMatchObject([{ subject: "orders", head: 20_000 }]);
});

test("what a request leaves running is the next one's; a wait for a lock is seen, with table and statement", async () => {
  await using shop = await startShop(database.url("shop_a", "shop"), "once");
  const server = served("head", "a", shop.url);
  const watcher = await open(system, { url: both() });
  const holder = await database.session("shop_a");
  const hold = () => holder.query("BEGIN; UPDATE customers SET name = name WHERE id = 1");
  await hold();
  await watching(watcher.watch(server), async (watch) => {
    await traced(watch, server, ["/later"]);
    await holder.query("COMMIT");
    await shop.idle();
    await traced(watch, server, ["/ping"]);
    await watch.begin!();
    await hold();
    await fetch(`${shop.url}/later`);
    await holder.query("SELECT pg_sleep(1)");
    await holder.query("COMMIT");
    await shop.idle();
    await watch.end!({ requests: 1, seconds: 1 });
    const values = valuesOf(watch.readings());
    // The update, and the commit of who held the row.
    expect(values).toMatchObject({ "queries@shop: GET /later": 0, "queries@shop: GET /ping": 2 });
    expect(values["lock-wait@target"]).toBeGreaterThan(100);
  });
  await holder.end();
  expect((await watcher.collected()).facts.filter(({ rule }) => rule === "lock-wait")).toMatchObject([
    { subject: "customers", name: "UPDATE customers SET name = name WHERE id = ?" },
  ]);
});

describe("counters that are reset or of an older version", () => {
  test("a request during which they were reset is not counted, and a load is not", { tags: ["T26"] }, async () => {
    await using shop = await startShop(database.url("shop_a", "shop"), "once");
    const server = served("head", "a", shop.url);
    const watcher = await open(system, { url: both(), plans: false });
    const reset = () => database.sql("shop_a", "SELECT pg_stat_statements_reset()");
    await watching(watcher.watch(server), async (watch) => {
      await traced(watch, server, ["/orders", "/names"]);
      await reset();
      await traced(watch, server, ["/orders", "/orders"]);
      await watch.begin!();
      await reset();
      await watch.end!({ requests: 1, seconds: 1 });
      const values = valuesOf(watch.readings());
      expect(values["queries@shop: GET /names"]).toBe(1);
      expect(values).toMatchObject({ "queries@shop: GET /orders": null, "blocks@shop: GET /orders": null });
      expect(Object.keys(values)).not.toContain("queries@target");
      expect(Object.keys(values)).toContain("connections@target");
    });
    const why = "the counters of pg_stat_statements were reset";
    expect((await watcher.collected()).notes).toEqual([
      `PostgreSQL: 1 request of head in a round is not counted, so that shop: GET /orders has no numbers of that round: ${why}.`,
      `PostgreSQL: a round of head has no numbers under load: ${why}.`,
    ]);
  });

  test("more statements than there is room for: what is thrown out is lost, not nothing", {
    tags: ["T26"],
  }, async () => {
    await using small = await startDatabase(system.system, { "pg_stat_statements.max": "100" });
    await makeShop(small, "shop_a");
    await using shop = await startShop(small.url("shop_a", "shop"), "once");
    const server = served("base", "a", shop.url);
    const watcher = await open(system, {
      url: { a: small.url("shop_a", "reader"), b: small.url("shop_b", "reader") },
      plans: false,
    });
    await watching(watcher.watch(server), async (watch) => {
      await traced(watch, server, ["/names"]);
      const shapes = Array.from({ length: 150 }, (_, i) => `SELECT ${"1 + ".repeat(i)}1`);
      await small.sql("shop_a", ...shapes);
      await traced(watch, server, ["/orders"]);
      await loaded(watch, server, "/names", 1);
      const values = valuesOf(watch.readings());
      expect(values).toMatchObject({ "queries@shop: GET /names": 1, "queries@shop: GET /orders": null });
    });
    const { notes } = await watcher.collected();
    expect(notes[0]).toContain(
      "so that shop: GET /orders has no numbers of that round: pg_stat_statements had more statements than pg_stat_statements.max and threw some out; raise it, or, where target.reset makes tables anew, ",
    );
  });

  test("a target that marks its statements as ours is not taken for us", { tags: ["T26"] }, async () => {
    const server = served("head", "a", "http://127.0.0.1:1");
    const marked = new pg.Client({ connectionString: database.url("shop_a", "reader") });
    await marked.connect();
    const watcher = await open(system, { url: both(), plans: false });
    const answered = (watch: Watch) => watch.answered!({ ...ANSWER, slot: "a" });
    await watching(watcher.watch(server), async (watch) => {
      await answered(watch);
      await marked.query("/* weighbridge */ SELECT 1 + 1");
      await answered(watch);
      await marked.end();
      await watch.begin!();
      await expect(watch.end!({ requests: 1, seconds: 1 })).rejects.toThrow(
        new ToolError(
          "postgres: statements of others in shop_a begin with /* weighbridge */, as only Weighbridge's do, and cannot be told from them; take that comment out of the target's statements, and let one job at a time use the database.",
        ),
      );
      expect(watch.readings()).toEqual([]);
    });
  });

  test.each(["1.8", "1.9"])("version %s counts the same", async (version) => {
    await database.sql(
      "shop_b",
      "DROP EXTENSION pg_stat_statements",
      `CREATE EXTENSION pg_stat_statements VERSION '${version}'`,
    );
    await using shop = await startShop(database.url("shop_b", "shop"), "each");
    const server = served("head", "b", shop.url);
    const watcher = await open(system, { url: both() });
    await watching(watcher.watch(server), async (watch: Watch) => {
      await traced(watch, server, repeat(2, "/names"));
      await loaded(watch, server, "/names", 3);
      expect(valuesOf(watch.readings())).toMatchObject({ "queries@shop: GET /names": 7, "queries@target": 7 });
    });
  });
});

describe("what is asked of a database", { tags: ["T27"] }, () => {
  test("neither writes nor runs anything of the target's, whatever its owner's role may and the config says", async () => {
    await database.sql("postgres", "GRANT pg_read_all_stats TO shop");
    const owner = { a: database.url("shop_a", "shop"), b: both().b };
    const queries = {
      writes: "UPDATE customers SET name = 'x' WHERE id = 1 RETURNING id",
      two: "SELECT 1 AS one; SELECT 2 AS two",
    };
    const watcher = await open(system, { url: owner, queries });
    const target = new pg.Client({ connectionString: owner.a });
    await target.connect();
    await watching(watcher.watch(served("head", "a", "http://127.0.0.1:1")), async (watch) => {
      await target.query("SELECT pg_advisory_lock(max(id)) FROM customers");
      await target.end();
      await watch.answered!({ ...ANSWER, slot: "a" });
      await watch.begin!();
      await watch.end!({ requests: 1, seconds: 1 });
      // Whoever runs the statement holds the lock.
      expect(await database.sql("shop_a", "SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")).toEqual([]);
    });
    expect((await watcher.collected()).notes).toEqual([
      "postgres.queries.writes gave no number: cannot execute UPDATE in a read-only transaction.",
      "postgres.queries.two gave no number: cannot insert multiple commands into a prepared statement.",
    ]);
  });

  test("means the server's own functions, whatever the target's schema calls so", async () => {
    const locks = "BEGIN PERFORM pg_advisory_lock(1); RETURN pg_catalog.cardinality($1); END";
    await database.sql(
      "shop_a",
      "CREATE FUNCTION public.quote_ident(name) RETURNS text LANGUAGE sql AS 'SELECT ''nowhere''::text'",
      `CREATE FUNCTION public.cardinality(regtype[]) RETURNS int LANGUAGE plpgsql AS '${locks}'`,
    );
    await using shop = await startShop(database.url("shop_a", "shop"), "once");
    const server = served("head", "a", shop.url);
    const watcher = await open(system, { url: both() });
    await watching(watcher.watch(server), async (watch) => {
      await traced(watch, server, ["/orders"]);
      await loaded(watch, server, "/orders", 1);
      expect(Object.keys(valuesOf(watch.readings()))).toContain("table-bytes@orders");
      expect(await database.sql("shop_a", "SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")).toEqual([]);
    });
    await database.sql("shop_a", "DROP FUNCTION public.quote_ident(name), public.cardinality(regtype[])");
  });
});

describe("a database that cannot be looked into", { tags: ["R28"] }, () => {
  const at = (url: string) => ({ a: url, b: both().b });
  const server = served("head", "a", "http://127.0.0.1:1");
  /** What is said instead; nothing else may be thrown, and no password said. */
  async function refusal(url: string): Promise<string> {
    const watcher = await open(system, { url: at(url) });
    const error: unknown = await watcher.watch(server).then(
      (watch) => watch.stop(),
      (cause: unknown) => cause,
    );
    expect(error).toBeInstanceOf(ToolError);
    return (error as ToolError).message.replaceAll(/127\.0\.0\.1:\d+/gu, "HERE");
  }

  test("nobody is there, nobody answers, or it is no PostgreSQL", async () => {
    const [port] = await freePorts(1);
    expect(await refusal(`postgres://reader:secret@127.0.0.1:${port}/shop_a`)).toBe(
      "postgres: nobody answers at HERE (ECONNREFUSED); start PostgreSQL there before the target, or correct postgres.url.",
    );
    const silent = createServer((socket) => socket.on("error", () => {})).listen(0, "127.0.0.1");
    const garbage = createServer((socket) => socket.on("error", () => {}).end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    garbage.listen(0, "127.0.0.1");
    await Promise.all([once(silent, "listening"), once(garbage, "listening")]);
    const of = (one: Server) => `postgres://reader:secret@127.0.0.1:${(one.address() as AddressInfo).port}/shop_a`;
    const [never, other] = await Promise.all([refusal(of(silent)), refusal(of(garbage))]);
    expect(never).toBe(
      "postgres: the server at HERE did not answer in time (timeout expired); see whether it is overloaded or another service.",
    );
    expect(other).toMatch(/^postgres: .*HERE/u);
    silent.close();
    garbage.close();
  });

  test("a wrong password, no password, no such role, no such database, no extension, an old one, no right", async () => {
    await database.sql("postgres", "CREATE DATABASE bare");
    const wrong = database.url("shop_a", "reader").replace("reader:reader", "reader:secret");
    expect(await refusal(wrong)).toBe(
      "postgres: the server at HERE refuses the password of reader; put the right one into postgres.url or PGPASSWORD.",
    );
    expect(await refusal(wrong.replace(":secret", ""))).toBe(
      "postgres: the server at HERE asks reader for a password, and none that fits was given; put it into postgres.url or PGPASSWORD.",
    );
    expect(await refusal(wrong.replace("reader:", "stranger:"))).toContain("refuses the password of stranger");
    expect(await refusal(database.url("shop_c", "reader"))).toBe(
      "postgres: there is no database shop_c at HERE; make it in target.prepare or target.reset, or correct postgres.url.",
    );
    expect(await refusal(database.url("bare", "reader"))).toBe(
      "postgres: the database bare has no extension pg_stat_statements; run CREATE EXTENSION pg_stat_statements in it, and have shared_preload_libraries = 'pg_stat_statements' in postgresql.conf.",
    );
    await database.sql("bare", "CREATE EXTENSION pg_stat_statements VERSION '1.7'");
    expect(await refusal(database.url("bare", "reader"))).toBe(
      "postgres: pg_stat_statements in bare is of version 1.7, and 1.8 is needed (PostgreSQL 13); run ALTER EXTENSION pg_stat_statements UPDATE, or use a newer server.",
    );
    expect(await refusal(database.url("shop_a", "nobody"))).toBe(
      "postgres: nobody may not see the statements of other roles in shop_a; GRANT pg_read_all_stats TO nobody.",
    );
  });

  test("a password that stands in no address comes from PGPASSWORD, by whatever way it reached us", {
    tags: ["T2", "T13"],
  }, async () => {
    expect(process.env.PGPASSWORD).toBeUndefined();
    await using other = await testSystem(undefined, { ...process.env, PGPASSWORD: "reader" });
    const bare = (name: string) => database.url(name, "reader").replace("reader:reader", "reader");
    const watcher = await open(other, { url: { a: bare("shop_a"), b: bare("shop_b") } });
    const watch = await watcher.watch(served("head", "a", "http://127.0.0.1:1"));
    await watch.stop();
  });

  test("a role that may not read the tables has counts without plans, and is told so", async () => {
    await using shop = await startShop(database.url("shop_a", "shop"), "once");
    const watcher = await open(system, { url: at(database.url("shop_a", "counter")) });
    const server = served("head", "a", shop.url);
    await watching(watcher.watch(server), async (watch) => {
      await traced(watch, server, ["/orders"]);
      await loaded(watch, server, "/orders", 2);
      expect(valuesOf(watch.readings())).toMatchObject({ "queries@shop: GET /orders": 1, "queries@target": 1 });
    });
    expect((await watcher.collected()).notes).toEqual([
      "PostgreSQL: counter may not read the target's tables, so statements have no plans; GRANT pg_read_all_data TO counter, or switch plans off.",
    ]);
  });

  test("that a role which only reads may not plan a write is no fault of the role", async () => {
    await using shop = await startShop(database.url("shop_a", "shop"), "once");
    const watcher = await open(system, { url: both() });
    const server = served("head", "a", shop.url);
    await watching(watcher.watch(server), async (watch) => {
      await traced(watch, server, ["/later"]);
      await shop.idle();
      await traced(watch, server, ["/ping"]);
      await loaded(watch, server, "/orders", 2);
      expect(valuesOf(watch.readings())["queries@target"]).toBe(1);
    });
    expect((await watcher.collected()).notes).toEqual([]);
  });

  test("the database is dropped, and the server stopped, while it is watched", async () => {
    await database.sql("postgres", "CREATE DATABASE short");
    await database.sql("short", "CREATE EXTENSION pg_stat_statements");
    const watcher = await open(system, { url: { a: database.url("short", "reader"), b: both().a } });
    const [first, second] = [await watcher.watch(server), await watcher.watch(served("base", "b", server.url))];
    await Promise.all([first.begin!(), second.begin!()]);
    const end = (watch: Watch) => watch.end!({ requests: 1, seconds: 1 });
    await database.sql("postgres", "DROP DATABASE short WITH (FORCE)");
    await expect(end(first)).rejects.toThrow(
      /^postgres: the connection to short at \S+ was lost; see whether the server stopped or the database was dropped during the round\.$/u,
    );
    await database.stop();
    await expect(end(second)).rejects.toThrow(/^postgres: the connection to shop_a at \S+ was lost; /u);
    await Promise.all([first.stop(), second.stop()]);
    expect((await watcher.collected()).facts).toEqual([]);
  });

  test("an address that is none is named without what is in it", { tags: ["T13"] }, async () => {
    expect(await refusal("postgres://me:secret@db:port/shop")).toBe(
      "postgres: postgres.url is no address of a database (Invalid URL); see its host, port and signs like @.",
    );
  });
});
