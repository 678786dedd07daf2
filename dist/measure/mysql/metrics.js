// src/measure/mysql/metrics.ts
import { metricId } from "../../model/metric.js";
import { asName, LONGEST_TIME } from "../subject.js";
import { TARGET } from "../watched.js";
import { total } from "./counters.js";
var watched = { better: "lower", kind: "sampled", role: "watch", scale: "difference" };
var absolutely = (absolute, detect) => ({ tolerate: { relative: 0, absolute }, detect });
var DEFINITIONS = {
  /** A hundredth: one statement more in a hundred requests. */
  queries: { ...watched, ...absolutely(0.01, 0.05), unit: "count", kind: "exact", role: "gate" },
  /** What a lost index shows in: all rows of a table are read to find some. A page with some rows more is no fault. */
  rows: { ...watched, ...absolutely(100, 100), unit: "count", kind: "exact", role: "gate" },
  /** A statement by its key takes some hundredths of a millisecond. */
  time: { ...watched, unit: "ms", scale: "ratio", tolerate: { relative: 0.05, absolute: 0.01 }, detect: 0.15 },
  "cache-hit": { ...watched, ...absolutely(0.01, 0.05), unit: "fraction", better: "higher", kind: "rate" },
  temporary: { ...watched, ...absolutely(0.05, 0.1), unit: "count" },
  connections: { ...watched, ...absolutely(1, 2), unit: "count" },
  "lock-wait": { ...watched, ...absolutely(50, 100), unit: "ms" },
  "table-bytes": { ...watched, ...absolutely(1e6, 1e6), unit: "bytes" },
  "index-bytes": { ...watched, ...absolutely(1e6, 1e6), unit: "bytes" }
};
var TABLES = 10;
var idOf = (metric, subject) => metricId({ collector: "mysql", metric, subject: asName(subject) });
var reading = (metric, subject, value, definition = DEFINITIONS[metric]) => ({
  metric: { id: idOf(metric, subject), ...definition },
  value
});
var underLoad = (metric) => ({
  ...DEFINITIONS[metric],
  kind: "sampled",
  role: "watch"
});
function endpointReadings(endpoint, requests, counters) {
  const each = (value) => value === void 0 ? null : value / requests;
  return [
    reading("queries", endpoint, each(counters?.calls)),
    reading("rows", endpoint, each(counters?.examined)),
    reading("time", endpoint, positive(each(counters?.ms)))
  ];
}
function loadReadings(loaded) {
  if (loaded === null || loaded.requests === 0) return [];
  const { requests, statements, pages, sampled, tables } = loaded;
  const { calls, examined, ms, temporary } = total(statements);
  const waits = sampled.waits === null ? [] : [Math.max(0, ...sampled.waits.values())];
  return [
    reading("queries", TARGET, calls / requests, underLoad("queries")),
    reading("rows", TARGET, examined / requests, underLoad("rows")),
    reading("time", TARGET, positive(ms / requests)),
    ...pages.asked === 0 ? [] : [reading("cache-hit", TARGET, { events: pages.asked - pages.fetched, total: pages.asked })],
    reading("temporary", TARGET, temporary / requests),
    reading("connections", TARGET, sampled.connections),
    ...waits.map((ms2) => reading("lock-wait", TARGET, ms2)),
    ...tables.slice(0, TABLES).flatMap(({ name, bytes, indexBytes }) => [
      reading("table-bytes", name, bytes),
      reading("index-bytes", name, indexBytes)
    ])
  ];
}
var positive = (value) => value !== null && value > 0 && value <= LONGEST_TIME ? value : null;
export {
  endpointReadings,
  idOf,
  loadReadings
};
