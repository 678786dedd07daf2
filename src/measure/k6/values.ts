/** From one run's fold to one value a metric, for one slot. Pure. */
import type { Metric, MetricId } from "../../model/metric.ts";
import type { Slot, Value } from "../../model/series.ts";
import { checkSubject, endpointSubject } from "./endpoint.ts";
import { type Aggregate, mergeAggregates } from "./fold/aggregate.ts";
import type { Cell } from "./fold/cells.ts";
import type { Histogram } from "./fold/histogram.ts";
import type { Fold } from "./fold/shapes.ts";
import { CHECK, customMetric, ERROR_RATE, k6Metric, LATENCIES, type LatencyName, watched } from "./metrics.ts";

export interface RunValue {
  readonly metric: Metric;
  /** null: too few samples in this run for this statistic. */
  readonly value: Value;
  /** Samples that the value stands on. */
  readonly samples: number;
  /** The value of a run in which the metric does not appear: 0 for a counter, else null. */
  readonly ifAbsent: 0 | null;
}

export interface ValuesInput {
  readonly fold: Fold;
  readonly slot: Slot;
  /** Scenario, as k6 names it, to the label in ids. */
  readonly label: (scenario: string) => string;
  /** Seconds that were measured: what counters are divided by. */
  readonly seconds: number;
  /** Whether an endpoint or a check is weighed by itself, and not with all others of its scenario. */
  readonly tells: (cell: Cell) => boolean;
}

/** What a cell of the fold is about; cells of the same kind, name and subject are one. */
interface Topic {
  readonly kind: "latency" | "failed" | "check" | "custom";
  readonly name: string;
  readonly subject: string;
  /** Many endpoints or checks together, of which each round has others. */
  readonly isMixed: boolean;
}

/** All values of one slot. Custom metrics are those that k6 does not make itself. */
export function valuesOf({ fold, slot, label, seconds, tells }: ValuesInput): ReadonlyMap<MetricId, RunValue> {
  const times = new Set(fold.metrics.filter(({ contains }) => contains === "time").map(({ name }) => name));
  const topics = new Map<string, { topic: Topic; aggregate: Aggregate }>();
  for (const cell of fold.cells) {
    const topic = cell.slot === slot ? topicOf(cell, label, !cell.other && tells(cell)) : undefined;
    if (!topic) continue;
    const key = JSON.stringify(topic);
    const known = topics.get(key);
    // A custom metric may be told apart by tags that ids do not show: it is one metric still.
    topics.set(key, { topic, aggregate: known ? mergeAggregates(known.aggregate, cell.aggregate) : cell.aggregate });
  }
  const values = [...topics.values()].flatMap(({ topic, aggregate }) =>
    valuesOn(topic, aggregate, times.has(topic.name), seconds),
  );
  return new Map(values.map((value) => [value.metric.id, value]));
}

function topicOf(cell: Cell, labelOf: ValuesInput["label"], isTold: boolean): Topic | undefined {
  const { scenario, metric: of, expected } = cell;
  const label = labelOf(scenario ?? "");
  const endpoint = isTold ? endpointSubject(cell, labelOf) : `${label}: other endpoints`;
  if (of === "http_req_duration")
    return expected === false ? undefined : { kind: "latency", name: of, subject: endpoint, isMixed: !isTold };
  if (of === "http_req_failed") return { kind: "failed", name: of, subject: endpoint, isMixed: !isTold };
  if (of === "checks") {
    const subject = isTold ? checkSubject(cell, labelOf) : `${label}: other checks`;
    return { kind: "check", name: of, subject, isMixed: !isTold };
  }
  return isBuiltIn(of) ? undefined : { kind: "custom", name: of, subject: label, isMixed: false };
}

function valuesOn(
  { kind, name, subject, isMixed }: Topic,
  all: Aggregate,
  isTime: boolean,
  seconds: number,
): readonly RunValue[] {
  if (kind === "latency") return all.kind === "trend" ? latencies(subject, all, isMixed) : [];
  if (kind === "custom") {
    const metric = k6Metric(name, subject, customMetric(all.kind, isTime));
    return [{ metric, ...customValue(all, isTime, seconds), ifAbsent: all.kind === "counter" ? 0 : null }];
  }
  if (all.kind !== "rate") return [];
  const { events, total } = all;
  if (kind === "failed") {
    return [
      { metric: k6Metric("error-rate", subject, ERROR_RATE), value: { events, total }, samples: total, ifAbsent: null },
    ];
  }
  // k6 counts what passed; what failed is what must not grow.
  const failed = { events: total - events, total };
  return [{ metric: k6Metric("check", subject, CHECK), value: failed, samples: total, ifAbsent: null }];
}

function latencies(endpoint: string, histogram: Histogram, isMixed: boolean): readonly RunValue[] {
  const { count } = histogram;
  const statistic: Readonly<Record<LatencyName, () => number>> = {
    "latency-tm95": () => histogram.trimmedMean(0.95),
    "latency-p50": () => histogram.quantile(0.5),
    "latency-p95": () => histogram.quantile(0.95),
    "latency-p99": () => histogram.quantile(0.99),
  };
  return (Object.keys(LATENCIES) as LatencyName[]).map((name) => {
    const { definition, least } = LATENCIES[name];
    const metric = k6Metric(name, endpoint, isMixed ? watched(definition) : definition);
    return { metric, value: count >= least ? statistic[name]() : null, samples: count, ifAbsent: null };
  });
}

function customValue(all: Aggregate, isTime: boolean, seconds: number): Pick<RunValue, "value" | "samples"> {
  switch (all.kind) {
    case "trend":
      return { value: isTime ? all.trimmedMean(0.95) : all.mean, samples: all.count };
    case "rate":
      return { value: { events: all.events, total: all.total }, samples: all.total };
    case "counter":
      return { value: all.sum / seconds, samples: all.count };
    case "gauge":
      return { value: all.sum / all.count, samples: all.count };
  }
}

/** What k6 and our driver emit by themselves. The joint ones (JOINT in limits.ts) cannot be told apart a side. */
function isBuiltIn(metric: string): boolean {
  return /^(http_req|iteration|dropped_iterations$|vus$|vus_max$|data_|group_duration$|weighbridge_|ws_|grpc_|browser_|webrtc_)/.test(
    metric,
  );
}
