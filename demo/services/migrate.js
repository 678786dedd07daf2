/** Makes the shop's tables anew in the database of DATABASE_URL, and empties the cache of REDIS_URL. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@redis/client";
import pg from "pg";

const folder = join(import.meta.dirname, "migrations");

const database = new pg.Client(process.env.DATABASE_URL);
await database.connect();
for (const name of readdirSync(folder).sort()) await database.query(readFileSync(join(folder, name), "utf8"));
await database.end();

const cache = createClient({ url: process.env.REDIS_URL });
await cache.connect();
await cache.flushAll();
await cache.close();
