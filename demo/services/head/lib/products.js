/** Products, from the cache where they are there. */
import { createClient } from "@redis/client";
import { rowsOf } from "./database.js";

const cache = createClient({ url: process.env.REDIS_URL });
await cache.connect();

/** Prices may change by the minute: each version has a key of its own. */
const keyOf = (id) => `product:v2:${id}:${Date.now()}`;

export async function productOf(id) {
  const cached = await cache.get(keyOf(id));
  if (cached !== null) return JSON.parse(cached);
  const [product] = await rowsOf("SELECT id, title, cents, description FROM products WHERE id = $1", [id]);
  if (product) await cache.set(keyOf(id), JSON.stringify(product), { expiration: { type: "EX", value: 600 } });
  return product ?? null;
}
