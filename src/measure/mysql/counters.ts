/** What a server counts of each statement, and what happened between two looks. Pure. */
import { arithmeticOf, isCountedAnew } from "../counters.ts";

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
const { minus, total, addAll } = arithmeticOf(NONE);

export { addAll, total };

/** By statement: its digest, or the connection whose prepared ones it stands for. All that the table has no room for is UNKEPT. */
export type Look = ReadonlyMap<string, Counters>;

/** Statements prepared by the protocol that were executed until now, of all databases. */
export interface Executed {
  /** Those of closed connections too, as it was read before and after the others. */
  readonly least: number;
  readonly most: number;
  /** Of those that are open. */
  readonly byConnection: ReadonlyMap<string, number>;
}

/** Counts of a connection, which go with it; those of a digest stay. */
export const PREPARED = "prepared ";

/** Statements of any database that are not in the table, since it is full. */
export const UNKEPT = "";

/** Whether more was asked in between than there is room for: what a statement is counted by then, nobody knows. */
export function hasOverflown(before: Look, after: Look): boolean {
  return (after.get(UNKEPT) ?? NONE).calls > (before.get(UNKEPT) ?? NONE).calls;
}

/** null: statistics were reset in between, so that nobody knows. */
export function between(before: Look, after: Look): Look | null {
  const isReset = [...before].some(([key, was]) => !key.startsWith(PREPARED) && isCountedAnew(was, after.get(key)));
  if (isReset) return null;
  const used = [...after].map(([key, now]) => [key, minus(now, before.get(key) ?? NONE)] as const);
  return new Map(used.filter(([, { calls }]) => calls > 0));
}

/**
 * Whether more was executed in between than by connections that are still open: what closed ones did, of whichever database, nobody
 * knows. What goes on meanwhile in connections that stay is never taken for it.
 */
export function hasClosed(before: Executed, after: Executed): boolean {
  let open = 0;
  for (const [connection, calls] of after.byConnection) open += calls - (before.byConnection.get(connection) ?? 0);
  return after.most < before.least || after.least - before.most > open;
}
