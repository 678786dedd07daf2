/** The shop with services: one PostgreSQL with a database a slot, and a Redis for each slot. */
import pg from "pg";
import { SLOTS } from "../model/series.ts";
import { type PostgresService, startPostgres } from "../services/postgres.ts";
import { startRedis } from "../services/redis.ts";
import { expectedOfServices } from "./expected-services.ts";
import type { Shop } from "./shop.ts";

export const shopWithServices: Shop = {
  files: { folder: "services", subject: "Show orders line by line, version the cache, keep searches" },
  async open(system) {
    const [postgres, a, b] = await Promise.all([startPostgres(system), startRedis(system), startRedis(system)]);
    await createDatabases(postgres);
    // Where they usually listen, as the shop's config has it.
    const ports = new Map([
      ["5432", postgres.port],
      ["6379", a.port],
      ["6380", b.port],
    ]);
    return (config) =>
      config.replace(/(127\.0\.0\.1):(\d{4})/gu, (_, host, port) => `${host}:${ports.get(port) ?? port}`);
  },
  surprises: expectedOfServices,
};

/** A database a slot, whose owner is the shop; a role that may look at everything and change nothing. */
async function createDatabases({ url }: PostgresService): Promise<void> {
  await run(url("postgres"), [
    "CREATE ROLE shop LOGIN",
    "CREATE ROLE reader LOGIN",
    "GRANT pg_monitor, pg_read_all_data TO reader",
    ...SLOTS.map((slot) => `CREATE DATABASE shop_${slot} OWNER shop`),
  ]);
  const statistics = [
    "CREATE EXTENSION pg_stat_statements",
    "GRANT EXECUTE ON FUNCTION pg_stat_statements_reset TO shop",
  ];
  for (const slot of SLOTS) await run(url(`shop_${slot}`), statistics);
}

async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
