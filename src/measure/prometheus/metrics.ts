/** What a metric of Prometheus' becomes here: its unit by the suffix that its name has by custom, its scale, its id. Pure. */
import { type Metric, metricId, type Unit } from "../../model/metric.ts";
import { asName } from "../subject.ts";

/** Base units have a suffix (prometheus.io/docs/practices/naming); `factor` takes them to ours. */
const SUFFIXES = [
  { suffix: /_seconds$/, unit: "ms", factor: 1000 },
  { suffix: /_(?:milliseconds|ms)$/, unit: "ms", factor: 1 },
  { suffix: /_bytes$/, unit: "bytes", factor: 1 },
  { suffix: /_ratio$/, unit: "fraction", factor: 1 },
] as const satisfies readonly { suffix: RegExp; unit: Unit; factor: number }[];

/** `otherwise`: the unit where the name tells none. */
export function scaleOf(name: string, otherwise: Unit): { readonly unit: Unit; readonly factor: number } {
  const stem = name.replace(/_total$/, "");
  return SUFFIXES.find(({ suffix }) => suffix.test(stem)) ?? { unit: otherwise, factor: 1 };
}

/** What is told of a metric, and the change of it that its promise is about. */
const DETECT = { mean: 0.05, max: 0.15, p50: 0.05, p95: 0.15, p99: 0.3 } as const;

/** request: of a counter, a request. rate: of a counter, a second. count: of a distribution's values, a request. */
export type Told = "request" | "rate" | "count" | keyof typeof DETECT;

export interface Named {
  readonly name: string;
  readonly labels: string;
  /** The exporter's name; null: of the target itself. */
  readonly exporter: string | null;
}

/** `prometheus/http_requests_total@method="GET"`, `prometheus/db_query_seconds-p95@target`. Watched: only their author knows their worth. */
export function prometheusMetric({ name, labels, exporter }: Named, told: Told, unit: Unit): Metric {
  const subject = [exporter ?? "", labels].filter((part) => part !== "").join(": ") || "target";
  const shared = {
    id: metricId({
      collector: "prometheus",
      metric: asName(told === "request" ? name : `${name}-${told}`),
      subject: asName(subject),
    }),
    unit,
    better: "lower",
    kind: "sampled",
    role: "watch",
  } as const;
  const hasRatio = unit === "ms" || unit === "bytes";
  // Counts and levels may be zero: no ratio. What change of them matters, only their author can say.
  if (told === "request" || told === "rate" || told === "count" || !hasRatio)
    return { ...shared, scale: "difference", tolerate: { relative: 0, absolute: 0 }, detect: 0 };
  const absolute = unit === "ms" ? 0.1 : 0;
  return { ...shared, scale: "ratio", tolerate: { relative: 0.02, absolute }, detect: DETECT[told] };
}
