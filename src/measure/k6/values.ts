/** From one run's fold to one value a metric, for one slot. Pure. */
import type { Metric, MetricId } from "../../model/metric.ts";
import type { Slot, Value } from "../../model/series.ts";
import type { Aggregate } from "./fold/aggregate.ts";
import type { Cell } from "./fold/cells.ts";
import type { Fold } from "./fold/folder.ts";
import type { Histogram } from "./fold/histogram.ts";
import { CHECK, customMetric, ERROR_RATE, k6Metric, LATENCIES, type LatencyName } from "./metrics.ts";

export interface RunValue {
  readonly metric: Metric;
  /** null: too few samples in this run for this statistic. */
  readonly value: Value;
  /** Samples that the value stands on. */
  readonly samples: number;
}

export interface ValuesInput {
  readonly fold: Fold;
  readonly slot: Slot;
  /** Scenario, as k6 names it, to the label in ids. */
  readonly label: (scenario: string) => string;
  /** Seconds that were measured: what counters are divided by. */
  readonly seconds: number;
}

/** All values of one slot. Custom metrics are those that k6 does not make itself. */
export function valuesOf(input: ValuesInput): ReadonlyMap<MetricId, RunValue> {
  const values = new Map<MetricId, RunValue>();
  const put = (metric: Metric, value: Value, samples: number) => values.set(metric.id, { metric, value, samples });
  const times = new Set(input.fold.metrics.filter(({ contains }) => contains === "time").map(({ name }) => name));
  for (const cells of bySubject(input.fold.cells.filter(({ slot, other }) => slot === input.slot && !other))) {
    const { scenario, method, name, check, metric } = cells[0]!;
    const label = input.label(scenario ?? "");
    const aggregate = cells[0]!.aggregate;
    // Many name their requests with the method already.
    const endpoint = `${label}: ${name?.startsWith(`${method} `) ? name : `${method} ${name}`}`;
    if (metric === "http_req_duration") {
      const expected = cells.find((cell) => cell.expected !== false)?.aggregate;
      if (expected?.kind === "trend") putLatencies(endpoint, expected, put);
    } else if (metric === "http_req_failed" && aggregate.kind === "rate") {
      put(k6Metric("error-rate", endpoint, ERROR_RATE), counted(aggregate), aggregate.total);
    } else if (metric === "checks" && aggregate.kind === "rate") {
      const passed = counted(aggregate);
      const failed = { events: passed.total - passed.events, total: passed.total };
      put(k6Metric("check", `${label}: ${check}`, CHECK), failed, failed.total);
    } else if (!isBuiltIn(metric)) {
      const definition = customMetric(aggregate.kind, times.has(metric));
      const { value, samples } = customValue(aggregate, times.has(metric), input.seconds);
      put(k6Metric(metric, label, definition), value, samples);
    }
  }
  return values;
}

/** The cells of one metric and subject: one, or two where expected responses are told apart from others. */
function bySubject(cells: readonly Cell[]): Iterable<readonly Cell[]> {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = [cell.metric, cell.scenario, cell.method, cell.name, cell.check].join("\0");
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return groups.values();
}

function putLatencies(
  endpoint: string,
  histogram: Histogram,
  put: (metric: Metric, value: Value, samples: number) => void,
): void {
  const { count } = histogram;
  const statistic: Readonly<Record<LatencyName, () => number>> = {
    "latency-tm95": () => histogram.trimmedMean(0.95),
    "latency-p50": () => histogram.quantile(0.5),
    "latency-p95": () => histogram.quantile(0.95),
    "latency-p99": () => histogram.quantile(0.99),
  };
  for (const name of Object.keys(LATENCIES) as LatencyName[]) {
    const { definition, least } = LATENCIES[name];
    put(k6Metric(name, endpoint, definition), count >= least ? statistic[name]() : null, count);
  }
}

function counted({ events, total }: { events: number; total: number }): { events: number; total: number } {
  return { events, total };
}

function customValue(aggregate: Aggregate, isTime: boolean, seconds: number): { value: Value; samples: number } {
  switch (aggregate.kind) {
    case "trend":
      return { value: isTime ? aggregate.trimmedMean(0.95) : aggregate.mean, samples: aggregate.count };
    case "rate":
      return { value: counted(aggregate), samples: aggregate.total };
    case "counter":
      return { value: aggregate.sum / seconds, samples: aggregate.count };
    case "gauge":
      return { value: aggregate.sum / aggregate.count, samples: aggregate.count };
  }
}

/** What k6 and our driver emit by themselves. The joint ones (iterations, data) cannot be told apart a side. */
function isBuiltIn(metric: string): boolean {
  return (
    /^(http_req|iteration|dropped_iterations|vus|data_|group_duration|checks|weighbridge_|ws_|grpc_|browser_|webrtc_)/.test(
      metric,
    ) || metric === "vus_max"
  );
}
