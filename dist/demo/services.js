// src/demo/services.ts
import pg from "../vendor/pg.js";
import { SLOTS } from "../model/series.js";
import { startPostgres } from "../services/postgres.js";
import { startRedis } from "../services/redis.js";
import { expectedOfServices } from "./expected-services.js";
var shopWithServices = {
  files: { folder: "services", subject: "Show orders line by line, version the cache, keep searches" },
  async open(system) {
    const [postgres, a, b] = await Promise.all([startPostgres(system), startRedis(system), startRedis(system)]);
    await createDatabases(postgres);
    const ports = /* @__PURE__ */ new Map([
      ["5432", postgres.port],
      ["6379", a.port],
      ["6380", b.port]
    ]);
    return (config) => config.replace(/(127\.0\.0\.1):(\d{4})/gu, (_, host, port) => `${host}:${ports.get(port) ?? port}`);
  },
  surprises: expectedOfServices
};
async function createDatabases({ url }) {
  await run(url("postgres"), [
    "CREATE ROLE shop LOGIN",
    "CREATE ROLE reader LOGIN",
    "GRANT pg_monitor, pg_read_all_data TO reader",
    ...SLOTS.map((slot) => `CREATE DATABASE shop_${slot} OWNER shop`)
  ]);
  const statistics = [
    "CREATE EXTENSION pg_stat_statements",
    "GRANT EXECUTE ON FUNCTION pg_stat_statements_reset TO shop"
  ];
  for (const slot of SLOTS) await run(url(`shop_${slot}`), statistics);
}
async function run(url, statements) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
export {
  shopWithServices
};
