// src/measure/k6/values.ts
import { CHECK, customMetric, ERROR_RATE, k6Metric, LATENCIES } from "./metrics.js";
function valuesOf(input) {
  const values = /* @__PURE__ */ new Map();
  const put = (metric, value, samples) => values.set(metric.id, { metric, value, samples });
  const times = new Set(input.fold.metrics.filter(({ contains }) => contains === "time").map(({ name }) => name));
  for (const cells of bySubject(input.fold.cells.filter(({ slot, other }) => slot === input.slot && !other))) {
    const { scenario, method, name, check, metric } = cells[0];
    const label = input.label(scenario ?? "");
    const aggregate = cells[0].aggregate;
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
function bySubject(cells) {
  const groups = /* @__PURE__ */ new Map();
  for (const cell of cells) {
    const key = [cell.metric, cell.scenario, cell.method, cell.name, cell.check].join("\0");
    groups.set(key, [...groups.get(key) ?? [], cell]);
  }
  return groups.values();
}
function putLatencies(endpoint, histogram, put) {
  const { count } = histogram;
  const statistic = {
    "latency-tm95": () => histogram.trimmedMean(0.95),
    "latency-p50": () => histogram.quantile(0.5),
    "latency-p95": () => histogram.quantile(0.95),
    "latency-p99": () => histogram.quantile(0.99)
  };
  for (const name of Object.keys(LATENCIES)) {
    const { definition, least } = LATENCIES[name];
    put(k6Metric(name, endpoint, definition), count >= least ? statistic[name]() : null, count);
  }
}
function counted({ events, total }) {
  return { events, total };
}
function customValue(aggregate, isTime, seconds) {
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
function isBuiltIn(metric) {
  return /^(http_req|iteration|dropped_iterations|vus|data_|group_duration|checks|weighbridge_|ws_|grpc_|browser_|webrtc_)/.test(
    metric
  ) || metric === "vus_max";
}
export {
  valuesOf
};
