/** What was seen of each side, over all rounds. */
import type { Side } from "../../model/series.ts";
import type { Catalog, Index } from "./catalog.ts";
import { addAll, type Counters } from "./counters.ts";
import { identityOf } from "./indexes.ts";
import type { Plan } from "./plan.ts";
import type { LockWait, Sampled } from "./sampler.ts";

/** Counters by the text of the statement, and the requests that they are of. */
export interface Asked {
  readonly requests: number;
  readonly statements: ReadonlyMap<string, Counters>;
}

/** One side in one round. */
export interface Seen {
  /** By endpoint, one request at a time. */
  readonly traced: ReadonlyMap<string, Asked>;
  /** Endpoints of which a request was lost: asked for, and of no known count. */
  readonly lost: readonly string[];
  /** Under load; null: the counters were set to zero meanwhile. */
  readonly loaded: Asked | null;
  readonly sampled: Sampled;
  /** Rows read by scans of whole tables under load; the server may tell of the last second only later. */
  readonly scannedRows: number;
  readonly before: Catalog;
  readonly after: Catalog;
  /** By statement. */
  readonly callers: ReadonlyMap<string, string>;
  readonly plans: ReadonlyMap<string, Plan>;
}

export interface Evidence {
  readonly endpoints: ReadonlyMap<string, Asked>;
  readonly loaded: Asked;
  readonly callers: ReadonlyMap<string, string>;
  readonly plans: ReadonlyMap<string, Plan>;
  /** Of the last round. */
  readonly catalog: Catalog;
  /** Scans during the rounds, by the identity of the index. */
  readonly indexScans: ReadonlyMap<string, number>;
  readonly connections: number;
  readonly maxConnections: number;
  /** Longest first. */
  readonly waits: readonly LockWait[];
}

export type Both = Readonly<Record<Side, Evidence | null>>;

/** What is known of a side after one round more. */
export function withRound(evidence: Evidence | null, seen: Seen): Evidence {
  const endpoints = new Map(evidence?.endpoints ?? []);
  for (const [endpoint, asked] of seen.traced) endpoints.set(endpoint, sum(endpoints.get(endpoint), asked));
  const indexScans = new Map(evidence?.indexScans ?? []);
  for (const [identity, scans] of scansBetween(seen.before.indexes, seen.after.indexes))
    indexScans.set(identity, (indexScans.get(identity) ?? 0) + scans);
  return {
    endpoints,
    loaded: sum(evidence?.loaded, seen.loaded ?? NOTHING),
    callers: new Map([...seen.callers, ...(evidence?.callers ?? [])]),
    plans: new Map([...seen.plans, ...(evidence?.plans ?? [])]),
    catalog: seen.after,
    indexScans,
    connections: Math.max(evidence?.connections ?? 0, seen.sampled.connections),
    maxConnections: seen.sampled.maxConnections,
    waits: [...(evidence?.waits ?? []), ...seen.sampled.waits].sort((x, y) => y.ms - x.ms).slice(0, MOST_WAITS),
  };
}

const MOST_WAITS = 100;
/** As many as a server keeps by default: one that is asked other statements in every round must not fill our memory. */
export const MOST_STATEMENTS = 5_000;
const NOTHING: Asked = { requests: 0, statements: new Map() };

/** As `Asked`; what one side never asked is not in it. */
function sum(one: Asked = NOTHING, other: Asked = NOTHING): Asked {
  const statements = new Map(one.statements);
  addAll(statements, other.statements);
  return { requests: one.requests + other.requests, statements: new Map([...statements].slice(0, MOST_STATEMENTS)) };
}

function scansBetween(before: readonly Index[], after: readonly Index[]): ReadonlyMap<string, number> {
  const was = new Map(before.map((index) => [identityOf(index), index.scans]));
  return new Map(
    after.map((index) => {
      const scans = index.scans - (was.get(identityOf(index)) ?? 0);
      // Less than before: counted anew meanwhile.
      return [identityOf(index), scans < 0 ? index.scans : scans];
    }),
  );
}
