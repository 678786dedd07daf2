// src/measure/resources/metrics.ts
import { metricId } from "../../model/metric.js";
import { TARGET, watchedAmount, watchedRatio } from "../watched.js";
var METRICS = {
  cpu: watchedRatio("ms", 0.02, 0.05),
  "memory-peak": watchedRatio("bytes", 1e6, 0.1),
  "memory-end": watchedRatio("bytes", 1e6, 0.1),
  growth: watchedAmount("bytes", 500, 2e3),
  "minor-faults": watchedAmount("count", 1, 5),
  "major-faults": watchedAmount("count", 0.01, 0.1),
  "voluntary-switches": watchedAmount("count", 1, 5),
  "involuntary-switches": watchedAmount("count", 1, 5),
  "disk-read": watchedAmount("bytes", 100, 1e3),
  "disk-written": watchedAmount("bytes", 100, 1e3),
  network: watchedAmount("bytes", 100, 1e3),
  threads: watchedAmount("count", 1, 4),
  files: watchedAmount("count", 2, 10)
};
function readingsOf(used) {
  const { requests, counts, network, growth, storage } = used;
  const values = {
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
    files: used.files
  };
  return Object.entries(values).filter(([, value]) => value !== null).map(([metric, value]) => ({ metric: resourcesMetric(metric), value }));
}
function resourcesMetric(metric) {
  const id = metricId({ collector: "resources", metric, subject: TARGET });
  return { id, ...METRICS[metric] };
}
export {
  readingsOf
};
