/** The metrics that a visit of a page gives. Pure. */
import { type Metric, metricId } from "../../model/metric.ts";
import { asName } from "../subject.ts";
import { type Definition, watchedAmount, watchedRatio } from "../watched.ts";

/** Watched all: a visit is noisy, and each gating metric takes power from the others. */
const time = (absolute: number, detect: number) => watchedRatio("ms", absolute, detect);
const BYTES = watchedRatio("bytes", 250, 0.05);

const DEFINITIONS: Readonly<Record<string, Definition>> = {
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
  requests: watchedAmount("count", 0, 1),
};

const MARK = time(1, 0.1);

/** `name`: one of those above, `bytes`, those of a type as `font-bytes`, or `measure-` with a name of the page's own. */
export function browserMetric(name: string, page: string): Metric {
  const definition = Object.hasOwn(DEFINITIONS, name) ? DEFINITIONS[name]! : name.startsWith("measure-") ? MARK : BYTES;
  return { id: metricId({ collector: "browser", metric: name, subject: asName(page) }), ...definition };
}
