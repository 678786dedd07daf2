// src/measure/bundle/parse.ts
import { metricId } from "../../model/metric.js";
import { asName } from "../subject.js";
var KINDS = ["raw", "gzip", "brotli"];
function toSeries(subjects) {
  return subjects.flatMap(
    (subject) => KINDS.map((kind) => ({
      kind: "exact",
      metric: metricOf(kind, subject),
      base: subject.sizes.base?.[kind] ?? null,
      head: subject.sizes.head?.[kind] ?? null
    }))
  );
}
function differingIn(subject) {
  const { base, head } = subject.sizes;
  if (!base || !head) return [];
  return KINDS.filter((kind) => base[kind] !== head[kind]).map((kind) => ({ kind, id: idOf(kind, subject) }));
}
function idOf(kind, subject) {
  return metricId({ collector: "bundle", metric: kind, subject: asName(subject.name) });
}
function metricOf(kind, subject) {
  const gates = kind === "gzip" && (subject.of === "total" || subject.of === "entry");
  return {
    id: idOf(kind, subject),
    unit: "bytes",
    better: "lower",
    kind: "exact",
    scale: "ratio",
    role: gates ? "gate" : "watch",
    tolerate: { relative: 0.02, absolute: 250 },
    detect: 0.05
  };
}
export {
  differingIn,
  toSeries
};
