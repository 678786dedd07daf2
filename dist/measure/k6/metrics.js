// src/measure/k6/metrics.ts
import { metricId } from "../../model/metric.js";
import { asName } from "../subject.js";
var latency = (role, detect) => ({
  unit: "ms",
  better: "lower",
  kind: "sampled",
  scale: "ratio",
  role,
  // A tenth of a millisecond is nobody's complaint, however sure it is.
  tolerate: { relative: 0.02, absolute: 0.1 },
  detect
});
var share = (role) => ({
  unit: "fraction",
  better: "lower",
  kind: "rate",
  scale: "difference",
  role,
  tolerate: { relative: 0, absolute: 1e-3 },
  detect: 5e-3
});
var LATENCIES = {
  /** Mean of the fastest 95 %: quieter than the median, and it sees a change that hits a third of the requests. */
  "latency-tm95": { definition: latency("gate", 0.05), least: 20 },
  "latency-p50": { definition: latency("watch", 0.05), least: 20 },
  "latency-p95": { definition: latency("watch", 0.15), least: 100 },
  "latency-p99": { definition: latency("watch", 0.3), least: 500 }
};
function watched(definition) {
  if (definition.role !== "gate") return definition;
  return { ...definition, role: "watch", roleReason: "many endpoints together, and each round asks for others" };
}
var ERROR_RATE = share("gate");
var CHECK = share("watch");
var SAMPLES_TO_GATE = 200;
function customMetric(kind, isTime) {
  if (kind === "rate") return { ...share("watch"), better: null };
  if (isTime) return latency("watch", 0.05);
  const number = { unit: "number", better: null, kind: "sampled", role: "watch" };
  if (kind === "counter") return { ...number, scale: "difference", tolerate: { relative: 0, absolute: 0 }, detect: 0 };
  return { ...number, scale: "ratio", tolerate: { relative: 0.02, absolute: 0 }, detect: 0.05 };
}
function k6Metric(metric, subject, definition) {
  return { id: metricId({ collector: "k6", metric, subject: asName(subject) }), ...definition };
}
export {
  CHECK,
  ERROR_RATE,
  LATENCIES,
  SAMPLES_TO_GATE,
  customMetric,
  k6Metric,
  watched
};
