// src/measure/redis/metrics.ts
import { metricId } from "../../model/metric.js";
import { asName } from "../subject.js";
import { TARGET, watchedAmount, watchedRatio } from "../watched.js";
import { COMMANDS, HITS, MISSES } from "./request.js";
var COUNTED = { ...watchedAmount("count", 0.01, 0.05), kind: "exact" };
var SAMPLED = watchedAmount("count", 0.05, 0.1);
var DEFINITIONS = {
  /** A cache that is asked for more than before costs round trips. One that finds less is seen by hits and misses. */
  [COMMANDS]: { ...COUNTED, role: "gate" },
  [HITS]: { ...COUNTED, better: "higher" },
  [MISSES]: COUNTED
};
var UNDER_LOAD = {
  "hit-ratio": { ...watchedAmount("fraction", 0.01, 0.05), kind: "rate", better: "higher" },
  commands: SAMPLED,
  evicted: SAMPLED,
  expired: SAMPLED,
  "slow-commands": watchedAmount("count", 1, 1),
  clients: watchedAmount("count", 1, 1),
  memory: watchedRatio("bytes", 1e5, 0.05)
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
