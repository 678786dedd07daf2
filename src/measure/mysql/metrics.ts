/** The metrics of the watcher, and what each is worth by default. Pure. */
import { metricId } from "../../model/metric.ts";
import type { Value } from "../../model/series.ts";
import { asName, LONGEST_TIME } from "../subject.ts";
import { type Definition, TARGET } from "../watched.ts";
import type { Reading } from "../watcher.ts";
import type { Table } from "./catalog.ts";
import { type Counters, total } from "./counters.ts";
import type { Sampled } from "./sampler.ts";
import type { Pages } from "./seen.ts";

const watched = { better: "lower", kind: "sampled", role: "watch", scale: "difference" } as const;
const absolutely = (absolute: number, detect: number) => ({ tolerate: { relative: 0, absolute }, detect });

const DEFINITIONS = {
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
  "index-bytes": { ...watched, ...absolutely(1e6, 1e6), unit: "bytes" },
} as const satisfies Readonly<Record<string, Definition>>;
export type MetricName = keyof typeof DEFINITIONS;

/** Tables whose size is a metric, the largest. */
const TABLES = 10;

export const idOf = (metric: MetricName, subject: string) =>
  metricId({ collector: "mysql", metric, subject: asName(subject) });

const reading = (metric: MetricName, subject: string, value: Value, definition: Definition = DEFINITIONS[metric]) => ({
  metric: { id: idOf(metric, subject), ...definition },
  value,
});

/** Under load the same counts depend on which requests there were: only of one request at a time they are exact. */
const underLoad = (metric: "queries" | "rows"): Definition => ({
  ...DEFINITIONS[metric],
  kind: "sampled",
  role: "watch",
});

/** `counters`: of one request; null: this round cannot say. */
export function endpointReadings(endpoint: string, requests: number, counters: Counters | null): readonly Reading[] {
  const each = (value: number | undefined) => (value === undefined ? null : value / requests);
  return [
    reading("queries", endpoint, each(counters?.calls)),
    reading("rows", endpoint, each(counters?.examined)),
    reading("time", endpoint, positive(each(counters?.ms))),
  ];
}

export interface Loaded {
  readonly requests: number;
  readonly statements: Iterable<Counters>;
  readonly pages: Pages;
  readonly sampled: Sampled;
  readonly tables: readonly Table[];
}

/** null: the round has no load that was seen as a whole. */
export function loadReadings(loaded: Loaded | null): readonly Reading[] {
  if (loaded === null || loaded.requests === 0) return [];
  const { requests, statements, pages, sampled, tables } = loaded;
  const { calls, examined, ms, temporary } = total(statements);
  const waits = sampled.waits === null ? [] : [Math.max(0, ...sampled.waits.values())];
  return [
    reading("queries", TARGET, calls / requests, underLoad("queries")),
    reading("rows", TARGET, examined / requests, underLoad("rows")),
    reading("time", TARGET, positive(ms / requests)),
    ...(pages.asked === 0
      ? []
      : [reading("cache-hit", TARGET, { events: pages.asked - pages.fetched, total: pages.asked })]),
    reading("temporary", TARGET, temporary / requests),
    reading("connections", TARGET, sampled.connections),
    ...waits.map((ms) => reading("lock-wait", TARGET, ms)),
    ...tables
      .slice(0, TABLES)
      .flatMap(({ name, bytes, indexBytes }) => [
        reading("table-bytes", name, bytes),
        reading("index-bytes", name, indexBytes),
      ]),
  ];
}

/** Of nothing there is no ratio. */
const positive = (value: number | null): number | null =>
  value !== null && value > 0 && value <= LONGEST_TIME ? value : null;
