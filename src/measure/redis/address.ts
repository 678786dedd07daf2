/** Where each slot's Redis is, as the config has it. */
import type { createClient as CreateClient } from "@redis/client";
import { SLOTS, type Slot } from "../../model/series.ts";
import { decoded, hostAndPort, miswritten } from "../addresses.ts";

/** An address with all that it takes to connect. */
export interface Address {
  /** Without a database: what the server counts, it counts for all of them, and SELECT is one right more. */
  readonly url: string;
  /** What may be shown of it: "127.0.0.1:6379". */
  readonly place: string;
  /** "default" where the address names none. */
  readonly user: string;
}

/** An address with the library that connects to it. */
export interface Reachable extends Address {
  readonly createClient: typeof CreateClient;
}

/** What is wrong with the addresses of a config, as a clause; null: nothing. */
export function faultOf(urls: Readonly<Record<Slot, string>>): string | null {
  const unclear = miswritten(urls);
  if (unclear !== null) return unclear;
  const wrong = SLOTS.find((slot) => addressOf(urls[slot]) === null);
  if (wrong !== undefined)
    return `of slot ${wrong} it is no address of a Redis: expected redis://user:password@host:port, with rediss for TLS`;
  const { a, b } = addressesOf(urls);
  if (a.place !== b.place) return null;
  return `both slots are at ${a.place}, and Redis counts commands, hits and misses of a whole server, whatever the database: give each slot a server of its own, for example on two ports`;
}

/** Of addresses that `faultOf` has nothing against. */
export function addressesOf(urls: Readonly<Record<Slot, string>>): Readonly<Record<Slot, Address>> {
  return { a: addressOf(urls.a)!, b: addressOf(urls.b)! };
}

/** null: it is none. */
function addressOf(text: string): Address | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  const user = decoded(url?.username);
  if (!url || !["redis:", "rediss:"].includes(url.protocol) || url.hostname === "" || user === null) return null;
  url.pathname = "";
  return { url: url.href, place: hostAndPort(url, "6379"), user: user || "default" };
}
