// src/measure/mysql/address.ts
import { SLOTS } from "../../model/series.js";
import { decoded, hostAndPort, miswritten } from "../addresses.js";
function faultOf(urls) {
  const unclear = miswritten(urls);
  if (unclear !== null) return unclear;
  const wrong = SLOTS.find((slot) => addressOf(urls[slot]) === null);
  if (wrong !== void 0)
    return `of slot ${wrong} it is no address of a database: expected mysql://user:password@host:port/database`;
  const unsure = SLOTS.find((slot) => [...new URL(urls[slot]).searchParams.keys()].some((key) => OTHER_TLS.test(key)));
  if (unsure !== void 0)
    return `of slot ${unsure} it asks for TLS in words that are not understood: write ?ssl=%7B%7D (docs/inside.md)`;
  const { a, b } = addressesOf(urls);
  return a.place === b.place ? `both slots have the database ${a.place}: give each slot one of its own` : null;
}
var OTHER_TLS = /^(?:ssl.|tls|usessl|requiressl)/iu;
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
  url.pathname = "";
  return { server: url.href, database, user, place: `${database} at ${hostAndPort(url, "3306")}` };
}
export {
  addressesOf,
  faultOf,
  isSameServer
};
