// src/measure/redis/address.ts
import { SLOTS } from "../../model/series.js";
function faultOf(urls) {
  const wrong = SLOTS.find((slot) => addressOf(urls[slot]) === null);
  if (wrong !== void 0)
    return `of slot ${wrong} it is no address of a Redis: expected redis://user:password@host:port, with rediss for TLS`;
  const { a, b } = addressesOf(urls);
  if (a.place !== b.place) return null;
  return `both slots are at ${a.place}, and Redis counts commands, hits and misses of a whole server, whatever the database: give each slot a server of its own, for example on two ports`;
}
function addressesOf(urls) {
  return { a: addressOf(urls.a), b: addressOf(urls.b) };
}
function addressOf(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  const user = url && decoded(url.username);
  if (!url || !["redis:", "rediss:"].includes(url.protocol) || url.hostname === "" || user === null) return null;
  const host = url.hostname === "localhost" ? "127.0.0.1" : url.hostname;
  url.pathname = "";
  return { url: url.href, place: `${host}:${url.port || "6379"}`, user: user || "default" };
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
export {
  addressesOf,
  faultOf
};
