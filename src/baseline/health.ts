/** How the gate has fared in the newest stored jobs. Pure. */
import { median } from "simple-statistics";
import type { Health } from "../model/health.ts";
import type { Snapshot } from "../stored/snapshot.ts";

const JOBS = 10;

/** `snapshots`: of one gate, in any order. null: none is stored. */
export function healthOf(snapshots: readonly Snapshot[]): Health | null {
  const newest = snapshots.toSorted((a, b) => Date.parse(b.finished) - Date.parse(a.finished)).slice(0, JOBS);
  if (newest.length === 0) return null;
  const count = (matches: (snapshot: Snapshot) => boolean) => newest.filter(matches).length;
  const seconds = newest.flatMap((one) => one.seconds ?? []);
  const visible = newest.flatMap((one) => one.visible ?? []);
  return {
    jobs: newest.length,
    inconclusive: count(({ verdict }) => verdict === "inconclusive"),
    errors: count(({ verdict }) => verdict === "error"),
    overrides: count(({ override }) => override !== undefined),
    minutes: seconds.length === 0 ? null : median(seconds) / 60,
    visible: visible.length === 0 ? null : median(visible),
  };
}
