// src/measure/runtime/metrics.ts
import { metricId } from "../../model/metric.js";
import { asName } from "../subject.js";
var TARGET = "target";
var ratio = (unit, absolute, detect) => ({
  unit,
  better: "lower",
  kind: "sampled",
  scale: "ratio",
  role: "watch",
  tolerate: { relative: 0.02, absolute },
  detect
});
var amount = (unit, absolute, detect) => ({
  unit,
  better: "lower",
  kind: "sampled",
  scale: "difference",
  role: "watch",
  tolerate: { relative: 0, absolute },
  detect
});
var METRICS = {
  allocated: ratio("bytes", 200, 0.05),
  heap: ratio("bytes", 1e6, 0.1),
  retained: amount("bytes", 100, 250),
  "gc-time": amount("ms", 0.02, 0.1),
  "gc-count": amount("count", 1e-3, 0.01),
  "loop-delay-p99": amount("ms", 1, 5),
  blocked: amount("ms", 1, 5)
};
function runtimeMetric(metric, subject) {
  return { id: metricId({ collector: "runtime", metric, subject: asName(subject) }), ...METRICS[metric] };
}
export {
  TARGET,
  runtimeMetric
};
