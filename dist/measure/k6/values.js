// src/measure/k6/values.ts
import { checkSubject, endpointSubject } from "./endpoint.js";
import { mergeAggregates } from "./fold/aggregate.js";
import { CHECK, customMetric, ERROR_RATE, k6Metric, LATENCIES, watched } from "./metrics.js";
function valuesOf({ fold, slot, label, seconds, tells }) {
  const times = new Set(fold.metrics.filter(({ contains }) => contains === "time").map(({ name }) => name));
  const topics = /* @__PURE__ */ new Map();
  for (const cell of fold.cells) {
    const topic = cell.slot === slot ? topicOf(cell, label, !cell.other && tells(cell)) : void 0;
    if (!topic) continue;
    const key = JSON.stringify(topic);
    const known = topics.get(key);
    topics.set(key, { topic, aggregate: known ? mergeAggregates(known.aggregate, cell.aggregate) : cell.aggregate });
  }
  const values = [...topics.values()].flatMap(
    ({ topic, aggregate }) => valuesOn(topic, aggregate, times.has(topic.name), seconds)
  );
  return new Map(values.map((value) => [value.metric.id, value]));
}
function topicOf(cell, labelOf, isTold) {
  const { scenario, metric: of, expected } = cell;
  const label = labelOf(scenario ?? "");
  const endpoint = isTold ? endpointSubject(cell, labelOf) : `${label}: other endpoints`;
  if (of === "http_req_duration")
    return expected === false ? void 0 : { kind: "latency", name: of, subject: endpoint, isMixed: !isTold };
  if (of === "http_req_failed") return { kind: "failed", name: of, subject: endpoint, isMixed: !isTold };
  if (of === "checks") {
    const subject = isTold ? checkSubject(cell, labelOf) : `${label}: other checks`;
    return { kind: "check", name: of, subject, isMixed: !isTold };
  }
  return isBuiltIn(of) ? void 0 : { kind: "custom", name: of, subject: label, isMixed: false };
}
function valuesOn({ kind, name, subject, isMixed }, all, isTime, seconds) {
  if (kind === "latency") return all.kind === "trend" ? latencies(subject, all, isMixed) : [];
  if (kind === "custom") {
    const metric = k6Metric(name, subject, customMetric(all.kind, isTime));
    return [{ metric, ...customValue(all, isTime, seconds), ifAbsent: all.kind === "counter" ? 0 : null }];
  }
  if (all.kind !== "rate") return [];
  const { events, total } = all;
  if (kind === "failed") {
    return [
      { metric: k6Metric("error-rate", subject, ERROR_RATE), value: { events, total }, samples: total, ifAbsent: null }
    ];
  }
  const failed = { events: total - events, total };
  return [{ metric: k6Metric("check", subject, CHECK), value: failed, samples: total, ifAbsent: null }];
}
function latencies(endpoint, histogram, isMixed) {
  const { count } = histogram;
  const statistic = {
    "latency-tm95": () => histogram.trimmedMean(0.95),
    "latency-p50": () => histogram.quantile(0.5),
    "latency-p95": () => histogram.quantile(0.95),
    "latency-p99": () => histogram.quantile(0.99)
  };
  return Object.keys(LATENCIES).map((name) => {
    const { definition, least } = LATENCIES[name];
    const metric = k6Metric(name, endpoint, isMixed ? watched(definition) : definition);
    return { metric, value: count >= least ? statistic[name]() : null, samples: count, ifAbsent: null };
  });
}
function customValue(all, isTime, seconds) {
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
function isBuiltIn(metric) {
  return /^(http_req|iteration|dropped_iterations$|vus$|vus_max$|data_|group_duration$|weighbridge_|ws_|grpc_|browser_|webrtc_)/.test(
    metric
  );
}
export {
  valuesOf
};
