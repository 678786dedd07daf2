/** What docs/inside.md tells people to copy: the SQL of its workflow, and the config beside it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { parseConfig } from "../../../src/config/load.ts";
import { startPostgres } from "../../../src/services/postgres.ts";
import { testSystem } from "../../helpers/system.ts";
import { open, served } from "./watched.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/inside.md"), "utf8");

/** What psql is given, by the database that it is connected to. */
const parts = (/<<'SQL'\n([\s\S]*?)\n *SQL\n/u.exec(page)?.[1] ?? "").split("\\connect ").map((part, index) => {
  const [first = "", ...rest] = part.split("\n").map((line) => line.trim());
  return index === 0 ? { name: "postgres", sql: part } : { name: first, sql: rest.join("\n") };
});

test("the documented SQL lets the documented config look at both slots, plans among it", async () => {
  expect(parts.map(({ name }) => name)).toEqual(["postgres", "shop_a", "shop_b"]);
  await using system = await testSystem(undefined, { ...process.env, PGPASSWORD: "reader's own" });
  const server = await startPostgres(system.system, { password: "superuser's" });
  const run = async (url: string, statements: string) => {
    const client = new pg.Client(url);
    await client.connect();
    // One at a time: no database is created in a transaction.
    for (const statement of statements.split(";")) await client.query(statement);
    await client.end();
  };
  for (const { name, sql } of parts) await run(server.url(name), sql.replace(":'password'", "'reader''s own'"));
  const here = (address: string) => address.replace(":5432/", `:${server.port}/`);

  const [config] = [...page.matchAll(/```yaml\n(target:[\s\S]*?)```/gu)].map(([, text]) => text!);
  const { target, postgres, redis } = parseConfig(config!, "weighbridge.yml").config;
  expect(redis).toBeDefined();
  const environment = target.kind === "command" ? target.env : {};
  for (const slot of ["a", "b"])
    await run(here(environment.DATABASE_URL!.replaceAll("${slot}", slot)), "CREATE TABLE orders (id int)");

  const url = { a: here(postgres!.url.a), b: here(postgres!.url.b) };
  const watcher = await open(system, { url });
  for (const [side, slot] of [
    ["base", "a"],
    ["head", "b"],
  ] as const) {
    const watch = await watcher.watch(served(side, slot, "http://127.0.0.1:1"));
    await watch.begin!();
    await run(here(environment.DATABASE_URL!.replaceAll("${slot}", slot)), "SELECT count(*) FROM orders WHERE id = 1");
    await watch.end!({ requests: 1, seconds: 1 });
    expect(watch.readings().find(({ metric }) => metric.id === "postgres/queries@target")?.value).toBe(1);
    await watch.stop();
  }
  // No round was kept.
  expect(await watcher.collected()).toMatchObject({ notes: [], causes: [], facts: [] });
});
