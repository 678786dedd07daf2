/** The metrics of the processes, and what each is worth by default. Pure. */
import { type Metric, metricId } from "../../model/metric.ts";
import { type Definition, TARGET, watchedAmount, watchedRatio } from "../watched.ts";
import type { Reading } from "../watcher.ts";
import type { Counts } from "./counts.ts";

const METRICS = {
  cpu: watchedRatio("ms", 0.02, 0.05),
  "memory-peak": watchedRatio("bytes", 1_000_000, 0.1),
  "memory-end": watchedRatio("bytes", 1_000_000, 0.1),
  growth: watchedAmount("bytes", 500, 2_000),
  "minor-faults": watchedAmount("count", 1, 5),
  "major-faults": watchedAmount("count", 0.01, 0.1),
  "voluntary-switches": watchedAmount("count", 1, 5),
  "involuntary-switches": watchedAmount("count", 1, 5),
  "disk-read": watchedAmount("bytes", 100, 1_000),
  "disk-written": watchedAmount("bytes", 100, 1_000),
  network: watchedAmount("bytes", 100, 1_000),
  threads: watchedAmount("count", 1, 4),
  files: watchedAmount("count", 2, 10),
} as const satisfies Readonly<Record<string, Definition>>;

/** What one side's processes did under one load. */
export interface Used {
  readonly requests: number;
  /** Under the load. */
  readonly counts: Counts;
  /** Bytes over the network; null: not counted. */
  readonly network: number | null;
  /** Bytes; the most that was seen. */
  readonly peak: number;
  readonly end: number;
  /** Bytes a request; null: too short a load to tell. */
  readonly growth: number | null;
  /** Whether memory grows by itself until it is collected, so that growth is no sign of a leak. */
  readonly collectsLate: boolean;
  /** The most that were seen. */
  readonly threads: number;
  /** The same; null: another user's, which cannot be seen. */
  readonly files: number | null;
  /** Whether bytes of storage could be seen. */
  readonly storage: boolean;
  /** Processor time, of that of all processors that it may use, 0–1. */
  readonly busy: number;
  /** That of the thread that ran most, of one processor's, 0–1. */
  readonly busiest: number;
  /** Of the memory that there is for it, 0–1. */
  readonly full: number;
}

export function readingsOf(used: Used): readonly Reading[] {
  const { requests, counts, network, growth, storage } = used;
  const values: Readonly<Record<keyof typeof METRICS, number | null>> = {
    cpu: counts.cpu > 0 ? counts.cpu / requests : null,
    "memory-peak": used.peak,
    "memory-end": used.end,
    growth,
    "minor-faults": counts.minorFaults / requests,
    "major-faults": counts.majorFaults / requests,
    "voluntary-switches": counts.voluntarySwitches / requests,
    "involuntary-switches": counts.involuntarySwitches / requests,
    "disk-read": storage ? counts.read / requests : null,
    "disk-written": storage ? counts.written / requests : null,
    network: network === null ? null : network / requests,
    threads: used.threads,
    files: used.files,
  };
  // The keys are those of METRICS.
  return (Object.entries(values) as [keyof typeof METRICS, number | null][])
    .filter(([, value]) => value !== null)
    .map(([metric, value]) => ({ metric: resourcesMetric(metric), value }));
}

/** `resources/cpu@target`. */
function resourcesMetric(metric: keyof typeof METRICS): Metric {
  const id = metricId({ collector: "resources", metric, subject: TARGET });
  return { id, ...METRICS[metric] };
}
