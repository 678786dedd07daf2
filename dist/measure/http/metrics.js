// src/measure/http/metrics.ts
import { metricId } from "../../model/metric.js";
var bytes = (role) => ({
  unit: "bytes",
  better: "lower",
  kind: "exact",
  scale: "ratio",
  role,
  tolerate: { relative: 0.02, absolute: 250 },
  detect: 0.05
});
var COUNT = {
  unit: "count",
  better: "lower",
  kind: "exact",
  scale: "difference",
  role: "gate",
  tolerate: { relative: 0, absolute: 0 },
  detect: 0
};
var DEFINITIONS = {
  /** Of the body, before any content encoding, an answer. */
  bytes: bytes("gate"),
  /** Of the body as it is sent to who takes gzip and brotli: another level of compression is a choice, not a fault. */
  compressed: bytes("watch"),
  /** Requests of one that are led elsewhere. */
  redirects: COUNT,
  /** Requests of one that asked again for what the iteration had. */
  repeated: COUNT
};
function httpMetric(metric, subject) {
  return { id: metricId({ collector: "http", metric, subject }), ...DEFINITIONS[metric] };
}
export {
  httpMetric
};
