/** What people decided beside the gate: regressions accepted beforehand, a verdict overridden, the gate itself changed. */
import type { MetricId } from "./metric.ts";

/** One entry of the config's `accept:` section, as numbers in the unit of the metrics that it matches. */
export interface Acceptance {
  /** Matched against metric ids (matchesId). */
  readonly glob: string;
  /** The worst change, as estimated, that is accepted: a fraction on the ratio scale, else in the metric's unit. */
  readonly upTo: number;
  /** The last day on which it holds, UTC: 2026-01-31. */
  readonly until: string;
  readonly reason: string;
}

/** A regression that does not block, and why. */
export interface Accepted extends Omit<Acceptance, "glob"> {
  readonly metric: MetricId;
}

/** A file of the gate's own that head changes: one row a file. */
export interface GateChange {
  readonly file: string;
  readonly kind: "config" | "script" | "workflow";
  /** Of a config, what it says otherwise, a clause a key: "gate.maxMinutes: 12 → 30"; empty where only the file is known. */
  readonly changes: readonly string[];
}

/** Somebody with the right to do so let the commit pass. */
export interface Override {
  /** Login. */
  readonly by: string;
  /** What they may do in the repository: admin, maintain, write. */
  readonly permission: string;
  readonly reason: string;
  /** Head, full sha. */
  readonly commit: string;
  /** Where it was said. */
  readonly url: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}
