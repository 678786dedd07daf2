// src/measure/addresses.ts
import { SLOTS } from "../model/series.js";
var CURE = "write / ? # @ % of a user or password as %2F %3F %23 %40 %25, and any @ behind the host as %40";
function miswritten(addresses) {
  for (const slot of SLOTS) {
    const [, authority = "", rest = ""] = /^[^/?#]*\/\/([^/?#]*)(.*)$/su.exec(addresses[slot]) ?? [];
    if (rest.includes("@")) return `of slot ${slot} there is an @ behind the first / ? or #: ${CURE}`;
    if (decoded(authority) === null) return `of slot ${slot} there is a % that stands for no sign: ${CURE}`;
  }
  return null;
}
function hostAndPort({ hostname, port }, usual) {
  const host = hostname.toLowerCase();
  return `${host === "localhost" ? "127.0.0.1" : host}:${port || usual}`;
}
function decoded(text) {
  try {
    return text === void 0 ? null : decodeURIComponent(text);
  } catch {
    return null;
  }
}
export {
  decoded,
  hostAndPort,
  miswritten
};
