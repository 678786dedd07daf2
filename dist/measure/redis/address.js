// src/measure/redis/address.ts
import { SLOTS } from "../../model/series.js";
import { decoded, hostAndPort, miswritten } from "../addresses.js";
function faultOf(urls) {
  const unclear = miswritten(urls);
  if (unclear !== null) return unclear;
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
  const user = decoded(url?.username);
  if (!url || !["redis:", "rediss:"].includes(url.protocol) || url.hostname === "" || user === null) return null;
  url.pathname = "";
  return { url: url.href, place: hostAndPort(url, "6379"), user: user || "default" };
}
export {
  addressesOf,
  faultOf
};
