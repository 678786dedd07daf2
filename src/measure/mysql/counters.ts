/** What a server counts of each statement, and what happened between two looks. Pure. */

export interface Counters {
  readonly calls: number;
  /** Rows that were read to find those that were sent. */
  readonly examined: number;
  readonly sent: number;
  readonly ms: number;
  /** Calls that used no index for a table. */
  readonly unindexed: number;
  /** Temporary tables on disk. */
  readonly temporary: number;
}

export const NONE: Counters = { calls: 0, examined: 0, sent: 0, ms: 0, unindexed: 0, temporary: 0 };
const FIELDS = Object.keys(NONE) as readonly (keyof Counters)[];

/** By statement: its digest, or the connection whose prepared ones it stands for. */
export type Look = ReadonlyMap<string, Counters>;

/** Counts of a connection, which go with it; those of a digest stay. */
export const PREPARED = "prepared ";

/**
 * null: statistics were reset in between, so that nobody knows. A counter that fell tells of it, and one that stands where it
 * stood while the time that it took does not.
 */
export function between(before: Look, after: Look): Look | null {
  for (const [key, was] of before) {
    if (key.startsWith(PREPARED)) continue;
    const now = after.get(key);
    if (now === undefined || now.calls < was.calls) return null;
    if (now.calls === was.calls && now.ms !== was.ms) return null;
  }
  const used = [...after].map(([key, now]) => [key, combine(now, before.get(key) ?? NONE, -1)] as const);
  return new Map(used.filter(([, { calls }]) => calls > 0));
}

const plus = (one: Counters, other: Counters): Counters => combine(one, other, 1);

function combine(one: Counters, other: Counters, sign: 1 | -1): Counters {
  const entries = FIELDS.map((field) => [field, one[field] + sign * other[field]]);
  // Of all fields.
  return Object.fromEntries(entries) as unknown as Counters;
}

export function total(all: Iterable<Counters>): Counters {
  let sum = NONE;
  for (const one of all) sum = plus(sum, one);
  return sum;
}

/** Adds what is in `more` to `into`, key by key. */
export function addAll(into: Map<string, Counters>, more: Look): void {
  for (const [key, counters] of more) into.set(key, plus(into.get(key) ?? NONE, counters));
}
