// src/measure/runtime/readings.ts
import { mean, median, sum } from "../../vendor/simple-statistics.js";
import { TARGET } from "../watched.js";
import { runtimeMetric } from "./metrics.js";
function readingsOf(traced, loaded) {
  const read = (metric, subject, value) => ({
    metric: runtimeMetric(metric, subject),
    value
  });
  const endpoints = byEndpoint(traced);
  const all = [...endpoints.values()].flat();
  return [
    ...[...endpoints].flatMap(([endpoint, requests]) => [
      read("allocated", endpoint, allocatedIn(requests)),
      read("blocked", endpoint, blockedIn(requests))
    ]),
    ...all.length === 0 ? [] : [read("blocked", TARGET, blockedIn(all))],
    ...(loaded === null ? [] : underLoad(loaded)).map(([metric, value]) => read(metric, TARGET, value))
  ];
}
function underLoad(loaded) {
  const { ended, heap, retained, requests } = loaded;
  const total = (of) => sum(ended.map(of));
  const delay = usualDelay(loaded);
  return [
    ["allocated", total(({ allocated }) => allocated) / requests],
    ["gc-time", total(({ gcTime }) => gcTime) / requests],
    ["gc-count", total(({ gcCount }) => gcCount) / requests],
    ["heap", heap],
    ["retained", retained / requests],
    ...delay === null ? [] : [["loop-delay-p99", delay]]
  ];
}
function byEndpoint(traced) {
  const found = /* @__PURE__ */ new Map();
  for (const request of traced) {
    if (request.endpoint === null) continue;
    const others = found.get(request.endpoint);
    if (others) others.push(request);
    else found.set(request.endpoint, [request]);
  }
  return new Map([...found].map(([endpoint, all]) => [endpoint, all.length > 1 ? all.slice(1) : all]));
}
function allocatedIn(requests) {
  return median(requests.slice(Math.floor(requests.length / 2)).map(({ allocated }) => allocated));
}
function blockedIn(requests) {
  return mean(requests.map(({ turns }) => turns.reduce((sum2, { milliseconds }) => sum2 + milliseconds, 0)));
}
function usualDelay({ ended }) {
  return largest(ended.map(({ loop }) => loop?.p99));
}
function longestDelay({ ended }) {
  return largest(ended.map(({ loop }) => loop?.longest));
}
function largest(numbers) {
  const known = numbers.filter((number) => number !== void 0);
  return known.length === 0 ? null : Math.max(...known);
}
export {
  blockedIn,
  byEndpoint,
  longestDelay,
  readingsOf
};
