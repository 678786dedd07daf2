import type { Role } from "./metric.ts";
import type { Source } from "./source.ts";

/**
 * One entry of the config's `metrics:` section, as numbers in the unit of the metrics that it matches (fractions on the
 * ratio scale). A key that is absent or undefined says nothing about that part.
 */
export interface MetricOverride {
  /** Matched against metric ids (matchesId). */
  readonly glob: string;
  readonly role?: Role | undefined;
  readonly better?: "lower" | "higher" | undefined;
  readonly scale?: "ratio" | "difference" | undefined;
  readonly tolerate?: { readonly relative?: number | undefined; readonly absolute?: number | undefined } | undefined;
  readonly detect?: number | undefined;
  /** Limits for head in the bad direction: at most this where lower is better, at least this where higher is. */
  readonly warn?: number | undefined;
  readonly max?: number | undefined;
  /** The change cannot have touched these: they never gate, and where they move the runner is to blame. */
  readonly control?: true | undefined;
  /** Where it is written. */
  readonly at?: Source | undefined;
}
