/** What a collector or a watcher gives besides its rounds, and what is known of its metrics before. */
import type { Cause } from "../model/cause.ts";
import type { Detail } from "../model/details.ts";
import type { Fact } from "../model/finding.ts";
import type { Metric, Unit } from "../model/metric.ts";
import type { LimitSeries, Series } from "../model/series.ts";
import type { Unwatched } from "../model/unwatched.ts";

/** A file that outlives the job, for a reader: a whole Lighthouse report. */
interface KeptFile {
  /** Below `.weighbridge/raw/<collector>/`, with `/` between its parts. */
  readonly name: string;
  /** Absolute, in the collector's scratch folder. */
  readonly path: string;
}

export interface Collected {
  readonly series: readonly Series[];
  readonly limits: readonly LimitSeries[];
  /** What was not weighed and why, a sentence each. */
  readonly notWeighed: readonly string[];
  /** How it was measured, a sentence each. */
  readonly notes: readonly string[];
  /** What a reader should know whatever came out, a sentence each. Absent: nothing. */
  readonly notices?: readonly string[];
  /** Watchers that were lost. Absent: none. */
  readonly unwatched?: readonly Unwatched[];
  readonly files: readonly KeptFile[];
  /** What is behind the differences that it measured, the largest part first in each metric. */
  readonly causes: readonly Cause[];
  readonly details: readonly Detail[];
  /** What rules are judged by. */
  readonly facts: readonly Fact[];
}

/**
 * What is known of a collector's metrics before it measures: a wrong unit in the config is named at once by it. `glob`
 * is over the metric part of an id; the first family of the list that matches holds.
 */
export interface MetricFamily {
  readonly glob: string;
  /** The units that such a metric may have. */
  readonly units: readonly Unit[];
  /** Absent: either. */
  readonly scale?: "ratio" | "difference";
  /**
   * Absent: any, as of a count that is exact only as long as its rounds agree: who lets it gate needs rounds enough where they
   * do not. Base is not built for a collector whose every family is exact, where its values are stored.
   */
  readonly kind?: Metric["kind"];
  /** Of a watcher: some of them gate unless the config says otherwise, so that they are missed where it could not look. */
  readonly gates?: true;
  /**
   * Whether it is known of a metric, or of all that a glob matches, which way is better; else who lets it gate says so in the
   * config. Given the part before `@`. Absent: of all.
   */
  readonly isDirected?: (metric: string) => boolean;
}
