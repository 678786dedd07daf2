/** The metrics of the runtime, and what each is worth by default. Pure. */
import { type Metric, metricId } from "../../model/metric.ts";
import { asName } from "../subject.ts";

/** The subject of what is of all requests together. */
export const TARGET = "target";

type Definition = Omit<Metric, "id">;

/** A part of the whole: the change that matters is a share of what there is. */
const ratio = (unit: Metric["unit"], absolute: number, detect: number): Definition => ({
  unit,
  better: "lower",
  kind: "sampled",
  scale: "ratio",
  role: "watch",
  tolerate: { relative: 0.02, absolute },
  detect,
});

/** It may be nothing. */
const amount = (unit: Metric["unit"], absolute: number, detect: number): Definition => ({
  unit,
  better: "lower",
  kind: "sampled",
  scale: "difference",
  role: "watch",
  tolerate: { relative: 0, absolute },
  detect,
});

const METRICS = {
  allocated: ratio("bytes", 200, 0.05),
  heap: ratio("bytes", 1_000_000, 0.1),
  retained: amount("bytes", 100, 250),
  "gc-time": amount("ms", 0.02, 0.1),
  "gc-count": amount("count", 0.001, 0.01),
  "loop-delay-p99": amount("ms", 1, 5),
  blocked: amount("ms", 1, 5),
} as const satisfies Readonly<Record<string, Definition>>;

export type RuntimeMetric = keyof typeof METRICS;

/** `runtime/allocated@shop: GET /api/search`. */
export function runtimeMetric(metric: RuntimeMetric, subject: string): Metric {
  return { id: metricId({ collector: "runtime", metric, subject: asName(subject) }), ...METRICS[metric] };
}
