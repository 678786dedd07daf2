/** The metrics of an endpoint's answers. Pure. */
import { type Metric, metricId } from "../../model/metric.ts";
import { type Definition, watchedAmount, watchedRatio } from "../watched.ts";

const BYTES: Definition = { ...watchedRatio("bytes", 250, 0.05), kind: "exact" };
const COUNT: Definition = { ...watchedAmount("count", 0, 0), kind: "exact", role: "gate" };

const DEFINITIONS = {
  /** Of the body, before any content encoding, an answer. */
  bytes: { ...BYTES, role: "gate" },
  /** Of the body as it is sent to who takes gzip and brotli: another level of compression is a choice, not a fault. */
  compressed: BYTES,
  /** Requests of one that are led elsewhere. */
  redirects: COUNT,
  /** Requests of one that asked again for what the iteration had. */
  repeated: COUNT,
} as const;

/** `subject`: the endpoint, as answers name it. */
export function httpMetric(metric: keyof typeof DEFINITIONS, subject: string): Metric {
  return { id: metricId({ collector: "http", metric, subject }), ...DEFINITIONS[metric] };
}
