// src/measure/postgres/metrics.ts
import { metricId } from "../../model/metric.js";
import { asName, LONGEST_TIME } from "../subject.js";
import { TARGET, watchedAmount, watchedRatio } from "../watched.js";
import { total } from "./counters.js";
var DEFINITIONS = {
  /** A hundredth: one statement more in a hundred requests. */
  queries: { ...watchedAmount("count", 0.01, 0.05), kind: "exact", role: "gate" },
  rows: { ...watchedAmount("count", 0.01, 1), kind: "exact" },
  /**
   * What a lost index shows in: a table's pages in place of some. The same data and requests touch the same blocks; where what is
   * written meanwhile adds one, it is watched. A tenth more is another row a page, and nobody's fault.
   */
  blocks: {
    ...{ ...watchedRatio("count", 8, 0.1), kind: "exact", role: "gate" },
    tolerate: { relative: 0.1, absolute: 8 }
  },
  /** A statement by its key takes some hundredths of a millisecond. */
  time: { ...watchedRatio("ms", 0.01, 0.15), tolerate: { relative: 0.05, absolute: 0.01 } },
  "cache-hit": { ...watchedAmount("fraction", 0.01, 0.05), better: "higher", kind: "rate" },
  temporary: watchedAmount("bytes", 8192, 8192),
  connections: watchedAmount("count", 1, 2),
  "lock-wait": watchedAmount("ms", 50, 100),
  "scanned-rows": watchedAmount("count", 10, 100),
  "table-bytes": watchedAmount("bytes", 1e6, 1e6),
  "index-bytes": watchedAmount("bytes", 1e6, 1e6),
  query: { ...watchedAmount("number", 0, 0), better: null }
};
var OF_ENDPOINT = ["queries", "rows", "blocks", "time"];
var UNDER_LOAD = { ...DEFINITIONS.queries, kind: "sampled", role: "watch" };
var TABLES = 10;
var BLOCK = 8192;
var idOf = (metric, subject) => metricId({ collector: "postgres", metric, subject: asName(subject) });
var reading = (metric, subject, value, definition = DEFINITIONS[metric]) => ({
  metric: { id: idOf(metric, subject), ...definition },
  value: typeof value === "number" && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER) ? null : value
});
function readingsOf(seen, queries) {
  return [
    ...[...seen.traced].flatMap(([endpoint, asked]) => ofEndpoint(endpoint, asked)),
    ...seen.lost.flatMap((endpoint) => OF_ENDPOINT.map((metric) => reading(metric, endpoint, null))),
    ...underLoad(seen),
    ...[...seen.after.tables].sort((x, y) => y.bytes + y.indexBytes - x.bytes - x.indexBytes).slice(0, TABLES).flatMap(({ name, bytes, indexBytes }) => [
      reading("table-bytes", name, bytes),
      reading("index-bytes", name, indexBytes)
    ]),
    ...Object.entries(queries).map(([name, value]) => reading("query", name, value))
  ];
}
function ofEndpoint(endpoint, { requests, statements }) {
  if (requests === 0) return [];
  const { calls, rows, hit, read, ms } = total(statements.values());
  return [
    reading("queries", endpoint, calls / requests),
    reading("rows", endpoint, rows / requests),
    reading("blocks", endpoint, (hit + read) / requests),
    ...timeOf(endpoint, ms / requests)
  ];
}
var timeOf = (subject, ms) => ms > 0 && ms <= LONGEST_TIME ? [reading("time", subject, ms)] : [];
function underLoad({ loaded, sampled, scannedRows }) {
  const sampling = [
    reading("connections", TARGET, sampled.connections),
    reading("lock-wait", TARGET, Math.max(0, ...sampled.waits.map(({ ms: ms2 }) => ms2)))
  ];
  if (loaded === null || loaded.requests === 0) return sampling;
  const { calls, hit, read, temporary, ms } = total(loaded.statements.values());
  return [
    reading("queries", TARGET, calls / loaded.requests, UNDER_LOAD),
    ...timeOf(TARGET, ms / loaded.requests),
    ...hit + read === 0 ? [] : [reading("cache-hit", TARGET, { events: hit, total: hit + read })],
    reading("temporary", TARGET, temporary * BLOCK / loaded.requests),
    reading("scanned-rows", TARGET, scannedRows / loaded.requests),
    ...sampling
  ];
}
export {
  idOf,
  readingsOf
};
