/** What one request did to a Redis, by commands and by keys. Pure. */
import type { Tally } from "../tally.ts";
import { totalOf, type Used } from "./info.ts";
import { isRead, keyPattern, keysOf, type Shown } from "./keys.ts";

/** One side's requests, each of them alone. */
export interface Traced {
  /** By command. */
  readonly commands: Tally;
  /** HITS, MISSES. */
  readonly found: Tally;
  /** Keys asked or written, by command and pattern: "GET product:*". */
  readonly keys: Tally;
  /** Of those, the ones read whose answer is known, and the ones that were not there; by pattern. */
  readonly known: Tally;
  readonly missed: Tally;
}

export const HITS = "hits";
export const MISSES = "misses";
export const COMMANDS = "commands";

export const TALLIES = ["commands", "found", "keys", "known", "missed"] as const satisfies readonly (keyof Traced)[];

/** `shown`: the commands in order; null where the server does not show them. */
export function addRequest(traced: Traced, endpoint: string, used: Used, shown: readonly Shown[] | null): void {
  for (const name of TALLIES) traced[name].request(endpoint);
  for (const [command, calls] of used.calls) traced.commands.add(endpoint, command, calls);
  traced.found.add(endpoint, COMMANDS, totalOf(used.calls));
  traced.found.add(endpoint, HITS, used.hits);
  traced.found.add(endpoint, MISSES, used.misses);
  if (shown === null) return;
  for (const one of shown)
    for (const key of keysOf(one)) traced.keys.add(endpoint, `${one.command} ${keyPattern(key)}`, 1);
  for (const { key, isMissed } of answersOf(shown, used)) {
    traced.known.add(endpoint, keyPattern(key), 1);
    if (isMissed) traced.missed.add(endpoint, keyPattern(key), 1);
  }
}

interface Asked {
  readonly key: string;
  readonly isMissed: boolean;
}

/**
 * Which reads found their key. The server says how many of a request did; of which they are it is silent, so that some found
 * and some missed are told apart only where as many keys were written afterwards, as by whoever fills a cache. Else none.
 */
export function answersOf(shown: readonly Shown[], { hits, misses }: Pick<Used, "hits" | "misses">): readonly Asked[] {
  const steps = shown.flatMap((one) => keysOf(one).map((key) => ({ key, isRead: isRead(one) })));
  const reads = steps.flatMap(({ key, isRead }, at) =>
    isRead ? [{ key, isFilled: steps.slice(at + 1).some((later) => !later.isRead && later.key === key) }] : [],
  );
  if (reads.length !== hits + misses) return [];
  if (misses === 0 || hits === 0) return reads.map(({ key }) => ({ key, isMissed: hits === 0 }));
  const isTold = reads.filter(({ isFilled }) => isFilled).length === misses;
  return isTold ? reads.map(({ key, isFilled }) => ({ key, isMissed: isFilled })) : [];
}
