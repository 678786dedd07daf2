/** What a metric of Prometheus' becomes here: its unit and direction by the words that its name has by custom, its scale, its id. Pure. */
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
const DETECT_FLOW = 0.05;
/** As elsewhere 5 % is to 2 %. */
const DETECT_PER_TOLERATE = 2.5;

const LOWER =
  /(?:^|_)(?:errors?|failures?|failed|exceptions?|timeouts?|rejected|dropped|misses|evictions|latency|duration|delay|lag)(?:_|$)/;
const HIGHER = /(?:^|_)(?:hits?|available|availability)(?:_|$)/;

/**
 * Which way is better, where the name leaves no doubt; null where it does. `name` is the part of an id before `@`, or of a glob
 * over ids. Quantiles in seconds are of durations; how often one is counted says nothing.
 */
export function betterOf(name: string): Metric["better"] {
  const [, stem, told] = /^(.*?)(?:-(rate|count|mean|max|p50|p95|p99))?$/su.exec(name)!;
  if (told === "count") return null;
  const isLower = LOWER.test(stem!) || (told?.startsWith("p") === true && /_(?:seconds|milliseconds|ms)$/.test(stem!));
  const isHigher = HIGHER.test(stem!);
  return isLower === isHigher ? null : isLower ? "lower" : "higher";
}

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
  const metric = asName(told === "request" ? name : `${name}-${told}`);
  const shared = {
    id: metricId({ collector: "prometheus", metric, subject: asName(subject) }),
    unit,
    better: betterOf(metric),
    kind: "sampled",
    role: "watch",
  } as const;
  const hasRatio = unit === "ms" || unit === "bytes";
  const isFlow = told === "request" || told === "rate" || told === "count";
  // Counts and levels may be zero: no ratio of them, but a share of what base has.
  if (isFlow || !hasRatio) {
    const relative = (isFlow ? DETECT_FLOW : DETECT[told]) / DETECT_PER_TOLERATE;
    return { ...shared, scale: "difference", tolerate: { relative, absolute: 0 }, detect: 0 };
  }
  const absolute = unit === "ms" ? 0.1 : 0;
  return { ...shared, scale: "ratio", tolerate: { relative: 0.02, absolute }, detect: DETECT[told] };
}
