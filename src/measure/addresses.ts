/** What addresses of servers have in common, whatever the server. Pure. */
import { SLOTS, type Slot } from "../model/series.ts";

const CURE = "write / ? # @ % of a user or password as %2F %3F %23 %40 %25, and any @ behind the host as %40";

/**
 * What is wrong with how addresses are written, as a clause that shows nothing of them; null: nothing. The first of / ? # ends
 * what names user and host (RFC 3986, 3.2): an @ behind it is most likely the one behind a
 * password, of which a part would then be read as the host, and shown.
 */
export function miswritten(addresses: Readonly<Record<Slot, string>>): string | null {
  for (const slot of SLOTS) {
    const [, authority = "", rest = ""] = /^[^/?#]*\/\/([^/?#]*)(.*)$/su.exec(addresses[slot]) ?? [];
    if (rest.includes("@")) return `of slot ${slot} there is an @ behind the first / ? or #: ${CURE}`;
    if (decoded(authority) === null) return `of slot ${slot} there is a % that stands for no sign: ${CURE}`;
  }
  return null;
}

/** Where it listens, of which all may be shown: "127.0.0.1:3306", also by the machine's other name. `usual`: the port of most. */
export function hostAndPort({ hostname, port }: Pick<URL, "hostname" | "port">, usual: string): string {
  const host = hostname.toLowerCase();
  return `${host === "localhost" ? "127.0.0.1" : host}:${port || usual}`;
}

/** A part of an address as it is meant; null: it is not there, or not as addresses are written. */
export function decoded(text: string | undefined): string | null {
  try {
    return text === undefined ? null : decodeURIComponent(text);
  } catch {
    return null;
  }
}
