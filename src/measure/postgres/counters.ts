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
  /** When they were last set to zero: another value, another count. Empty before PostgreSQL 14, as is `thrownOut`. */
  readonly reset: string;
  /** How often statements were thrown out since then, for lack of room. */
  readonly thrownOut: string;
  /** By role and id of the statement. */
  readonly counters: ReadonlyMap<string, Counters>;
  /** Calls in the server's other databases, by role and id of the database. */
  readonly elsewhere: ReadonlyMap<string, number>;
}

export type Between =
  | {
      readonly kind: "counted";
      readonly counters: ReadonlyMap<string, Counters>;
      /** Roles, each with a database, that asked something there. */
      readonly elsewhere: readonly string[];
    }
  /** Nobody knows what was counted meanwhile. */
  | { readonly kind: "lost"; readonly why: Loss };

/** What counters are lost by; "unknown": one of both. */
export type Loss = "reset" | "full" | "unknown";

/** What was done between two looks. */
export function between(before: Look, after: Look): Between {
  const why = lossBetween(before, after);
  if (why !== null) return { kind: "lost", why };
  const counters = new Map<string, Counters>();
  for (const [key, now] of after.counters) {
    const was = before.counters.get(key) ?? NONE;
    if (now.calls > was.calls) counters.set(key, minus(now, was));
  }
  const elsewhere = [...after.elsewhere].filter(([key, calls]) => calls !== (before.elsewhere.get(key) ?? 0));
  return { kind: "counted", counters, elsewhere: elsewhere.map(([key]) => key) };
}

/** The server tells since PostgreSQL 14, and never where some statements alone are reset. */
function lossBetween(before: Look, after: Look): Loss | null {
  if (before.reset !== after.reset) return "reset";
  if (before.thrownOut !== after.thrownOut) return "full";
  return [...before.counters].some(([key, was]) => isCountedAnew(was, after.counters.get(key))) ? "unknown" : null;
}
