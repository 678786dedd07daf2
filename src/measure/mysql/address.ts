/** Where each slot's database is, as the config has it. */
import type { createConnection as CreateConnection } from "mysql2/promise";
import { SLOTS, type Slot } from "../../model/series.ts";
import { decoded, hostAndPort, miswritten } from "../addresses.ts";

/** A database with all that it takes to connect to its server. */
export interface Address {
  /** Without the database: statements of ours then belong to none, and are not counted as the target's. */
  readonly server: string;
  readonly database: string;
  readonly user: string;
  /** What may be shown of it: "shop_a at 127.0.0.1:3306". */
  readonly place: string;
}

/** An address with the library that connects to it. */
export interface Reachable extends Address {
  readonly createConnection: typeof CreateConnection;
}

/** What is wrong with the addresses of a config, as a clause; null: nothing. */
export function faultOf(urls: Readonly<Record<Slot, string>>): string | null {
  const unclear = miswritten(urls);
  if (unclear !== null) return unclear;
  const wrong = SLOTS.find((slot) => addressOf(urls[slot]) === null);
  if (wrong !== undefined)
    return `of slot ${wrong} it is no address of a database: expected mysql://user:password@host:port/database`;
  // As other clients spell it: the library warns, and connects without.
  const unsure = SLOTS.find((slot) => [...new URL(urls[slot]).searchParams.keys()].some((key) => OTHER_TLS.test(key)));
  if (unsure !== undefined)
    return `of slot ${unsure} it asks for TLS in words that are not understood: write ?ssl=%7B%7D (docs/inside.md)`;
  const { a, b } = addressesOf(urls);
  return a.place === b.place ? `both slots have the database ${a.place}: give each slot one of its own` : null;
}

const OTHER_TLS = /^(?:ssl.|tls|usessl|requiressl)/iu;

/** Of addresses that `faultOf` has nothing against. */
export function addressesOf(urls: Readonly<Record<Slot, string>>): Readonly<Record<Slot, Address>> {
  return { a: addressOf(urls.a)!, b: addressOf(urls.b)! };
}

/** Whether both are on one server, as far as their addresses tell. */
export function isSameServer(one: Address, other: Address): boolean {
  const serverOf = ({ place, database }: Address) => place.slice(database.length);
  return serverOf(one) === serverOf(other);
}

/** null: it is none. */
function addressOf(text: string): Address | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  const [user, database] = [decoded(url?.username), decoded(url?.pathname.slice(1))];
  if (!url || !["mysql:", "mariadb:"].includes(url.protocol) || !url.hostname || user === null || !database)
    return null;
  url.pathname = "";
  return { server: url.href, database, user, place: `${database} at ${hostAndPort(url, "3306")}` };
}
