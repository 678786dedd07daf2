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
function prometheusMetric({ name, labels, exporter }, told, unit) {
  const subject = [exporter ?? "", labels].filter((part) => part !== "").join(": ") || "target";
  const shared = {
    id: metricId({
      collector: "prometheus",
      metric: asName(told === "request" ? name : `${name}-${told}`),
      subject: asName(subject)
    }),
    unit,
    better: "lower",
    kind: "sampled",
    role: "watch"
  };
  const hasRatio = unit === "ms" || unit === "bytes";
  if (told === "request" || told === "rate" || told === "count" || !hasRatio)
    return { ...shared, scale: "difference", tolerate: { relative: 0, absolute: 0 }, detect: 0 };
  const absolute = unit === "ms" ? 0.1 : 0;
  return { ...shared, scale: "ratio", tolerate: { relative: 0.02, absolute }, detect: DETECT[told] };
}
export {
  prometheusMetric,
  scaleOf
};
