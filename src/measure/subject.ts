/** Names from outside as they are stored and shown, and times that a tool may have measured. Pure. */
import { createHash } from "node:crypto";

const LONGEST = 1000;

/** At most 1000 characters, at least one: a longer name is cut, and a digest of the whole keeps two of them apart. */
export function asName(name: string): string {
  if (name === "") return "(no name)";
  if (name.length <= LONGEST) return name;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 12);
  return shortened(name, LONGEST - digest.length) + digest;
}

/** What a collector says in a sentence, which may name things from outside: of a length that can be stored and read. */
export function asSentence(text: string): string {
  return shortened(text, 2 * LONGEST);
}

/** At most so many characters, as JavaScript counts them, and no half one. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/u, "")}…`;
}

/** What a program says in a sentence of its own, as part of one of ours: on one line, without its full stop. */
export function asClause(text: string, most: number): string {
  return shortened(text.replace(/\s+/gu, " ").trim().replace(/\.$/u, ""), most);
}

/** Many of a watcher's sentences begin with its name, and so do those that they become part of. */
export function withoutName(id: string, said: string): string {
  return said.startsWith(`${id}: `) ? said.slice(id.length + 2) : said;
}

/** Milliseconds; more than ten days, and nothing that is loaded by a gate. */
export const LONGEST_TIME = 1e9;
