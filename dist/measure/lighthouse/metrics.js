// src/measure/lighthouse/metrics.ts
import { metricId } from "../../model/metric.js";
import { asName } from "../subject.js";
import { watchedAmount, watchedRatio } from "../watched.js";
var time = (detect) => watchedRatio("ms", 30, detect);
var TIMINGS = {
  lcp: { audit: "largest-contentful-paint", definition: { ...time(0.1), role: "gate" } },
  fcp: { audit: "first-contentful-paint", definition: time(0.1) },
  tti: { audit: "interactive", definition: time(0.1) },
  "speed-index": { audit: "speed-index", definition: time(0.3) },
  "main-thread": { audit: "mainthread-work-breakdown", definition: time(0.2) },
  bootup: { audit: "bootup-time", definition: time(0.1) },
  tbt: { audit: "total-blocking-time", definition: watchedAmount("ms", 20, 50) },
  cls: { audit: "cumulative-layout-shift", definition: watchedAmount("number", 0.01, 0.05) }
};
var SCORE = { ...watchedAmount("number", 0.02, 0.05), better: "higher" };
var TIMING_NAMES = [...Object.keys(TIMINGS), "score"];
var TIMING_AUDITS = Object.values(TIMINGS).map(({ audit }) => audit);
var STEP_TIMINGS = {
  ...TIMINGS,
  inp: { audit: "interaction-to-next-paint", definition: time(0.2) }
};
var STEP_AUDITS = new Map(
  // Object.entries forgets what the keys are.
  Object.entries(STEP_TIMINGS).map(([name, { audit }]) => [audit, name])
);
var EXACT_AUDITS = {
  /** Requests and bytes a type of resource. */
  resources: "resource-summary",
  "unused-js": "unused-javascript",
  "unused-css": "unused-css-rules",
  /** Not a metric: what a page asked for, to see whether both sides answer alike. */
  requests: "network-requests",
  /** Not a metric: a rule is judged by it. */
  blocking: "render-blocking-resources"
};
function timingMetric(name, page) {
  return lighthouseMetric(name, page, name === "score" ? SCORE : TIMINGS[name].definition);
}
function stepMetric(name, flow, step) {
  return lighthouseMetric(name, `${flow}: ${step}`, { ...STEP_TIMINGS[name].definition, role: "watch" });
}
function exactMetric(name, page) {
  const definition = name.endsWith("requests") ? watchedAmount("count", 0, 1) : watchedRatio("bytes", 250, 0.05);
  return lighthouseMetric(name, page, { ...definition, kind: "exact" });
}
function varyingMetric(name, page) {
  return { ...exactMetric(name, page), kind: "sampled" };
}
function lighthouseMetric(metric, page, definition) {
  return { id: metricId({ collector: "lighthouse", metric, subject: asName(page) }), ...definition };
}
export {
  EXACT_AUDITS,
  STEP_AUDITS,
  TIMINGS,
  TIMING_AUDITS,
  TIMING_NAMES,
  exactMetric,
  stepMetric,
  timingMetric,
  varyingMetric
};
