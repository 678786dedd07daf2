// src/measure/runtime/metrics.ts
import { metricId } from "../../model/metric.js";
import { asName } from "../subject.js";
import { watchedAmount, watchedRatio } from "../watched.js";
var METRICS = {
  allocated: watchedRatio("bytes", 200, 0.05),
  heap: watchedRatio("bytes", 1e6, 0.1),
  retained: watchedAmount("bytes", 100, 250),
  "gc-time": watchedAmount("ms", 0.02, 0.1),
  "gc-count": watchedAmount("count", 1e-3, 0.01),
  "loop-delay-p99": watchedAmount("ms", 1, 5),
  blocked: watchedAmount("ms", 1, 5)
};
function runtimeMetric(metric, subject) {
  return { id: metricId({ collector: "runtime", metric, subject: asName(subject) }), ...METRICS[metric] };
}
export {
  runtimeMetric
};
