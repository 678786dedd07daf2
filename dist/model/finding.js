// src/model/finding.ts
var RULES = [
  "slow-endpoint",
  "failing-endpoint",
  "n-plus-one",
  "slow-statement",
  "missing-index",
  "unused-index",
  "duplicate-index",
  "low-cache-hit",
  "lock-wait",
  "busy-pool",
  "stale-statistics",
  "evicted-keys",
  "leak",
  "blocked-event-loop",
  "blocking-call",
  "large-payload",
  "uncompressed",
  "uncached",
  "redirect",
  "repeated-call",
  "large-bundle",
  "unused-css",
  "unused-javascript",
  "slow-resource",
  "render-blocking",
  "long-task",
  "busy-processor",
  "full-memory"
];
var PRIORITIES = ["critical", "high", "medium", "low"];
var AREAS = [
  "endpoint",
  "database",
  "cache",
  "memory",
  "runtime",
  "network",
  "page",
  "bundle",
  "machine"
];
var SINCE = ["new", "worse", "unclear", "standing", "alone"];
function isOfHead({ since }) {
  return since === "new" || since === "worse";
}
export {
  AREAS,
  PRIORITIES,
  RULES,
  SINCE,
  isOfHead
};
