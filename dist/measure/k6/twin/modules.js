// src/measure/k6/twin/modules.ts
var SHIMS = {
  k6: "k6.js",
  "k6/http": "k6-http.js",
  "k6/metrics": "k6-metrics.js",
  "k6/data": "k6-data.js",
  "k6/execution": "k6-execution.js",
  "k6/experimental/fs": "k6-experimental-fs.js"
};
var PLAIN = /* @__PURE__ */ new Set([
  "k6/crypto",
  "k6/encoding",
  "k6/html",
  "k6/timers",
  "k6/secrets",
  "k6/experimental/timers",
  "k6/experimental/csv",
  "k6/experimental/streams",
  "k6/experimental/webcrypto"
]);
function drivesTwin(module) {
  return module in SHIMS || PLAIN.has(module);
}
export {
  SHIMS,
  drivesTwin
};
