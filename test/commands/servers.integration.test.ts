import { createClient } from "@redis/client";
import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serversOf } from "../../src/commands/servers.ts";
import { parseConfig } from "../../src/config/load.ts";
import { startMariadb } from "../../src/services/mariadb.ts";
import { startRedis } from "../../src/services/redis.ts";
import { freePorts } from "../../src/system/ports.ts";
import type { System } from "../../src/system/system.ts";
import { type TestSystem, testSystem } from "../helpers/system.ts";
import { type Database, makeShop, startDatabase } from "../measure/postgres/shop.ts";

let own: TestSystem;
let database: Database;
beforeAll(async () => {
  own = await testSystem();
  database = await startDatabase(own.system);
  for (const name of ["shop_a", "shop_b"]) await makeShop(database, name);
  await database.sql("postgres", "CREATE DATABASE bare_a");
  await database.sql("postgres", "CREATE DATABASE empty");
  await database.sql("empty", "CREATE EXTENSION pg_stat_statements");
});
afterAll(() => own[Symbol.asyncDispose]());

const START = "target: { start: node server.js }\n";
const RESET = "target: { start: node server.js, prepare: make base, reset: node migrate.js }\n";

function servers(text: string, passwords: Partial<System["passwords"]> = {}) {
  const { config } = parseConfig(`${text}\nk6: { scripts: [a.js] }\n`, "weighbridge.yml");
  return serversOf(config, import.meta.dirname, {
    ...own.system,
    passwords: { PGPASSWORD: undefined, MYSQL_PWD: undefined, REDISCLI_AUTH: undefined, ...passwords },
  });
}

const section = (watcher: string, a: string, b: string) => `${watcher}: { url: { a: "${a}", b: "${b}" } }`;
const slots = (watcher: string, a: unknown, b: unknown, stops: readonly [boolean, boolean]) => [
  { name: `${watcher}, slot a`, said: a, stops: stops[0] },
  { name: `${watcher}, slot b`, said: b, stops: stops[1] },
];
const THERE = "is there, and may be looked into";

const as = (role: "reader" | "counter" | "nobody", name: string) => database.url(name, role);
const withoutPassword = (name: string) => as("reader", name).replace("reader:reader@", "reader@");
const postgres = (a: string, b: string) => section("postgres", a, b);

test("PostgreSQL is looked into in each slot, with the password of PGPASSWORD, and let go of", async () => {
  const text = `${START}${postgres(withoutPassword("shop_a"), withoutPassword("shop_b"))}`;
  expect(await servers(text, { PGPASSWORD: "reader" })).toEqual(slots("postgres", THERE, THERE, [false, false]));
  const none = expect.stringMatching(/^the server at \S+ asks reader for a password, and none that fits was given/u);
  expect(await servers(text)).toEqual(slots("postgres", none, none, [true, true]));
  const wrong = expect.stringMatching(/^the server at \S+ refuses the password of reader; put the right one/u);
  // A command of the target has no part in that.
  const reset = text.replace(START, RESET);
  expect(await servers(reset, { PGPASSWORD: "wrong" })).toEqual(slots("postgres", wrong, wrong, [true, true]));
  const open = "SELECT count(*)::int AS open FROM pg_stat_activity WHERE usename = 'reader'";
  await expect.poll(() => database.sql("postgres", open)).toEqual([{ open: 0 }]);
});

test("a missing extension or right stops, and so do two slots that have one database", async () => {
  const extension = expect.stringMatching(/^the database bare_a has no extension pg_stat_statements; run CREATE/u);
  const right = expect.stringMatching(/^nobody may not see the statements of other roles in shop_b; GRANT/u);
  expect(await servers(`${RESET}${postgres(as("reader", "bare_a"), as("nobody", "shop_b"))}`)).toEqual(
    slots("postgres", extension, right, [true, true]),
  );
  const same = as("reader", "shop_a").replace("127.0.0.1", "localhost") + "?application_name=other&host=127.0.0.1";
  const shared = expect.stringMatching(/one and the same database, shop_a, in both slots/u);
  expect(await servers(`${START}${postgres(as("reader", "shop_a"), same)}`)).toEqual(
    slots("postgres", THERE, shared, [false, true]),
  );
});

test("a role that may not plan is told so as by a round, unless plans are off", async () => {
  const cure = "statements have no plans; GRANT pg_read_all_data TO counter, or switch plans off.";
  const text = `${START}${postgres(as("counter", "shop_a"), as("counter", "shop_b"))}`;
  // As in a job, once.
  expect(await servers(text)).toEqual(
    slots("postgres", `${THERE}. PostgreSQL: counter may not read the target's tables, so ${cure}`, THERE, [
      false,
      false,
    ]),
  );
  expect(await servers(text.replace(" } }", " }, plans: false }"))).toEqual(
    slots("postgres", THERE, THERE, [false, false]),
  );
  await database.sql("shop_a", "GRANT SELECT (id) ON orders TO counter");
  await database.sql("shop_b", "GRANT SELECT ON orders, customers TO counter");
  const some = `${THERE}. PostgreSQL: counter may not read 1 of the 2 tables of shop_a (such as public.customers), so statements that ask for them have no plans; ${cure.split("; ")[1]}`;
  expect(await servers(text)).toEqual(slots("postgres", some, THERE, [false, false]));
  const none = `${THERE}. PostgreSQL: empty has no tables yet, and unless counter may read those to come, ${cure}`;
  expect(await servers(`${START}${postgres(as("counter", "empty"), as("counter", "shop_b"))}`)).toEqual(
    slots("postgres", none, THERE, [false, false]),
  );
  expect(await servers(`${START}${postgres(as("reader", "empty"), as("reader", "shop_b"))}`)).toEqual(
    slots("postgres", THERE, THERE, [false, false]),
  );
});

test("who does not answer, or is not on the server, stops unless a command of the target may start or make it", async () => {
  const [free] = await freePorts(1);
  const nobody = `postgres://reader@127.0.0.1:${free}/shop_a`;
  const text = postgres(nobody, as("reader", "later_b"));
  const refused = `nobody answers at 127.0.0.1:${free} \\(ECONNREFUSED\\); start PostgreSQL there`;
  const missing = "there is no database later_b at \\S+; make it in";
  const stopped = (said: string) => expect.stringMatching(new RegExp(`^${said}`, "u"));
  expect(await servers(`${START}${text}`)).toEqual(slots("postgres", stopped(refused), stopped(missing), [true, true]));
  const later = (said: string) =>
    expect.stringMatching(
      new RegExp(`^not reached now: ${said}.*\\. Where target\\.prepare or target\\.reset starts or makes it, `, "u"),
    );
  expect(await servers(`${RESET}${text}`)).toEqual(slots("postgres", later(refused), later(missing), [false, false]));
});

test("Redis: one that is there, one that is not, and a right that only makes it tell less", async () => {
  const server = await startRedis(own.system);
  const admin = createClient({ url: server.url });
  await admin.connect();
  await admin.sendCommand(["ACL", "SETUSER", "reader", "on", ">right", "+info", "+echo", "+slowlog"]);
  admin.destroy();
  const [free] = await freePorts(1);
  const text = section("redis", server.url.replace("//", "//reader:right@"), `redis://127.0.0.1:${free}`);
  const less = expect.stringMatching(
    new RegExp(`^${THERE}\\. Redis at \\S+ does not let the user reader run MONITOR: .* keys are not named`, "u"),
  );
  const refused = expect.stringMatching(/^Redis at \S+ was not reached: the connection was refused; start it/u);
  expect(await servers(`${START}${text}`)).toEqual(slots("redis", less, refused, [false, true]));
  const later = expect.stringMatching(/^not reached now: Redis at \S+ was not reached/u);
  expect(await servers(`${RESET}${text}`)).toEqual(slots("redis", less, later, [false, false]));
});

test("MariaDB: the password of MYSQL_PWD, a database that a command may make, and one that refuses", async () => {
  const server = await startMariadb(own.system);
  const admin = await createConnection(server.url(""));
  for (const statement of [
    "CREATE DATABASE shop_a",
    "CREATE USER reader IDENTIFIED BY 'right'",
    "GRANT SELECT ON performance_schema.* TO reader",
    "GRANT SELECT ON shop_a.* TO reader",
  ])
    await admin.query(statement);
  await admin.end();
  const url = (name: string) => `mysql://reader@127.0.0.1:${server.port}/${name}`;
  const text = section("mysql", url("shop_a"), url("shop_b"));
  const missing = expect.stringMatching(/^The database shop_b at \S+ is not there, or the user reader may not see it/u);
  expect(await servers(`${START}${text}`, { MYSQL_PWD: "right" })).toEqual(
    slots("mysql", THERE, missing, [false, true]),
  );
  const later = expect.stringMatching(/^not reached now: The database shop_b at \S+ is not there/u);
  expect(await servers(`${RESET}${text}`, { MYSQL_PWD: "right" })).toEqual(
    slots("mysql", THERE, later, [false, false]),
  );
  const refused = expect.stringMatching(/^The database shop_. at \S+ refused the user reader: correct/u);
  expect(await servers(`${RESET}${text}`, { MYSQL_PWD: "wrong" })).toEqual(
    slots("mysql", refused, refused, [true, true]),
  );
});

test("what waits for the target is not looked at, and what is off is not named", async () => {
  const said = "not looked at before the target runs";
  expect(await servers(`${START}prometheus: {}\nruntime: {}`)).toEqual([
    { name: "prometheus", said, stops: false },
    { name: "runtime", said, stops: false },
  ]);
  expect(await servers(START)).toEqual([]);
});
