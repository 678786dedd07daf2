/** Makes the shop's tables anew in the database of DATABASE_URL, has its statistics forget the old ones, and empties the cache of REDIS_URL. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@redis/client";
import pg from "pg";

const folder = join(import.meta.dirname, "migrations");

const database = new pg.Client(process.env.DATABASE_URL);
await database.connect();
for (const name of readdirSync(folder).sort()) await database.query(readFileSync(join(folder, name), "utf8"));
// To it statements of a table made anew are new ones: in the end there would be no room for them.
await database.query("SELECT pg_stat_statements_reset(0, oid) FROM pg_database WHERE datname = current_database()");
await database.end();

const cache = createClient({ url: process.env.REDIS_URL });
await cache.connect();
await cache.flushAll();
await cache.close();
