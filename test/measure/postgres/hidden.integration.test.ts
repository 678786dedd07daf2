/** A target whose role owns its database, and uses that against who watches it. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ToolError } from "../../../src/errors.ts";
import type { Watch, Watching } from "../../../src/measure/watcher.ts";
import { type TestSystem, testSystem } from "../../helpers/system.ts";
import { type Database, makeShop, startDatabase } from "./shop.ts";
import { open, served, valuesOf, watching } from "./watched.ts";

let system: TestSystem;
let database: Database;
/** Of head's own, who owns shop_b. */
let target: pg.Client;

const both = () => ({ a: database.url("shop_a", "reader"), b: database.url("shop_b", "reader") });
const head = served("head", "b", "http://127.0.0.1:1");
const NAME = "SELECT name FROM customers WHERE id = $1";

const sessionOf = async (url: string) => {
  const client = new pg.Client(url);
  await client.connect();
  return client;
};

/** One request of each endpoint, then a load of none. */
async function round(watch: Watch, requests: Readonly<Record<string, () => Promise<unknown>>>): Promise<void> {
  for (const [endpoint, ask] of Object.entries(requests)) {
    await ask();
    await watch.answered!({
      ...{ slot: "b", endpoint, method: "GET", url: head.url, status: 200 },
      ...{ sent: {}, headers: {}, bytes: 0, milliseconds: 1 },
    });
  }
  await watch.begin!();
  await watch.end!({ requests: 1, seconds: 1 });
}

beforeAll(async () => {
  system = await testSystem();
  database = await startDatabase(system.system);
  for (const name of ["shop_a", "shop_b"]) {
    await makeShop(database, name);
    await database.sql(name, `ALTER DATABASE ${name} OWNER TO shop`, "ALTER TABLE customers OWNER TO shop");
  }
  target = await sessionOf(database.url("shop_b", "shop"));
});
afterAll(async () => {
  await target?.end();
  await database?.[Symbol.asyncDispose]();
  await system?.[Symbol.asyncDispose]();
});

describe("functions of head's in place of the extension's", { tags: ["T26", "T27"] }, () => {
  const AWAY = "ALTER SCHEMA public RENAME TO away; CREATE SCHEMA public";
  const BACK = "DROP SCHEMA public CASCADE; ALTER SCHEMA away RENAME TO public";
  const FORGED = ["pg_stat_statements(showtext boolean)", "pg_stat_statements_info()"]
    .map(
      (name) =>
        `CREATE FUNCTION public.${name} RETURNS SETOF away.${name.split("(")[0]} LANGUAGE sql AS 'SELECT * FROM away.${name.replace("showtext boolean", "true")}'`,
    )
    .join("; ");
  const OPEN = "GRANT USAGE ON SCHEMA public, away TO PUBLIC";
  const ADVICE =
    "put it where the target's role may not do that, as superuser: CREATE SCHEMA stats; CREATE EXTENSION pg_stat_statements SCHEMA stats.";
  const untrusted = `postgres: pg_stat_statements of shop_b, or its schema public, was renamed, replaced or given other rights while it was looked at, so that its counts cannot be trusted; ${ADVICE}`;

  test.each([
    ["as long as it lasts", [AWAY, FORGED, OPEN], [BACK]],
    ["and taken back before anybody looks", [AWAY, BACK], []],
  ])("%s", async (_, before, after) => {
    const watcher = await open(system, { url: both() });
    const watch = await watcher.watch(head);
    for (const one of before) await target.query(one);
    await expect(round(watch, { x: () => target.query("SELECT 1") })).rejects.toThrow(new ToolError(untrusted));
    await watch.stop();
    for (const one of after) await target.query(one);
  });

  test("or nothing", async () => {
    const watcher = await open(system, { url: both() });
    const watch = await watcher.watch(head);
    await target.query(AWAY);
    await expect(round(watch, { x: () => target.query("SELECT 1") })).rejects.toThrow(
      new ToolError(
        `postgres: pg_stat_statements of shop_b was moved while it was looked at (function public.pg_stat_statements(boolean) does not exist); ${ADVICE}`,
      ),
    );
    await watch.stop();
    await target.query(BACK);
  });

  test("do not keep it from being looked at where it is, in whatever schema", async () => {
    await database.sql(
      "shop_b",
      'CREATE SCHEMA "Own stats"',
      'ALTER EXTENSION pg_stat_statements SET SCHEMA "Own stats"',
    );
    const watcher = await open(system, { url: both() });
    await watching(watcher.watch(head), async (watch) => {
      await round(watch, { x: () => target.query(NAME, [1]) });
      expect(valuesOf(watch.readings())).toMatchObject({ "queries@x": 1 });
    });
    const stranger = await open(system, { url: { ...both(), b: database.url("shop_b", "counter") } });
    await expect(stranger.watch(head)).rejects.toThrow(
      new ToolError(
        "postgres: counter lacks a right in shop_b (permission denied for schema Own stats); GRANT USAGE ON that SCHEMA TO counter.",
      ),
    );
    await database.sql("shop_b", "ALTER EXTENSION pg_stat_statements SET SCHEMA public");
  });
});

test("a function that runs while a plan is made, or in a query of the config, cannot make the session write", {
  tags: ["T27"],
}, async () => {
  const off = "set_config('default_transaction_read_only', 'off', false)";
  for (const one of [
    "CREATE TABLE loot (who text); GRANT ALL ON loot TO PUBLIC",
    "CREATE FUNCTION writes() RETURNS int LANGUAGE plpgsql AS 'BEGIN INSERT INTO public.loot VALUES (current_user); RETURN 1; END'",
    `CREATE FUNCTION planned() RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
      PERFORM pg_catalog.${off};
      IF current_user = 'reader' AND current_setting('transaction_read_only') = 'off' THEN PERFORM public.writes(); END IF;
      RETURN 1; END $$`,
  ])
    await target.query(one);
  const queries = { off: `SELECT length(${off})`, writes: "SELECT writes()" };
  const watcher = await open(system, { url: both(), queries });
  await watching(watcher.watch(head), async (watch) => {
    await round(watch, {
      x: () => target.query("SELECT name FROM customers WHERE id = planned()"),
      y: () => target.query("SELECT id, name FROM customers WHERE id = planned()"),
    });
    expect(valuesOf(watch.readings())).toMatchObject({ "query@off": 3, "query@writes": null });
  });
  expect(await database.sql("shop_b", "SELECT who FROM loot WHERE who <> 'shop'")).toEqual([]);
  expect((await watcher.collected()).notes).toEqual([
    "postgres.queries.writes gave no number: cannot execute INSERT in a read-only transaction.",
  ]);
});

describe("what is asked elsewhere", { tags: ["T26"] }, () => {
  const asked = () => target.query(NAME, [1]);
  const lostOf = async (watcher: Watching, requests: Parameters<typeof round>[1]) =>
    watching(watcher.watch(head), async (watch) => {
      await round(watch, requests);
      const values = valuesOf(watch.readings());
      return Object.keys(requests).filter((endpoint) => values[`queries@${endpoint}`] === null);
    });

  test("by a role of the database's in another one of the server costs that endpoint its numbers", async () => {
    const other = await sessionOf(database.url("postgres", "shop"));
    const stranger = await sessionOf(database.url("postgres", "nobody"));
    const watcher = await open(system, { url: both() });
    const requests = {
      plain: asked,
      hiding: async () => [await asked(), await other.query("SELECT 1")],
      beside: async () => [await asked(), await stranger.query("SELECT 1")],
    };
    expect(await lostOf(watcher, requests)).toEqual(["hiding"]);
    expect((await watcher.collected()).notes).toEqual([
      "PostgreSQL: while head was asked, roles that ask its database also asked postgres on the same server, where statements are not counted, so that hiding has no numbers of that round; let the target ask one database, and give other programs, or what it asks elsewhere on purpose, roles of their own.",
    ]);
    await other.end();
    await stranger.end();
  });

  test("in the other slot's database, which is asked at the same time, costs nothing", async () => {
    const base = await sessionOf(database.url("shop_a", "shop"));
    const watcher = await open(system, { url: both() });
    const beside = await watcher.watch(served("base", "a", head.url));
    expect(await lostOf(watcher, { x: async () => [await asked(), await base.query(NAME, [1])] })).toEqual([]);
    await beside.stop();
    await base.end();
    expect((await watcher.collected()).notes).toEqual([]);
  });

  test("by a superuser, who may switch counting off, is said", async () => {
    const superuser = await database.session("shop_b");
    const watcher = await open(system, { url: both() });
    expect(await lostOf(watcher, { x: () => superuser.query(NAME, [1]) })).toEqual([]);
    await superuser.end();
    expect((await watcher.collected()).notes).toEqual([
      "PostgreSQL: postgres asked statements as superuser, who can keep them from being counted; give the target a role that is none.",
    ]);
  });
});
