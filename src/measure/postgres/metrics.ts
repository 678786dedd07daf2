/** The metrics of the watcher, and what each is worth by default. Pure. */
import { metricId } from "../../model/metric.ts";
import type { Value } from "../../model/series.ts";
import { asName, LONGEST_TIME } from "../subject.ts";
import { type Definition, TARGET, watchedAmount, watchedRatio } from "../watched.ts";
import type { Reading } from "../watcher.ts";
import { total } from "./counters.ts";
import type { Asked, Seen } from "./evidence.ts";

const DEFINITIONS = {
  /** A hundredth: one statement more in a hundred requests. */
  queries: { ...watchedAmount("count", 0.01, 0.05), kind: "exact", role: "gate" },
  rows: { ...watchedAmount("count", 0.01, 1), kind: "exact" },
  /**
   * What a lost index shows in: a table's pages in place of some. The same data and requests touch the same blocks; where what is
   * written meanwhile adds one, it is watched. A tenth more is another row a page, and nobody's fault.
   */
  blocks: {
    ...{ ...watchedRatio("count", 8, 0.1), kind: "exact", role: "gate" },
    tolerate: { relative: 0.1, absolute: 8 },
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
  query: { ...watchedAmount("number", 0, 0), better: null },
} as const satisfies Readonly<Record<string, Definition>>;
export type MetricName = keyof typeof DEFINITIONS;

/** What is counted of an endpoint; what was lost of it is null. */
const OF_ENDPOINT = ["queries", "rows", "blocks", "time"] as const satisfies readonly MetricName[];

/** Under load the same counts depend on which requests there were: only of one request at a time they are exact. */
const UNDER_LOAD = { ...DEFINITIONS.queries, kind: "sampled", role: "watch" } as const;

/** Tables whose size is a metric, the largest. */
const TABLES = 10;
/** Of PostgreSQL as it is built everywhere. */
const BLOCK = 8192;

export const idOf = (metric: MetricName, subject: string) =>
  metricId({ collector: "postgres", metric, subject: asName(subject) });

const reading = (metric: MetricName, subject: string, value: Value, definition: Definition = DEFINITIONS[metric]) => ({
  metric: { id: idOf(metric, subject), ...definition },
  value: typeof value === "number" && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER) ? null : value,
});

/** All that one round gave one side. `queries`: the user's own. */
export function readingsOf(seen: Seen, queries: Readonly<Record<string, number | null>>): readonly Reading[] {
  return [
    ...[...seen.traced].flatMap(([endpoint, asked]) => ofEndpoint(endpoint, asked)),
    ...seen.lost.flatMap((endpoint) => OF_ENDPOINT.map((metric) => reading(metric, endpoint, null))),
    ...underLoad(seen),
    ...[...seen.after.tables]
      .sort((x, y) => y.bytes + y.indexBytes - x.bytes - x.indexBytes)
      .slice(0, TABLES)
      .flatMap(({ name, bytes, indexBytes }) => [
        reading("table-bytes", name, bytes),
        reading("index-bytes", name, indexBytes),
      ]),
    ...Object.entries(queries).map(([name, value]) => reading("query", name, value)),
  ];
}

function ofEndpoint(endpoint: string, { requests, statements }: Asked): readonly Reading[] {
  if (requests === 0) return [];
  const { calls, rows, hit, read, ms } = total(statements.values());
  return [
    reading("queries", endpoint, calls / requests),
    reading("rows", endpoint, rows / requests),
    reading("blocks", endpoint, (hit + read) / requests),
    ...timeOf(endpoint, ms / requests),
  ];
}

/** None where nothing was asked: of nothing there is no ratio. */
const timeOf = (subject: string, ms: number): readonly Reading[] =>
  ms > 0 && ms <= LONGEST_TIME ? [reading("time", subject, ms)] : [];

function underLoad({ loaded, sampled, scannedRows }: Seen): readonly Reading[] {
  const sampling = [
    reading("connections", TARGET, sampled.connections),
    reading("lock-wait", TARGET, Math.max(0, ...sampled.waits.map(({ ms }) => ms))),
  ];
  if (loaded === null || loaded.requests === 0) return sampling;
  const { calls, hit, read, temporary, ms } = total(loaded.statements.values());
  return [
    reading("queries", TARGET, calls / loaded.requests, UNDER_LOAD),
    ...timeOf(TARGET, ms / loaded.requests),
    ...(hit + read === 0 ? [] : [reading("cache-hit", TARGET, { events: hit, total: hit + read })]),
    reading("temporary", TARGET, (temporary * BLOCK) / loaded.requests),
    reading("scanned-rows", TARGET, scannedRows / loaded.requests),
    ...sampling,
  ];
}
