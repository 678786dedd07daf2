// src/measure/browser/metrics.ts
import { metricId } from "../../model/metric.js";
import { asName } from "../subject.js";
var time = (absolute, detect) => ({
  unit: "ms",
  better: "lower",
  kind: "sampled",
  scale: "ratio",
  role: "watch",
  tolerate: { relative: 0.02, absolute },
  detect
});
var difference = (unit, absolute, detect) => ({
  unit,
  better: "lower",
  kind: "sampled",
  scale: "difference",
  role: "watch",
  tolerate: { relative: 0, absolute },
  detect
});
var BYTES = {
  unit: "bytes",
  better: "lower",
  kind: "sampled",
  scale: "ratio",
  role: "watch",
  tolerate: { relative: 0.02, absolute: 250 },
  detect: 0.05
};
var DEFINITIONS = {
  lcp: time(30, 0.1),
  fcp: time(30, 0.1),
  ttfb: time(1, 0.1),
  inp: time(8, 0.2),
  cls: difference("number", 0.01, 0.05),
  dns: difference("ms", 1, 5),
  connect: difference("ms", 1, 5),
  "dom-loaded": time(30, 0.1),
  load: time(30, 0.1),
  complete: time(30, 0.1),
  "long-tasks": difference("count", 0, 1),
  "long-task-time": difference("ms", 20, 50),
  requests: difference("count", 0, 1)
};
var MARK = time(1, 0.1);
function browserMetric(name, page) {
  const definition = Object.hasOwn(DEFINITIONS, name) ? DEFINITIONS[name] : name.startsWith("measure-") ? MARK : BYTES;
  return { id: metricId({ collector: "browser", metric: name, subject: asName(page) }), ...definition };
}
export {
  browserMetric
};
