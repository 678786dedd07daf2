import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tryFixes } from "../../src/explain/fix.ts";
import type { Serve } from "../../src/explain/limit.ts";
import type { Fix } from "../../src/measure/fix.ts";
import { k6 } from "../../src/measure/k6/index.ts";
import { schema } from "../../src/measure/k6/schema.ts";
import type { Load } from "../../src/measure/load.ts";
import { SLOTS, type Slot } from "../../src/model/series.ts";
import { weighedOf } from "../../src/pipeline/fix.ts";
import type { CommandTarget } from "../../src/target/config.ts";
import { withRoundServers } from "../../src/target/slots.ts";
import { k6Binary } from "../helpers/k6.ts";
import { type TestSystem, testSystem } from "../helpers/system.ts";
import { writeFiles } from "../measure/k6/harness.ts";
import { type Database, startDatabase } from "../measure/postgres/shop.ts";
import { loaded, open, traced, watching } from "../measure/postgres/watched.ts";

const PG = import.meta.resolve("pg");

/** A log of 50,000 rows that is searched, and a short list of which most of a request's time is not. */
const TABLES = [
  `CREATE EXTENSION pg_stat_statements`,
  `CREATE TABLE "Log" (id int, "who's" int NOT NULL, note text)`,
  `INSERT INTO "Log" SELECT id, id % 5000, repeat('x', 100) FROM generate_series(1, 50000) id`,
  `CREATE TABLE list (id int, kind int NOT NULL)`,
  `INSERT INTO list SELECT id, id FROM generate_series(1, 2000) id`,
  `VACUUM ANALYZE "Log", list`,
  `GRANT SELECT ON ALL TABLES IN SCHEMA public TO shop`,
];

const SERVER = `
  import { createServer } from "node:http";
  import pg from ${JSON.stringify(PG)};
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 });
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const routes = {
    "/log": () => pool.query('SELECT id FROM "Log" WHERE "who\\'s" = $1', [17]),
    "/list": async () => { await pool.query("SELECT id FROM list WHERE kind = $1", [17]); await wait(10); },
    "/other": async () => {},
  };
  createServer(async (request, response) => {
    await routes[request.url.split("?")[0]]();
    response.end("ok");
  }).listen(process.env.PORT, "127.0.0.1");
`;

const SCRIPT = `
  import http from "k6/http";
  export default function () {
    for (const path of ["/log", "/list", "/other"]) http.get(__ENV.BASE_URL + path);
  }
`;

let system: TestSystem;
let database: Database;
let folder: string;
let load: Load;

beforeAll(async () => {
  system = await testSystem();
  folder = await writeFiles({ "server.mjs": SERVER, "shop.js": SCRIPT });
  const scratch = await system.system.processes.temporaryFolder("tried");
  database = await startDatabase(system.system);
  for (const name of ["shop_a", "shop_b"]) {
    await database.sql("postgres", `CREATE DATABASE ${name}`);
    await database.sql(name, ...TABLES);
  }
  const config = schema.parse({ scripts: ["shop.js"], path: await k6Binary("2.2.0") });
  const builds = { base: null, head: null };
  const shared = { system: system.system, sides: ["head"], builds, scratch, root: folder } as const;
  load = await k6.load!(config, { ...shared, bootTime: async () => 0 });
});
afterAll(async () => {
  await database?.[Symbol.asyncDispose]();
  await system?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const urls = (role: "shop" | "reader") => ({ a: database.url("shop_a", role), b: database.url("shop_b", role) });

const serve: Serve = (slots, body) => {
  const { a } = urls("shop");
  const head: CommandTarget = {
    kind: "command",
    start: ["node", "server.mjs"],
    ready: "/other",
    deadline: 20_000,
    stop: "SIGTERM",
    env: { DATABASE_URL: a.replace("shop_a", "shop_${slot}") },
    passEnv: [],
  };
  const builds = { base: null, head: { side: "head", commit: null, dir: folder } } as const;
  return withRoundServers({ system: system.system, builds, configs: { base: head, head } }, slots, body);
};

/** What a watcher proposes that has seen head once. */
async function proposed(): Promise<readonly Fix[]> {
  const watcher = await open(system, { url: urls("reader"), owner: urls("shop") });
  expect(watcher.fixes!()).toEqual([]);
  await serve({ a: "head", b: "head" }, async (servers) => {
    const { a } = await servers.both();
    await watching(watcher.watch(a), async (watch) => {
      await traced(watch, a, ["/log", "/list", "/other"]);
      await loaded(watch, a, "/other", 1);
    });
  });
  const { facts } = await watcher.collected();
  const fixes = watcher.fixes!();
  const missing = facts.filter(({ rule }) => rule === "missing-index");
  expect(fixes.flatMap(({ of }) => of)).toEqual(
    missing.map(({ collector, rule, subject, name }) => ({ collector, rule, subject, name })),
  );
  for (const [index, { what }] of fixes.entries()) expect(missing[index]!.note).toContain(what);
  return fixes;
}

const context = () => ({ system: system.system, load, serve, limit: 120_000 });

const indexesOf = async (slot: Slot) => {
  const rows = await database.sql(
    `shop_${slot}`,
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexdef",
  );
  return rows.map(({ indexdef }) => `${indexdef}`.replace(/try_[0-9a-f]{12} /u, "try "));
};

test("who may not make the index says so, and nothing is left", { tags: ["R29"] }, async () => {
  const [log, list] = await proposed();
  expect([log!.endpoints, list!.endpoints]).toEqual([["shop: GET /log"], ["shop: GET /list"]]);
  expect(await tryFixes(context(), [log!])).toEqual({
    tried: [],
    notWeighed: [
      expect.stringMatching(
        /^CREATE INDEX ON "Log" \("who's"\) could not be tried on head: postgres: shop may not run CREATE INDEX ON "Log" \("who's"\) in shop_[ab] \(must be owner of table Log\); put a role that owns the tables into postgres\.owner\.$/u,
      ),
    ],
  });
});

test("an index is made in one slot, drawn anew, weighed and taken away; what it brings is said", async () => {
  for (const name of ["shop_a", "shop_b"]) {
    await database.sql(name, 'ALTER TABLE "Log" OWNER TO shop');
    await database.sql(name, "GRANT CREATE ON SCHEMA public TO shop");
  }
  const [fix] = await proposed();
  const seen: { own: readonly string[]; other: readonly string[] }[] = [];
  const rows: unknown[] = [];
  const watched: Fix = {
    ...fix!,
    async apply(slot: Slot) {
      // One more than the statistics know, and too few for the server to renew them by itself.
      for (const one of SLOTS) await database.sql(`shop_${one}`, 'INSERT INTO "Log" VALUES (-1, -1)');
      await fix!.apply(slot);
      const other = slot === "a" ? "b" : "a";
      seen.push({ own: await indexesOf(slot), other: await indexesOf(other) });
      rows.push(...(await database.sql(`shop_${other}`, `SELECT reltuples FROM pg_class WHERE relname = 'Log'`)));
    },
  };
  // Left by a job that was killed.
  await fix!.apply("b");
  const { tried, notWeighed } = await tryFixes(context(), [watched]);
  expect(notWeighed).toEqual([]);
  const [log] = weighedOf(tried).tried;
  expect(log!.said).toMatch(
    /^shop: GET \/log \S+ ms → \S+ ms \(-\d+ %, 99 % interval -\d+ to -\d+ %, (?:9|10) of 10 rounds faster\)$/u,
  );
  const own = [`CREATE INDEX weighbridge_try ON public."Log" USING btree ("who's")`];
  expect(seen).toEqual(Array.from({ length: 10 }, () => ({ own, other: [] })));
  expect(rows).toEqual(Array.from({ length: 10 }, (_, round) => ({ reltuples: 50_001 + round })));
  expect([await indexesOf("a"), await indexesOf("b")]).toEqual([[], []]);
});
