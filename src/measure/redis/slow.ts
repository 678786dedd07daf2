/** Entries of SLOWLOG. Pure. */
import { keyPattern, keysOf } from "./keys.ts";

export interface Slow {
  /** Rises by one with each entry of a server. */
  readonly id: number;
  /** "HGETALL session:*" */
  readonly name: string;
}

/** Of the answer to SLOWLOG GET: id, time, microseconds, the command's words, and more; what is no entry is left out. */
export function parseSlow(answer: unknown): readonly Slow[] {
  if (!Array.isArray(answer)) return [];
  return answer.flatMap((entry: unknown) => {
    if (!Array.isArray(entry) || !Array.isArray(entry[3])) return [];
    const [command = "", ...words] = entry[3].map(String);
    const shown = { command: command.toUpperCase(), words };
    const [key] = keysOf(shown);
    return [{ id: Number(entry[0]), name: key === undefined ? shown.command : `${shown.command} ${keyPattern(key)}` }];
  });
}
