/** The counters of pg_stat_statements, and what happened between two looks at them. Pure. */

/** Of one statement of one role. */
export interface Counters {
  readonly calls: number;
  readonly rows: number;
  /** Of shared buffers: found there, and fetched into them. */
  readonly hit: number;
  readonly read: number;
  /** Blocks written to temporary files. */
  readonly temporary: number;
  /** Milliseconds in execution. */
  readonly ms: number;
}

export const NONE: Counters = { calls: 0, rows: 0, hit: 0, read: 0, temporary: 0, ms: 0 };
const FIELDS = Object.keys(NONE) as readonly (keyof Counters)[];

export interface Look {
  /** When they were last set to zero, and how often entries were thrown out: another value, another count. */
  readonly epoch: string;
  /** By role and id of the statement. */
  readonly counters: ReadonlyMap<string, Counters>;
}

export type Between =
  | { readonly kind: "counted"; readonly counters: ReadonlyMap<string, Counters> }
  /** Nobody knows what was counted meanwhile. */
  | { readonly kind: "lost" };

/**
 * What was done between two looks. Also without `epoch` (before PostgreSQL 14, and where some statements alone are reset) a
 * counter that fell tells of a reset, and so does one that stands where it stood while the time that it took does not.
 */
export function between(before: Look, after: Look): Between {
  if (before.epoch !== after.epoch) return { kind: "lost" };
  for (const [key, was] of before.counters) {
    const now = after.counters.get(key);
    if (now === undefined || now.calls < was.calls) return { kind: "lost" };
    if (now.calls === was.calls && now.ms !== was.ms) return { kind: "lost" };
  }
  const counters = new Map<string, Counters>();
  for (const [key, now] of after.counters) {
    const was = before.counters.get(key) ?? NONE;
    if (now.calls > was.calls) counters.set(key, combine(now, was, -1));
  }
  return { kind: "counted", counters };
}

const plus = (one: Counters, other: Counters): Counters => combine(one, other, 1);

function combine(one: Counters, other: Counters, sign: 1 | -1): Counters {
  const entries = FIELDS.map((field) => [field, one[field] + sign * other[field]]);
  // Of all fields.
  return Object.fromEntries(entries) as unknown as Counters;
}

/** All of them together. */
export function total(counters: Iterable<Counters>): Counters {
  let sum = NONE;
  for (const one of counters) sum = plus(sum, one);
  return sum;
}

/** Adds what is in `more` to `into`, key by key. */
export function addAll(into: Map<string, Counters>, more: ReadonlyMap<string, Counters>): void {
  for (const [key, counters] of more) into.set(key, plus(into.get(key) ?? NONE, counters));
}
