/** The password of a database that stands in no config: from the variable that the database's own client reads. */
import { SLOTS, type Slot } from "../model/series.ts";

type Addresses = Readonly<Record<Slot, string>>;

/** `addresses` with `password` where one has none. What is no address stays as it is: who opens it says so. */
export function withPassword(addresses: Addresses, password: string | undefined): Addresses {
  const [a, b] = SLOTS.map((slot) => completed(addresses[slot], password)) as [string, string];
  return { a, b };
}

function completed(text: string, password: string | undefined): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !password || url.password !== "") return text;
  // The setter leaves a % as it is.
  url.password = encodeURIComponent(password);
  return url.href;
}
