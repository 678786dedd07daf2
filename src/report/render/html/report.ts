/** What the page is made of: plain data, so that rendering it is pure. */
import type { Baseline } from "../../../model/baseline.ts";
import type { Effect } from "../../../model/comparison.ts";
import type { Detail } from "../../../model/details.ts";
import type { MetricId } from "../../../model/metric.ts";
import type { MetricOverride } from "../../../model/override.ts";
import type { Series } from "../../../model/series.ts";
import type { Verdict } from "../../../model/verdict.ts";
import type { Step } from "../words/advice.ts";
import type { Live } from "./document.ts";

/** Of `rounds.json`, what the page shows. */
export interface Measured {
  readonly series: readonly Series[];
  readonly baseline: Baseline | null;
  readonly overrides: readonly MetricOverride[];
  readonly mode: string;
  readonly seed: number;
}

/** A metric as it was after the rounds of one look. */
export interface Looked {
  readonly rounds: number;
  /** Of those, the ones that gave a pair. */
  readonly pairs: number;
  /** Whether a change could be called there, or unchanged only. */
  readonly decides: boolean;
  readonly effect: Effect;
  /** One-sided, that head is worse; for this metric and look alone. */
  readonly p: number;
}

export interface HtmlReport extends Live {
  readonly verdict: Verdict;
  /** null where nothing was measured, or it was not kept. */
  readonly rounds: Measured | null;
  /** By rising rounds, of metrics that are decided at looks. */
  readonly looks: ReadonlyMap<MetricId, readonly Looked[]>;
  readonly details: readonly Detail[];
  /** What to do, where the repository that was weighed is gone: then no command of a project's is said. */
  readonly steps?: readonly Step[] | undefined;
}
