/** The metrics of the processes, and what each is worth by default. Pure. */
import { type Metric, metricId } from "../../model/metric.ts";
import type { Reading } from "../watcher.ts";
import type { Counts } from "./counts.ts";

/** All processes of a side. */
export const TARGET = "target";

type Definition = Pick<Metric, "unit" | "scale" | "tolerate" | "detect">;

const ratio = (unit: Metric["unit"], absolute: number, detect: number): Definition => ({
  unit,
  scale: "ratio",
  tolerate: { relative: 0.02, absolute },
  detect,
});

/** It may be nothing. */
const amount = (unit: Metric["unit"], absolute: number, detect: number): Definition => ({
  unit,
  scale: "difference",
  tolerate: { relative: 0, absolute },
  detect,
});

const METRICS = {
  cpu: ratio("ms", 0.02, 0.05),
  "memory-peak": ratio("bytes", 1_000_000, 0.1),
  "memory-end": ratio("bytes", 1_000_000, 0.1),
  growth: amount("bytes", 500, 2_000),
  "minor-faults": amount("count", 1, 5),
  "major-faults": amount("count", 0.01, 0.1),
  "voluntary-switches": amount("count", 1, 5),
  "involuntary-switches": amount("count", 1, 5),
  "disk-read": amount("bytes", 100, 1_000),
  "disk-written": amount("bytes", 100, 1_000),
  network: amount("bytes", 100, 1_000),
  threads: amount("count", 1, 4),
  files: amount("count", 2, 10),
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
  readonly files: number;
  /** Of the time of all processors, 0–1. */
  readonly busy: number;
  /** Of the memory that there is for it, 0–1. */
  readonly full: number;
}

export function readingsOf(used: Used): readonly Reading[] {
  const { requests, counts, network, growth } = used;
  const values: Readonly<Record<keyof typeof METRICS, number | null>> = {
    cpu: counts.cpu > 0 ? counts.cpu / requests : null,
    "memory-peak": used.peak,
    "memory-end": used.end,
    growth,
    "minor-faults": counts.minorFaults / requests,
    "major-faults": counts.majorFaults / requests,
    "voluntary-switches": counts.voluntarySwitches / requests,
    "involuntary-switches": counts.involuntarySwitches / requests,
    "disk-read": counts.read / requests,
    "disk-written": counts.written / requests,
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
  return { id, better: "lower", kind: "sampled", role: "watch", ...METRICS[metric] };
}
