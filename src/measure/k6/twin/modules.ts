/**
 * Which of k6's modules the twin driver knows. A shim stands in for those that send requests, emit metrics or share
 * state; those in PLAIN are safe as they are; anything else (WebSockets, gRPC, browser, extensions) sends load that we
 * cannot yet tell apart a side, so the script falls back to alternate runs.
 */
export const SHIMS: Readonly<Record<string, string>> = {
  k6: "k6.js",
  "k6/http": "k6-http.js",
  "k6/metrics": "k6-metrics.js",
  "k6/data": "k6-data.js",
  "k6/execution": "k6-execution.js",
  "k6/experimental/fs": "k6-experimental-fs.js",
};

const PLAIN: ReadonlySet<string> = new Set([
  "k6/crypto",
  "k6/encoding",
  "k6/html",
  "k6/timers",
  "k6/secrets",
  "k6/experimental/timers",
  "k6/experimental/csv",
  "k6/experimental/streams",
  "k6/experimental/webcrypto",
]);

export function drivesTwin(module: string): boolean {
  return module in SHIMS || PLAIN.has(module);
}
