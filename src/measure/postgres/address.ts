/** Where each slot's database is, as far as the config tells. Pure. */
import { SLOTS, type Slot } from "../../model/series.ts";
import { decoded, hostAndPort, miswritten } from "../addresses.ts";

/** What is wrong with the addresses of a config, as a clause; null: nothing. */
export function faultOf(addresses: Readonly<Record<Slot, string>>, expected: string): string | null {
  // By how it begins alone: sockets and lists of hosts are no addresses as others are, and the client reads them.
  const wrong = SLOTS.find((slot) => !/^postgres(?:ql)?:\/\/./u.test(addresses[slot]));
  if (wrong !== undefined) return `of slot ${wrong} it does not begin with postgres://; expected ${expected}`;
  const unclear = miswritten(addresses);
  if (unclear !== null) return unclear;
  const place = placeOf(addresses.a);
  if (place === null || place !== placeOf(addresses.b)) return null;
  return `both slots have the database ${place}: give each slot one of its own`;
}

/** "shop_a at 127.0.0.1:5432"; null where only the client knows. */
function placeOf(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  const database = decoded(url?.pathname.slice(1));
  const isPlain = url !== null && url.hostname !== "" && !["host", "port"].some((key) => url.searchParams.has(key));
  return isPlain && database ? `${database} at ${hostAndPort(url, "5432")}` : null;
}
