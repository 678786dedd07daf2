// src/measure/prometheus/metrics.ts
import { metricId } from "../../model/metric.js";
import { asName } from "../subject.js";
var SUFFIXES = [
  { suffix: /_seconds$/, unit: "ms", factor: 1e3 },
  { suffix: /_(?:milliseconds|ms)$/, unit: "ms", factor: 1 },
  { suffix: /_bytes$/, unit: "bytes", factor: 1 },
  { suffix: /_ratio$/, unit: "fraction", factor: 1 }
];
function scaleOf(name, otherwise) {
  const stem = name.replace(/_total$/, "");
  return SUFFIXES.find(({ suffix }) => suffix.test(stem)) ?? { unit: otherwise, factor: 1 };
}
var DETECT = { mean: 0.05, max: 0.15, p50: 0.05, p95: 0.15, p99: 0.3 };
var DETECT_FLOW = 0.05;
var DETECT_PER_TOLERATE = 2.5;
var LOWER = /(?:^|_)(?:errors?|failures?|failed|exceptions?|timeouts?|rejected|dropped|misses|evictions|latency|duration|delay|lag)(?:_|$)/;
var HIGHER = /(?:^|_)(?:hits?|available|availability)(?:_|$)/;
function betterOf(name) {
  const [, stem, told] = /^(.*?)(?:-(rate|count|mean|max|p50|p95|p99))?$/su.exec(name);
  if (told === "count") return null;
  const isLower = LOWER.test(stem) || told?.startsWith("p") === true && /_(?:seconds|milliseconds|ms)$/.test(stem);
  const isHigher = HIGHER.test(stem);
  return isLower === isHigher ? null : isLower ? "lower" : "higher";
}
function prometheusMetric({ name, labels, exporter }, told, unit) {
  const subject = [exporter ?? "", labels].filter((part) => part !== "").join(": ") || "target";
  const metric = asName(told === "request" ? name : `${name}-${told}`);
  const shared = {
    id: metricId({ collector: "prometheus", metric, subject: asName(subject) }),
    unit,
    better: betterOf(metric),
    kind: "sampled",
    role: "watch"
  };
  const hasRatio = unit === "ms" || unit === "bytes";
  const isFlow = told === "request" || told === "rate" || told === "count";
  if (isFlow || !hasRatio) {
    const relative = (isFlow ? DETECT_FLOW : DETECT[told]) / DETECT_PER_TOLERATE;
    return { ...shared, scale: "difference", tolerate: { relative, absolute: 0 }, detect: 0 };
  }
  const absolute = unit === "ms" ? 0.1 : 0;
  return { ...shared, scale: "ratio", tolerate: { relative: 0.02, absolute }, detect: DETECT[told] };
}
export {
  betterOf,
  prometheusMetric,
  scaleOf
};
