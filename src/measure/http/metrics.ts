/** The metrics of an endpoint's answers. Pure. */
import { type Metric, metricId } from "../../model/metric.ts";

const bytes = (role: Metric["role"]): Omit<Metric, "id"> => ({
  unit: "bytes",
  better: "lower",
  kind: "exact",
  scale: "ratio",
  role,
  tolerate: { relative: 0.02, absolute: 250 },
  detect: 0.05,
});

const COUNT: Omit<Metric, "id"> = {
  unit: "count",
  better: "lower",
  kind: "exact",
  scale: "difference",
  role: "gate",
  tolerate: { relative: 0, absolute: 0 },
  detect: 0,
};

const DEFINITIONS = {
  /** Of the body, before any content encoding, an answer. */
  bytes: bytes("gate"),
  /** Of the body as it is sent to who takes gzip and brotli: another level of compression is a choice, not a fault. */
  compressed: bytes("watch"),
  /** Requests of one that are led elsewhere. */
  redirects: COUNT,
  /** Requests of one that asked again for what the iteration had. */
  repeated: COUNT,
} as const;

/** `subject`: the endpoint, as answers name it. */
export function httpMetric(metric: keyof typeof DEFINITIONS, subject: string): Metric {
  return { id: metricId({ collector: "http", metric, subject }), ...DEFINITIONS[metric] };
}
