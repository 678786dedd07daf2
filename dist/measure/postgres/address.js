// src/measure/postgres/address.ts
import { SLOTS } from "../../model/series.js";
import { decoded, hostAndPort, miswritten } from "../addresses.js";
function faultOf(addresses, expected) {
  const wrong = SLOTS.find((slot) => !/^postgres(?:ql)?:\/\/./u.test(addresses[slot]));
  if (wrong !== void 0) return `of slot ${wrong} it does not begin with postgres://; expected ${expected}`;
  const unclear = miswritten(addresses);
  if (unclear !== null) return unclear;
  const place = placeOf(addresses.a);
  if (place === null || place !== placeOf(addresses.b)) return null;
  return `both slots have the database ${place}: give each slot one of its own`;
}
function placeOf(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  const database = decoded(url?.pathname.slice(1));
  const isPlain = url !== null && url.hostname !== "" && !["host", "port"].some((key) => url.searchParams.has(key));
  return isPlain && database ? `${database} at ${hostAndPort(url, "5432")}` : null;
}
export {
  faultOf
};
