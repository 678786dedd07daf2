/** The counters of pg_stat_statements, and what happened between two looks at them. Pure. */
import { arithmeticOf, isCountedAnew } from "../counters.ts";

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
const { minus, total, addAll } = arithmeticOf(NONE);

export { addAll, total };

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

/** What was done between two looks. `epoch` tells of a reset since PostgreSQL 14, and not where some statements alone are reset. */
export function between(before: Look, after: Look): Between {
  if (before.epoch !== after.epoch) return { kind: "lost" };
  if ([...before.counters].some(([key, was]) => isCountedAnew(was, after.counters.get(key)))) return { kind: "lost" };
  const counters = new Map<string, Counters>();
  for (const [key, now] of after.counters) {
    const was = before.counters.get(key) ?? NONE;
    if (now.calls > was.calls) counters.set(key, minus(now, was));
  }
  return { kind: "counted", counters };
}
