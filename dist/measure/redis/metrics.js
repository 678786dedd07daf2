// src/measure/redis/metrics.ts
import { metricId } from "../../model/metric.js";
import { asName } from "../subject.js";
import { TARGET } from "../watched.js";
import { COMMANDS, HITS, MISSES } from "./request.js";
var counted = {
  unit: "count",
  kind: "exact",
  scale: "difference",
  // One command more in a hundred requests.
  tolerate: { relative: 0, absolute: 0.01 },
  detect: 0.05
};
var sampled = {
  unit: "count",
  kind: "sampled",
  scale: "difference",
  better: "lower",
  role: "watch",
  detect: 0.1,
  tolerate: { relative: 0, absolute: 0.05 }
};
var DEFINITIONS = {
  /** A cache that is asked for more than before costs round trips. One that finds less is seen by hits and misses. */
  [COMMANDS]: { ...counted, better: "lower", role: "gate" },
  [HITS]: { ...counted, better: "higher", role: "watch" },
  [MISSES]: { ...counted, better: "lower", role: "watch" }
};
var UNDER_LOAD = {
  "hit-ratio": {
    unit: "fraction",
    kind: "rate",
    scale: "difference",
    better: "higher",
    role: "watch",
    tolerate: { relative: 0, absolute: 0.01 },
    detect: 0.05
  },
  commands: sampled,
  evicted: sampled,
  expired: sampled,
  "slow-commands": { ...sampled, tolerate: { relative: 0, absolute: 1 }, detect: 1 },
  clients: { ...sampled, tolerate: { relative: 0, absolute: 1 }, detect: 1 },
  memory: {
    unit: "bytes",
    kind: "sampled",
    scale: "ratio",
    better: "lower",
    role: "watch",
    tolerate: { relative: 0.02, absolute: 1e5 },
    detect: 0.05
  }
};
var OF_ENDPOINTS = [COMMANDS, HITS, MISSES];
function endpointReading(metric, endpoint, value) {
  return { metric: { id: idOf(metric, endpoint), ...DEFINITIONS[metric] }, value };
}
function loadReadings(values) {
  const entries = Object.entries(UNDER_LOAD);
  return entries.map(([metric, definition]) => ({
    metric: { id: idOf(metric, TARGET), ...definition },
    value: values?.[metric] ?? null
  }));
}
function idOf(metric, subject) {
  return metricId({ collector: "redis", metric, subject: asName(subject) });
}
export {
  OF_ENDPOINTS,
  endpointReading,
  idOf,
  loadReadings
};
