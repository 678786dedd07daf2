// src/measure/http/metrics.ts
import { metricId } from "../../model/metric.js";
import { watchedAmount, watchedRatio } from "../watched.js";
var BYTES = { ...watchedRatio("bytes", 250, 0.05), kind: "exact" };
var COUNT = { ...watchedAmount("count", 0, 0), kind: "exact", role: "gate" };
var DEFINITIONS = {
  /** Of the body, before any content encoding, an answer. */
  bytes: { ...BYTES, role: "gate" },
  /** Of the body as it is sent to who takes gzip and brotli: another level of compression is a choice, not a fault. */
  compressed: BYTES,
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
