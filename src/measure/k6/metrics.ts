/** The metrics that a k6 round gives, and what each is worth by default. Pure. */
import { type Metric, metricId } from "../../model/metric.ts";
import { asName } from "../subject.ts";

type Definition = Omit<Metric, "id">;

const latency = (role: Metric["role"], detect: number): Definition => ({
  unit: "ms",
  better: "lower",
  kind: "sampled",
  scale: "ratio",
  role,
  // A tenth of a millisecond is nobody's complaint, however sure it is.
  tolerate: { relative: 0.02, absolute: 0.1 },
  detect,
});

const share = (role: Metric["role"]): Definition => ({
  unit: "fraction",
  better: "lower",
  kind: "rate",
  scale: "difference",
  role,
  tolerate: { relative: 0, absolute: 0.001 },
  detect: 0.005,
});

/** `least`: the samples that a run must have for the statistic to mean anything. */
export const LATENCIES = {
  /** Mean of the fastest 95 %: quieter than the median, and it sees a change that hits a third of the requests. */
  "latency-tm95": { definition: latency("gate", 0.05), least: 20 },
  "latency-p50": { definition: latency("watch", 0.05), least: 20 },
  "latency-p95": { definition: latency("watch", 0.15), least: 100 },
  "latency-p99": { definition: latency("watch", 0.3), least: 500 },
} as const;

/** Of many endpoints together: how long they take depends on which of them a round happened to ask for. */
export function watched(definition: Definition): Definition {
  if (definition.role !== "gate") return definition;
  return { ...definition, role: "watch", roleReason: "many endpoints together, and each round asks for others" };
}

export type LatencyName = keyof typeof LATENCIES;

export const ERROR_RATE = share("gate");
export const CHECK = share("watch");

/** Samples a side and round that latency needs to gate by default. */
export const SAMPLES_TO_GATE = 200;

/** A metric of the script's own, always watched: nobody but its author knows what it may do, nor which way unless it is a time. */
export function customMetric(kind: "trend" | "rate" | "counter" | "gauge", isTime: boolean): Definition {
  if (kind === "rate") return { ...share("watch"), better: null };
  if (isTime) return latency("watch", 0.05);
  const number = { unit: "number", better: null, kind: "sampled", role: "watch" } as const;
  // A counter may be zero (errors, retries): no ratio. What change of it matters, only its author can say.
  if (kind === "counter") return { ...number, scale: "difference", tolerate: { relative: 0, absolute: 0 }, detect: 0 };
  return { ...number, scale: "ratio", tolerate: { relative: 0.02, absolute: 0 }, detect: 0.05 };
}

/** k6's metric ids: `k6/latency-tm95@checkout: GET /cart`. */
export function k6Metric(metric: string, subject: string, definition: Definition): Metric {
  // A custom metric's name holds letters, digits and _ only (k6 refuses others), so nothing needs escaping.
  return { id: metricId({ collector: "k6", metric, subject: asName(subject) }), ...definition };
}
