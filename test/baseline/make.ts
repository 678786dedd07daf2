import type { Metric } from "../../src/model/metric.ts";
import type { Snapshot } from "../../src/stored/snapshot.ts";
import { snapshot } from "../stored/examples.ts";

/** A commit's full sha, as git would write it, from its number in a story. */
export const sha = (commit: number) => commit.toString(16).padStart(40, "0");

export interface Told {
  readonly commit?: number | null;
  readonly run?: string;
  readonly attempt?: number;
  /** Minutes after the first of January. */
  readonly minute?: number;
  readonly verdict?: Snapshot["verdict"];
  readonly over?: Partial<Snapshot>;
}

/** A job's snapshot; a test says what it is about. */
export function job({
  commit = 1,
  run = "1",
  attempt = 1,
  minute = 0,
  verdict = "pass",
  over = {},
}: Told = {}): Snapshot {
  return {
    ...snapshot,
    head: { ...snapshot.head, commit: commit === null ? null : sha(commit) },
    job: { run, attempt, event: "push" },
    verdict,
    finished: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
    ...over,
  };
}

export const latency: Metric = snapshot.metrics[0]!.metric;
export const errors: Metric = snapshot.metrics[1]!.metric;
export const gzip: Metric = snapshot.metrics[2]!.metric;
