// src/measure/mysql/address.ts
import { ConfigError } from "../../errors.js";
import { SLOTS } from "../../model/series.js";
function addressesOf(urls) {
  const [a, b] = SLOTS.map((slot) => addressOf(urls[slot], slot));
  if (a.place === b.place)
    throw new ConfigError(`mysql.url: both slots have the database ${a.place}: give each slot one of its own.`);
  return { a, b };
}
function addressOf(text, slot) {
  const url = URL.canParse(text) ? new URL(text) : null;
  const [user, database] = [decoded(url?.username), decoded(url?.pathname.slice(1))];
  if (!url || !["mysql:", "mariadb:"].includes(url.protocol) || !url.hostname || user === null || !database)
    throw new ConfigError(
      `mysql.url: of slot ${slot} it is no address of a database: expected mysql://user:password@host:port/database.`
    );
  const host = url.hostname === "localhost" ? "127.0.0.1" : url.hostname;
  url.pathname = "";
  return { server: url.href, database, user, place: `${database} at ${host}:${url.port || "3306"}` };
}
function decoded(text) {
  try {
    return text === void 0 ? null : decodeURIComponent(text);
  } catch {
    return null;
  }
}
export {
  addressesOf
};
