// src/measure/redis/address.ts
import { ConfigError } from "../../errors.js";
import { SLOTS } from "../../model/series.js";
function addressesOf(urls) {
  const [a, b] = SLOTS.map((slot) => addressOf(urls[slot], slot));
  if (a.place === b.place)
    throw new ConfigError(
      `redis.url: both slots are at ${a.place}, and Redis counts commands, hits and misses of a whole server, whatever the database: give each slot a server of its own, for example on two ports.`
    );
  return { a, b };
}
function addressOf(text, slot) {
  const url = URL.canParse(text) ? new URL(text) : null;
  const user = url && decoded(url.username);
  if (!url || !["redis:", "rediss:"].includes(url.protocol) || url.hostname === "" || user === null)
    throw new ConfigError(
      `redis.url: of slot ${slot} it is no address of a Redis: expected redis://user:password@host:port, with rediss for TLS.`
    );
  const host = url.hostname === "localhost" ? "127.0.0.1" : url.hostname;
  return { url: text, place: `${host}:${url.port || "6379"}`, user: user || "default" };
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
export {
  addressesOf
};
