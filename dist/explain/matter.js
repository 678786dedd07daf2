// src/explain/matter.ts
import { collectorOf, matchesId } from "../model/metric.js";
var MATTERS = [
  ["k6/latency-*@*", "time"],
  ["resources/cpu*@*", "time"],
  ["runtime/loop-delay-p99@*", "time"],
  ["runtime/allocated@*", "memory"],
  ["runtime/gc-*@*", "memory"],
  ["resources/memory-*@*", "kept"],
  ["resources/growth@*", "kept"],
  ["runtime/heap@*", "kept"],
  ["runtime/retained@*", "kept"]
];
function matterOf({ id }) {
  return MATTERS.find(([glob]) => matchesId(glob, id))?.[1] ?? null;
}
var SERVER = /* @__PURE__ */ new Set(["k6", "resources", "runtime", "http", "postgres", "mysql", "redis", "prometheus"]);
function isOfServer(metric) {
  return SERVER.has(collectorOf(metric));
}
export {
  isOfServer,
  matterOf
};
