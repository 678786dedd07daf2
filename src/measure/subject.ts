/** Names from outside as the subject of a metric's id, and times that a tool may have measured. Pure. */
import { createHash } from "node:crypto";

const LONGEST = 1000;

/** At most 1000 characters, at least one: a longer name is cut, and a digest of the whole keeps two of them apart. */
export function asSubject(name: string): string {
  if (name === "") return "(no name)";
  if (name.length <= LONGEST) return name;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 12);
  return `${name.slice(0, LONGEST - digest.length - 1)}…${digest}`;
}

/** What a collector says in a sentence, which may name things from outside: of a length that can be stored and read. */
export function asSentence(text: string): string {
  return text.length <= 2 * LONGEST ? text : `${text.slice(0, 2 * LONGEST - 1)}…`;
}

/** Milliseconds; more than ten days, and nothing that is loaded by a gate. */
export const LONGEST_TIME = 1e9;
