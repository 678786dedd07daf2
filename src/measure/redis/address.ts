/** Where each slot's Redis is, as the config has it. */
import type { createClient as CreateClient } from "@redis/client";
import { ConfigError } from "../../errors.ts";
import { SLOTS, type Slot } from "../../model/series.ts";

/** An address with all that it takes to connect. */
export interface Address {
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

/** @throws ConfigError when one is none, or both lead to one server */
export function addressesOf(urls: Readonly<Record<Slot, string>>): Readonly<Record<Slot, Address>> {
  const [a, b] = SLOTS.map((slot) => addressOf(urls[slot], slot)) as [Address, Address];
  if (a.place === b.place)
    throw new ConfigError(
      `redis.url: both slots are at ${a.place}, and Redis counts commands, hits and misses of a whole server, whatever the database: give each slot a server of its own, for example on two ports.`,
    );
  return { a, b };
}

function addressOf(text: string, slot: Slot): Address {
  const url = URL.canParse(text) ? new URL(text) : null;
  const user = url && decoded(url.username);
  if (!url || !["redis:", "rediss:"].includes(url.protocol) || url.hostname === "" || user === null)
    throw new ConfigError(
      `redis.url: of slot ${slot} it is no address of a Redis: expected redis://user:password@host:port, with rediss for TLS.`,
    );
  const host = url.hostname === "localhost" ? "127.0.0.1" : url.hostname;
  return { url: text, place: `${host}:${url.port || "6379"}`, user: user || "default" };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
