import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ToolError } from "../../../src/errors.ts";
import { addressesOf } from "../../../src/measure/mysql/address.ts";
import { explain } from "../../../src/measure/mysql/explain.ts";
import { mysql } from "../../../src/measure/mysql/index.ts";
import type { Watch, Watching } from "../../../src/measure/watcher.ts";
import type { Side, Slot } from "../../../src/model/series.ts";
import { type MariadbService, startMariadb } from "../../../src/services/mariadb.ts";
import { type TestSystem, testSystem } from "../../helpers/system.ts";
import { load, trace, valuesOf } from "../driving.ts";
import { fill, openShop, paths, type Shop } from "./shop.ts";

/** Texts of statements are kept, for plans. */
const RECORDING = {
  "performance-schema-consumer-events-statements-current": "ON",
  "performance-schema-consumer-events-statements-history": "ON",
};

/** Of statements that end at the same moment the server may lose one, see look.ts. */
const ONE_AT_A_TIME = 1;

let host: TestSystem;
let server: MariadbService;

beforeAll(async () => {
  host = await testSystem();
  server = await startMariadb(host.system, { settings: RECORDING });
  await admin(
    "CREATE DATABASE shop_a",
    "CREATE DATABASE shop_b",
    "CREATE USER reader IDENTIFIED BY 'right'",
    "GRANT SELECT ON performance_schema.* TO reader",
    "GRANT SELECT ON shop_a.* TO reader",
    "GRANT SELECT ON shop_b.* TO reader",
    "GRANT PROCESS ON *.* TO reader",
    "CREATE USER stranger",
  );
  for (const name of ["shop_a", "shop_b"]) await fill(server.url(name));
  await admin(
    "ALTER TABLE shop_b.payments DROP INDEX payments_customer_idx",
    "CREATE INDEX double_idx ON shop_b.orders (customer, product)",
  );
});

afterAll(async () => host?.[Symbol.asyncDispose]());

async function admin(...statements: readonly string[]): Promise<void> {
  const connection = await createConnection(server.url(""));
  for (const statement of statements) await connection.query(statement);
  await connection.end();
}

const reader = (name: string) => server.url(name, "reader", "right");

function open(a = reader("shop_a"), b = reader("shop_b"), system = host.system): Promise<Watching> {
  const context = { system, sides: ["base", "head"], builds: { base: null, head: null } } as const;
  return mysql.open({ url: { a, b }, plans: true, repeatedAfter: 10 }, { ...context, scratch: "", root: "" });
}

const served = (side: Side, slot: Slot) => ({
  side,
  slot,
  url: "",
  died: new Promise<never>(() => {}),
  processes: () => [],
});

/** How many statements the server's own log has of the shop's connections, from `from` characters on. */
async function logged({ connections }: Shop, from: number): Promise<number> {
  const lines = (await server.log()).slice(from).split("\n");
  const clients = lines.flatMap(
    (line) => /(\d+) (?:Query|Execute)$/u.exec(line.split("\t").slice(0, -1).join("\t"))?.[1] ?? [],
  );
  return clients.filter((id) => connections.has(Number(id))).length;
}

test("statements a request are those of the server's own log; an N+1 and a dropped index are named", async () => {
  const watching = await open();
  await using base = await openShop(server.url("shop_a"), "joined");
  await using head = await openShop(server.url("shop_b"), "one by one");
  const all = ["/orders", "/history", "/prepared", "/ping"].flatMap((path) => paths(path, 40));
  const values: ReadonlyMap<string, unknown>[] = [];
  for (const [side, slot, shop] of [
    ["base", "a", base],
    ["head", "b", head],
  ] as const) {
    await load(shop, paths("/orders", 4));
    const watch = await watching.watch(served(side, slot));
    const from = (await server.log()).length;
    await trace(shop, slot, watch, all);
    const count = await logged(shop, from);
    await watch.before!();
    await watch.begin!();
    const loadedFrom = (await server.log()).length;
    await load(shop, [...paths("/orders", 250), ...paths("/history", 250)]);
    const loaded = await logged(shop, loadedFrom);
    await watch.end!({ requests: 500, seconds: 1 });
    await watch.after!();
    const of = valuesOf(watch);
    await watch.stop();
    watch.keep!();
    values.push(of);
    const queries = (path: string) => of.get(`mysql/queries@shop: GET ${path}`) as number;
    expect(["/orders", "/history", "/prepared", "/ping"].reduce((sum, path) => sum + 40 * queries(path), 0)).toBe(
      count,
    );
    // Of statements that end at the same moment the server loses some.
    const share = ((of.get("mysql/queries@target") as number) * 500) / loaded;
    expect(share).toBeGreaterThan(0.98);
    expect(share).toBeLessThanOrEqual(1 + 1e-9);
  }
  const of = (name: string) => values.map((one) => one.get(`mysql/${name}`));
  expect(of("queries@shop: GET /orders")).toEqual([1, 7]);
  expect(of("queries@shop: GET /history")).toEqual([1, 1]);
  expect(of("queries@shop: GET /prepared")).toEqual([2, 2]);
  expect(of("queries@shop: GET /ping")).toEqual([0, 0]);
  expect(of("rows@shop: GET /history")).toEqual([10, 5_000]);
  expect(of("time@shop: GET /ping")).toEqual([null, null]);
  expect(of("lock-wait@target")).toEqual([0, 0]);
  expect(of("connections@target")).toEqual([4, 4]);

  const { causes, facts, notes, notWeighed } = await watching.collected();
  expect(notes).toEqual([]);
  // One server has both databases: its cache is neither side's.
  expect(notWeighed).toEqual([expect.stringMatching(/^mysql\/cache-hit: both slots' databases are on one server,/u)]);
  expect(of("cache-hit@target")).toEqual([undefined, undefined]);
  const causesOf = (id: string) =>
    causes
      .filter(({ metric }) => metric === `mysql/${id}`)
      .map(({ kind, name, base, head, note }) => [kind, name, base, head, note]);
  expect(causesOf("queries@shop: GET /orders").slice(0, 1)).toEqual([
    ["statement", "SELECT title FROM products WHERE ID = ?", null, 6, null],
  ]);
  const [index, statement, plan] = causesOf("rows@shop: GET /history");
  expect(index!.slice(0, 2).concat(index!.slice(3))).toEqual([
    "index",
    "payments_customer_idx",
    null,
    "on payments (customer)",
  ]);
  expect(statement).toEqual(["statement", "SELECT SUM(cents) FROM payments WHERE customer = ?", 10, 5_000, null]);
  expect(plan).toEqual([
    "plan",
    "SELECT SUM(cents) FROM payments WHERE customer = ?",
    null,
    null,
    "payments by payments_customer_idx (ref) → full scan of payments",
  ]);
  const of2 = (rule: string) =>
    facts.filter((one) => one.rule === rule).map(({ subject, name, base, head }) => [subject, name, base, head]);
  expect(of2("n-plus-one")).toContainEqual(["shop: GET /orders", "SELECT title FROM products WHERE ID = ?", null, 6]);
  expect(of2("missing-index")).toEqual([
    ["payments", "SELECT SUM(cents) FROM payments WHERE customer = ?", null, expect.any(Number)],
  ]);
  // Under load the server loses some calls, and not what they read.
  const [[, , , rows]] = of2("missing-index") as [[string, string, null, number]];
  expect(rows / 5_000).toBeGreaterThanOrEqual(1);
  expect(rows / 5_000).toBeLessThan(1.02);
  expect(of2("duplicate-index").map(([subject, name, before]) => [subject, name, before])).toEqual([
    ["orders", "orders_customer_idx", null],
  ]);
  expect(of2("unused-index").map(([, name]) => name)).toHaveLength(1);
  expect(of2("slow-statement").length).toBeGreaterThan(2);
  expect(of2("low-cache-hit")).toEqual([]);
  expect(of2("busy-pool")).toEqual([["target", null, 4 / 151, 4 / 151]]);
});

test("what a server counts for all of its databases is a side's where the other's are on another server", async () => {
  const watching = await open(reader("shop_a"), "mysql://reader@127.0.0.1:1/shop_b");
  await using shop = await openShop(server.url("shop_a"), "joined");
  const watch = await watching.watch(served("head", "a"));
  await watch.before!();
  await watch.begin!();
  await load(shop, paths("/history", 40));
  await watch.end!({ requests: 40, seconds: 1 });
  await watch.after!();
  expect(valuesOf(watch).get("mysql/cache-hit@target")).toMatchObject({ total: expect.any(Number) });
  await watch.stop();
  watch.keep!();
  const { facts, notWeighed } = await watching.collected();
  expect(facts.filter(({ rule }) => rule === "low-cache-hit")).toHaveLength(1);
  expect(notWeighed).toEqual([]);
});

describe("plans", () => {
  /** One request of an endpoint, and what follows on it. */
  async function round(watching: Watching, isKept = true): Promise<ReadonlyMap<string, unknown>> {
    await using shop = await openShop(server.url("shop_a"), "joined");
    const watch = await watching.watch(served("head", "a"));
    const from = (await server.log()).length;
    await trace(shop, "a", watch, paths("/history", 1));
    await watch.before!();
    await watch.begin!();
    await watch.end!({ requests: 1, seconds: 1 });
    await watch.after!();
    await watch.stop();
    if (isKept) watch.keep!();
    planned = (await server.log()).slice(from).match(/Query\tEXPLAIN/gu)?.length ?? 0;
    return valuesOf(watch);
  }
  let planned: number;

  test("are asked for once a statement, and what is asked for them is nobody's", async () => {
    const watching = await open();
    const counts: unknown[] = [];
    for (const _ of ["first", "again"]) {
      const of = await round(watching);
      counts.push([of.get("mysql/queries@shop: GET /history"), of.get("mysql/queries@target"), planned]);
    }
    expect(counts).toEqual([
      [1, 0, 1],
      [1, 0, 0],
    ]);
    expect((await watching.collected()).notes).toEqual([]);
  });

  test("of a round that does not count are asked for again, and nothing is told of it", async () => {
    const watching = await open();
    await round(watching, false);
    expect(await watching.collected()).toMatchObject({ causes: [], facts: [] });
    await round(watching);
    expect(planned).toBe(1);
    expect((await watching.collected()).facts.length).toBeGreaterThan(0);
  });

  test("are not asked for by a user for whom the target's functions would run, nor where no texts are kept", {
    tags: ["T27"],
  }, async () => {
    const root = await open(server.url("shop_a"));
    await round(root);
    expect(planned).toBe(0);
    expect((await root.collected()).notes).toEqual([
      "The user root of mysql.url may run functions, which a server does to plan a statement: take one that may SELECT and nothing else. Until then statements have no plans; mysql.plans: false leaves them out.",
    ]);
    const record = (enabled: "YES" | "NO") =>
      admin(
        `UPDATE performance_schema.setup_consumers SET ENABLED = '${enabled}' WHERE NAME = 'events_statements_history'`,
      );
    await record("NO");
    const silent = await open();
    await round(silent);
    await record("YES");
    expect(planned).toBe(0);
    expect((await silent.collected()).notes).toEqual([
      expect.stringContaining("the server does not keep their texts: UPDATE performance_schema.setup_consumers"),
    ]);
  });

  test("nothing that a text holds is done for it, and nothing takes long", { tags: ["T27"] }, async () => {
    await admin(
      "CREATE TABLE shop_a.written (x INT)",
      "CREATE FUNCTION shop_a.writes() RETURNS INT DETERMINISTIC MODIFIES SQL DATA BEGIN INSERT INTO shop_a.written VALUES (1); RETURN 5; END",
      "CREATE VIEW shop_a.writing AS SELECT * FROM shop_a.payments WHERE id = shop_a.writes()",
      "CREATE USER writer",
      "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, SHOW VIEW ON shop_a.* TO writer",
    );
    const { a } = addressesOf({ a: `${server.url("shop_a", "writer")}?multipleStatements=true`, b: reader("shop_b") });
    const notes = new Set<string>();
    const plans = await explain(
      { address: { ...a, createConnection }, server: { isMariadb: true }, notes },
      new Map([
        ["another one", "SELECT id FROM payments; COMMIT; INSERT INTO written VALUES (2)"],
        ["a view", "SELECT * FROM writing"],
        ["a lock", "SELECT * FROM payments FOR UPDATE"],
        ["a derived table", "SELECT * FROM (SELECT SLEEP(60) AS x) AS slow"],
        ["a value that is not given", "SELECT id FROM payments WHERE id = ?"],
        ["none", "DROP TABLE payments"],
        ["a plain one", "SELECT o.id FROM orders o JOIN products p ON p.id = o.product WHERE o.customer = 3"],
      ]),
    );
    expect([...notes]).toEqual([]);
    expect([...plans]).toEqual([["a plain one", ["o by orders_customer_idx (ref)", "p by PRIMARY (eq_ref)"]]]);
    const connection = await createConnection(server.url("shop_a"));
    const [rows] = await connection.query("SELECT * FROM written");
    await connection.end();
    expect(rows).toEqual([]);
  });

  test("a user who may not read what a statement reads is told, and no more is asked", { tags: ["R28"] }, async () => {
    const { a } = addressesOf({ a: server.url("shop_a", "stranger"), b: reader("shop_b") });
    await admin("GRANT SELECT ON shop_a.orders TO stranger");
    const notes = new Set<string>();
    const queries = new Map([["one", "SELECT id FROM payments WHERE id = 1"]]);
    const plans = await explain({ address: { ...a, createConnection }, server: { isMariadb: true }, notes }, queries);
    expect(plans.size).toBe(0);
    expect([...notes]).toEqual([expect.stringMatching(/^The user stranger lacks a right .* have no plans;/u)]);
  });
});

test("a wait for a lock is seen while it lasts, with its statement and without its values", {
  tags: ["T27"],
}, async () => {
  const watching = await open();
  await using shop = await openShop(server.url("shop_a"), "joined");
  const watch = await watching.watch(served("head", "a"));
  const holder = await createConnection(server.url("shop_a"));
  await holder.beginTransaction();
  await holder.query("UPDATE products SET title = 'held' WHERE id = 7");
  await watch.begin!();
  const waiting = load(shop, ["/touch?id=7"]);
  await waitFor(async () => {
    const [rows] = await holder.query(
      "SELECT 1 FROM information_schema.PROCESSLIST WHERE DB = 'shop_a' AND INFO LIKE 'UPDATE%' AND TIME_MS > 500",
    );
    return (rows as readonly unknown[]).length > 0;
  });
  await holder.rollback();
  await waiting;
  await watch.end!({ requests: 1, seconds: 1 });
  expect(valuesOf(watch).get("mysql/lock-wait@target")).toBeGreaterThan(100);
  watch.keep!();
  const { facts } = await watching.collected();
  expect(facts.filter(({ rule }) => rule === "lock-wait").map(({ name }) => name)).toEqual([
    "UPDATE products SET title = ? WHERE id = ?",
  ]);
  await watch.stop();
  await holder.end();
});

async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo()));
}

describe("what goes wrong is named, and nothing else is lost", { tags: ["R28"] }, () => {
  const refused = async (url: string) =>
    (await open(url)).watch(served("base", "a")).then(
      () => "watched",
      (error: Error) => `${error.name}: ${error.message}`,
    );

  test("nobody listens; a wrong password; a missing right; no such database", async () => {
    expect(await refused("mysql://reader@127.0.0.1:9/shop_a")).toBe(
      "ToolError: The database shop_a at 127.0.0.1:9 was not reached: the connection was refused; start it before the gate runs, or correct mysql.url.",
    );
    expect(await refused(server.url("shop_a", "reader", "wrong"))).toContain(
      "refused the user reader: correct user and password",
    );
    await using other = await testSystem(undefined, { ...process.env, MYSQL_PWD: "right" });
    const bare = (name: string) => server.url(name, "reader");
    const watch = await (await open(bare("shop_a"), bare("shop_b"), other.system)).watch(served("base", "a"));
    await watch.stop();
    expect(await refused(server.url("shop_a", "stranger"))).toMatch(
      /^ToolError: The user stranger lacks a right at the database shop_a .*GRANT SELECT ON performance_schema\.\*/u,
    );
    expect(await refused(reader("nowhere"))).toContain("The database nowhere at 127.0.0.1:");
  });

  test("a performance schema that is off, as is MariaDB's default", async () => {
    const plain = await startMariadb(host.system, { settings: { "performance-schema": "OFF" } });
    expect(await refused(plain.url("mysql"))).toContain(
      "counts no statements: set performance_schema=ON in its configuration (my.cnf, below [mysqld]) and start it anew.",
    );
    await plain.stop();
  });

  test("a user without PROCESS: waits for locks are not seen, the rest is", async () => {
    await admin("REVOKE PROCESS ON *.* FROM reader");
    const watching = await open();
    await using shop = await openShop(server.url("shop_a"), "joined");
    const watch = await watching.watch(served("base", "a"));
    await watch.begin!();
    await load(shop, paths("/orders", 8), ONE_AT_A_TIME);
    await watch.end!({ requests: 8, seconds: 1 });
    const of = valuesOf(watch);
    expect([of.get("mysql/queries@target"), of.has("mysql/lock-wait@target")]).toEqual([1, false]);
    expect((await watching.collected()).notes[0]).toContain("Until then waits for locks are not seen.");
    await watch.stop();
  });

  test("two names of one server: one database is refused, of two the cache is not weighed", async () => {
    const wide = await startMariadb(host.system, { settings: { ...RECORDING, "bind-address": "0.0.0.0" } });
    const connection = await createConnection(wide.url("mysql"));
    for (const name of ["shop_a", "shop_b"]) await connection.query(`CREATE DATABASE ${name}`);
    await connection.end();
    const elsewhere = (name: string) => wide.url(name).replace("127.0.0.1", "127.0.0.2");

    const one = await open(wide.url("shop_a"), elsewhere("shop_a"));
    const first = await one.watch(served("base", "a"));
    await expect(one.watch(served("head", "b"))).rejects.toThrow(
      /^mysql\.url leads to one and the same database, shop_a at 127\.0\.0\.2:\d+, in both slots: give each slot one of its own\.$/u,
    );
    await first.stop();

    const two = await open(wide.url("shop_a"), elsewhere("shop_b"));
    expect((await two.collected()).notWeighed).toEqual([]);
    const both = [await two.watch(served("base", "a")), await two.watch(served("head", "b"))];
    expect((await two.collected()).notWeighed).toEqual([expect.stringContaining("mysql/cache-hit")]);
    for (const watch of both) await watch.stop();
    await wide.stop();
  });

  test("statements that are counted no longer, though nobody else would notice", { tags: ["T26"] }, async () => {
    const watching = await open();
    await using shop = await openShop(server.url("shop_a"), "joined");
    const watch = await watching.watch(served("base", "a"));
    const count = (enabled: "YES" | "NO") =>
      admin(`UPDATE performance_schema.setup_consumers SET ENABLED = '${enabled}' WHERE NAME = 'statements_digest'`);
    await count("NO");
    try {
      await trace(shop, "a", watch, paths("/orders", 2));
      await expect(watch.before!()).rejects.toThrow(ToolError);
      await expect(watch.before!()).rejects.toThrow("keeps no digests of statements");
    } finally {
      await count("YES");
      await watch.stop();
    }
  });

  test("statistics that somebody resets, and a server that is started anew: that part has no values, the rest has", {
    tags: ["T26"],
  }, async () => {
    const watching = await open();
    await using shop = await openShop(server.url("shop_a"), "joined");
    const watch = await watching.watch(served("base", "a"));
    await trace(shop, "a", watch, paths("/orders", 4));
    await admin("TRUNCATE performance_schema.events_statements_summary_by_digest");
    await trace(shop, "a", watch, paths("/orders", 4));
    await watch.before!();
    await watch.begin!();
    await load(shop, paths("/orders", 8), ONE_AT_A_TIME);
    await watch.end!({ requests: 8, seconds: 1 });
    const of = valuesOf(watch);
    expect([of.get("mysql/queries@shop: GET /orders"), of.get("mysql/queries@target")]).toEqual([null, 1]);
    await watch.stop();

    const next = await watching.watch(served("base", "a"));
    await trace(shop, "a", next, paths("/orders", 4));
    await next.before!();
    await next.begin!();
    await server.restart();
    await next.end!({ requests: 8, seconds: 1 });
    const after = valuesOf(next);
    expect([after.get("mysql/queries@shop: GET /orders"), after.has("mysql/queries@target")]).toEqual([1, false]);
    await next.stop();
    const { notes } = await watching.collected();
    expect(notes.some((note) => note.includes("was started anew, lost its statistics or cut the connection"))).toBe(
      true,
    );
    expect(notes).toContain(
      "MariaDB or MySQL: counts of base were lost in a round, so that shop: GET /orders has no numbers of that round.",
    );
  });

  test("prepared statements of connections that were closed: that side's part has no values, the other's has", {
    tags: ["T26"],
  }, async () => {
    const watching = await open();
    await using base = await openShop(server.url("shop_a"), "joined");
    await using head = await openShop(server.url("shop_b"), "joined");
    const both = async () =>
      [await watching.watch(served("base", "a")), await watching.watch(served("head", "b"))] as const;
    const watches = await both();
    const [one, other] = watches;
    await trace(base, "a", one, paths("/prepared", 1));
    for (let i = 0; i < 4; i++) {
      await trace(head, "b", other, paths("/closing", 1));
      await trace(base, "a", one, paths("/prepared", 1));
    }
    for (const watch of watches) await watch.before!();
    for (const watch of watches) await watch.begin!();
    await load(base, paths("/prepared", 4), ONE_AT_A_TIME);
    for (const watch of watches) await watch.end!({ requests: 4, seconds: 1 });
    const queries = (watch: Watch, of: string) => valuesOf(watch).get(`mysql/queries@${of}`);
    expect([queries(one, "shop: GET /prepared"), queries(other, "shop: GET /closing")]).toEqual([2, null]);
    // The pool's connections stay, and what they did of old is no loss of today.
    expect([queries(one, "target"), queries(other, "target")]).toEqual([2, 0]);
    for (const watch of watches) await watch.stop();
    // Under load nobody can tell whose they were.
    const next = await both();
    for (const watch of next) await watch.begin!();
    await load(head, paths("/closing", 4), ONE_AT_A_TIME);
    for (const watch of next) await watch.end!({ requests: 4, seconds: 1 });
    expect(next.map((watch) => valuesOf(watch).has("mysql/queries@target"))).toEqual([false, false]);
    for (const watch of next) await watch.stop();
    const { notes } = await watching.collected();
    expect(notes.filter((note) => !note.includes("lacks a right"))).toEqual([
      expect.stringMatching(
        /^The server of the database shop_b at .* counts what is prepared by its protocol for each connection, .* Keep connections open \(a pool\), or have the driver send statements as text\.$/u,
      ),
      "MariaDB or MySQL: counts of head were lost in a round, so that shop: GET /closing has no numbers of that round.",
      expect.stringMatching(/^The server of the database shop_a at /u),
    ]);
  });

  test("more statements than there is room for: what was not kept is lost, not nothing", {
    tags: ["T26"],
  }, async () => {
    const small = await startMariadb(host.system, {
      settings: { ...RECORDING, "performance-schema-digests-size": "100" },
    });
    const other = await createConnection(small.url("mysql"));
    await other.query("CREATE DATABASE shop_a");
    await fill(small.url("shop_a"));
    const watching = await open(small.url("shop_a"), small.url("shop_b"));
    await using shop = await openShop(small.url("shop_a"), "joined");
    const watch = await watching.watch(served("head", "a"));
    await trace(shop, "a", watch, paths("/orders", 4));
    for (let i = 0; i < 150; i++) await other.query(`SELECT ${"1 + ".repeat(i)}1`);
    await trace(shop, "a", watch, paths("/history", 4));
    await watch.before!();
    await watch.begin!();
    await load(shop, paths("/history", 8));
    await watch.end!({ requests: 8, seconds: 1 });
    const of = valuesOf(watch);
    expect([of.get("mysql/queries@shop: GET /history"), of.get("mysql/rows@shop: GET /history")]).toEqual([null, null]);
    expect(of.has("mysql/queries@target")).toBe(false);
    await watch.stop();
    expect((await watching.collected()).notes).toEqual([
      expect.stringMatching(
        /was asked more statements than it has room for, .*: raise performance_schema_digests_size .*, or TRUNCATE TABLE/u,
      ),
      expect.stringContaining("so that shop: GET /orders and shop: GET /history have no numbers of that round."),
    ]);
    await other.end();
    await small.stop();
  });
});
