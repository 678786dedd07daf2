/** What addresses of servers have in common, whatever the server. Pure. */

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
