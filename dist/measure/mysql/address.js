// src/measure/mysql/address.ts
import { SLOTS } from "../../model/series.js";
function faultOf(urls) {
  const wrong = SLOTS.find((slot) => addressOf(urls[slot]) === null);
  if (wrong !== void 0)
    return `of slot ${wrong} it is no address of a database: expected mysql://user:password@host:port/database`;
  const { a, b } = addressesOf(urls);
  return a.place === b.place ? `both slots have the database ${a.place}: give each slot one of its own` : null;
}
function addressesOf(urls) {
  return { a: addressOf(urls.a), b: addressOf(urls.b) };
}
function isSameServer(one, other) {
  const serverOf = ({ place, database }) => place.slice(database.length);
  return serverOf(one) === serverOf(other);
}
function addressOf(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  const [user, database] = [decoded(url?.username), decoded(url?.pathname.slice(1))];
  if (!url || !["mysql:", "mariadb:"].includes(url.protocol) || !url.hostname || user === null || !database)
    return null;
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
  addressesOf,
  faultOf,
  isSameServer
};
