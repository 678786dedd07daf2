// src/measure/browser/metrics.ts
import { metricId } from "../../model/metric.js";
import { asName } from "../subject.js";
import { watchedAmount, watchedRatio } from "../watched.js";
var time = (absolute, detect) => watchedRatio("ms", absolute, detect);
var BYTES = watchedRatio("bytes", 250, 0.05);
var DEFINITIONS = {
  lcp: time(30, 0.1),
  fcp: time(30, 0.1),
  ttfb: time(1, 0.1),
  inp: time(8, 0.2),
  cls: watchedAmount("number", 0.01, 0.05),
  dns: watchedAmount("ms", 1, 5),
  connect: watchedAmount("ms", 1, 5),
  "dom-loaded": time(30, 0.1),
  load: time(30, 0.1),
  complete: time(30, 0.1),
  "long-tasks": watchedAmount("count", 0, 1),
  "long-task-time": watchedAmount("ms", 20, 50),
  requests: watchedAmount("count", 0, 1)
};
var MARK = time(1, 0.1);
function browserMetric(name, page) {
  const definition = Object.hasOwn(DEFINITIONS, name) ? DEFINITIONS[name] : name.startsWith("measure-") ? MARK : BYTES;
  return { id: metricId({ collector: "browser", metric: name, subject: asName(page) }), ...definition };
}
export {
  browserMetric
};
