/** What only shows while it lasts: connections and waits for locks, looked at five times a second under load. */
import { repeating } from "../repeating.ts";
import { NAMED } from "./catalog.ts";
import type { Database } from "./connect.ts";

/** Milliseconds between two looks; a wait of 300 ms is seen at 100 ms or more. */
const PERIOD = 200;

export interface Sampled {
  /** The most of this database's clients at once, ours left out. */
  readonly connections: number;
  readonly maxConnections: number;
  /** Longest first, one for each role and statement. */
  readonly waits: readonly LockWait[];
}

export interface LockWait {
  /** Of the statement that waited, as in a Look; null: the server does not say (before PostgreSQL 14). */
  readonly statement: string | null;
  /** The table, where it is one that is locked or of which a row is. */
  readonly table: string | null;
  readonly ms: number;
}

export interface Sampler {
  /** What was seen until now; no further look. Throws ToolError where a look failed. */
  stop(): Promise<Sampled>;
}

const SESSIONS = `SELECT count(*)::int AS connections, (count(*) FILTER (WHERE wait_event_type = 'Lock'))::int AS waiting,
  current_setting('max_connections')::int AS "maxConnections"
  FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`;

/** Before PostgreSQL 14 neither the id of the statement nor when the wait began is told; the change of state comes next to that. */
const waitsOf = (version: number) => `SELECT ${
  version >= 140_000 ? "CASE WHEN a.query_id IS NOT NULL THEN concat(a.usesysid, ' ', a.query_id) END" : "NULL"
} AS statement,
  (SELECT min(${NAMED}) FROM pg_locks r JOIN pg_class c ON c.oid = r.relation AND c.relkind IN ('r', 'p') JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE r.pid = a.pid AND r.database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS "table",
  (extract(epoch FROM clock_timestamp() - ${version >= 140_000 ? "coalesce(l.waitstart, a.query_start)" : "a.query_start"}) * 1000)::float8 AS ms
  FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid AND NOT l.granted
  WHERE a.datname = current_database() AND a.wait_event_type = 'Lock' ORDER BY ms DESC LIMIT 20`;

export function startSampler(database: Database): Sampler {
  const waits = new Map<string, LockWait>();
  let connections = 0;
  let maxConnections = 0;

  async function look(): Promise<void> {
    const [now] = await database.query<{ connections: number; waiting: number; maxConnections: number }>(SESSIONS);
    connections = Math.max(connections, now!.connections);
    maxConnections = now!.maxConnections;
    if (now!.waiting === 0) return;
    for (const seen of await database.query<LockWait>(waitsOf(database.version))) {
      const key = JSON.stringify([seen.statement, seen.table]);
      if (seen.ms > (waits.get(key)?.ms ?? 0)) waits.set(key, seen);
    }
  }

  const looking = repeating(look, PERIOD);
  return {
    async stop() {
      await looking.stop();
      return { connections, maxConnections, waits: [...waits.values()].sort((x, y) => y.ms - x.ms) };
    },
  };
}
