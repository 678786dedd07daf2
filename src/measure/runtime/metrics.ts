/** The metrics of the runtime, and what each is worth by default. Pure. */
import { type Metric, metricId } from "../../model/metric.ts";
import { asName } from "../subject.ts";
import { type Definition, watchedAmount, watchedRatio } from "../watched.ts";

const METRICS = {
  allocated: watchedRatio("bytes", 200, 0.05),
  heap: watchedRatio("bytes", 1_000_000, 0.1),
  retained: watchedAmount("bytes", 100, 250),
  "gc-time": watchedAmount("ms", 0.02, 0.1),
  "gc-count": watchedAmount("count", 0.001, 0.01),
  "loop-delay-p99": watchedAmount("ms", 1, 5),
  blocked: watchedAmount("ms", 1, 5),
} as const satisfies Readonly<Record<string, Definition>>;

export type RuntimeMetric = keyof typeof METRICS;

/** `runtime/allocated@shop: GET /api/search`. */
export function runtimeMetric(metric: RuntimeMetric, subject: string): Metric {
  return { id: metricId({ collector: "runtime", metric, subject: asName(subject) }), ...METRICS[metric] };
}
