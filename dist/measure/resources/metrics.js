// src/measure/resources/metrics.ts
import { metricId } from "../../model/metric.js";
var TARGET = "target";
var ratio = (unit, absolute, detect) => ({
  unit,
  scale: "ratio",
  tolerate: { relative: 0.02, absolute },
  detect
});
var amount = (unit, absolute, detect) => ({
  unit,
  scale: "difference",
  tolerate: { relative: 0, absolute },
  detect
});
var METRICS = {
  cpu: ratio("ms", 0.02, 0.05),
  "memory-peak": ratio("bytes", 1e6, 0.1),
  "memory-end": ratio("bytes", 1e6, 0.1),
  growth: amount("bytes", 500, 2e3),
  "minor-faults": amount("count", 1, 5),
  "major-faults": amount("count", 0.01, 0.1),
  "voluntary-switches": amount("count", 1, 5),
  "involuntary-switches": amount("count", 1, 5),
  "disk-read": amount("bytes", 100, 1e3),
  "disk-written": amount("bytes", 100, 1e3),
  network: amount("bytes", 100, 1e3),
  threads: amount("count", 1, 4),
  files: amount("count", 2, 10)
};
function readingsOf(used) {
  const { requests, counts, network, growth } = used;
  const values = {
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
    files: used.files
  };
  return Object.entries(values).filter(([, value]) => value !== null).map(([metric, value]) => ({ metric: resourcesMetric(metric), value }));
}
function resourcesMetric(metric) {
  const id = metricId({ collector: "resources", metric, subject: TARGET });
  return { id, better: "lower", kind: "sampled", role: "watch", ...METRICS[metric] };
}
export {
  TARGET,
  readingsOf
};
