/** Several reads of one gate's baseline made one. Pure. */
import type { Snapshot } from "../stored/snapshot.ts";

/** A year of work days fits into less; what is older says little of today's machines. */
export const MOST_JOBS = 100;
/** Of JSON text. An artifact must stay quick to fetch, and below what readers take. */
export const MOST_BYTES = 24 * 1024 * 1024;

/** Jobs that could not measure: on record, but never in the place of one that others can be set beside. */
const MOST_ERRORS = 20;

/**
 * All jobs of the lists, each once, oldest first, within the bounds (the oldest are dropped). A job is a commit and a run;
 * of its attempts the newest that could measure counts, else the newest. The order of the lists does not matter, and
 * merging again changes nothing.
 */
export function mergeSnapshots(...lists: readonly (readonly Snapshot[])[]): readonly Snapshot[] {
  const jobs = new Map<string, Snapshot>();
  for (const snapshot of lists.flat()) {
    const key = jobKey(snapshot);
    const known = jobs.get(key);
    if (known === undefined || supersedes(snapshot, known)) jobs.set(key, snapshot);
  }
  const oldestFirst = [...jobs.values()].sort(byTime);
  const measured = bounded(oldestFirst.filter(hasMeasured));
  const errors = oldestFirst.filter((one) => !hasMeasured(one)).slice(-MOST_ERRORS);
  return [...measured, ...errors].sort(byTime);
}

/** A commit and a run, as one text. */
export function jobKey({ head, job }: Snapshot): string {
  return JSON.stringify([head.commit, job.run]);
}

/** Whether others can be set beside it. */
export function hasMeasured({ verdict }: Snapshot): boolean {
  return verdict !== "error";
}

function supersedes(one: Snapshot, other: Snapshot): boolean {
  if (hasMeasured(one) !== hasMeasured(other)) return hasMeasured(one);
  if (one.job.attempt !== other.job.attempt) return one.job.attempt > other.job.attempt;
  return byTime(one, other) > 0;
}

function byTime(a: Snapshot, b: Snapshot): number {
  const later = Date.parse(a.finished) - Date.parse(b.finished);
  if (later !== 0) return later;
  // Any fixed order will do for jobs of the same millisecond.
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The newest ones, at the end, that fit. */
function bounded(oldestFirst: readonly Snapshot[]): readonly Snapshot[] {
  let first = oldestFirst.length;
  let bytes = 0;
  while (first > 0 && oldestFirst.length - first < MOST_JOBS) {
    bytes += Buffer.byteLength(JSON.stringify(oldestFirst[first - 1])) + 1;
    if (bytes > MOST_BYTES) break;
    first--;
  }
  return oldestFirst.slice(first);
}
