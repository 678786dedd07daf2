// src/measure/postgres/sampler.ts
import { repeating } from "../repeating.js";
import { NAMED } from "./catalog.js";
var PERIOD = 200;
var SESSIONS = `SELECT count(*)::int AS connections, (count(*) FILTER (WHERE wait_event_type = 'Lock'))::int AS waiting,
  current_setting('max_connections')::int AS "maxConnections"
  FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`;
var waitsOf = (version) => `SELECT ${version >= 14e4 ? "CASE WHEN a.query_id IS NOT NULL THEN concat(a.usesysid, ' ', a.query_id) END" : "NULL"} AS statement,
  (SELECT min(${NAMED}) FROM pg_locks r JOIN pg_class c ON c.oid = r.relation AND c.relkind IN ('r', 'p') JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE r.pid = a.pid AND r.database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS "table",
  (extract(epoch FROM clock_timestamp() - ${version >= 14e4 ? "coalesce(l.waitstart, a.query_start)" : "a.query_start"}) * 1000)::float8 AS ms
  FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid AND NOT l.granted
  WHERE a.datname = current_database() AND a.wait_event_type = 'Lock' ORDER BY ms DESC LIMIT 20`;
function startSampler(database) {
  const waits = /* @__PURE__ */ new Map();
  let connections = 0;
  let maxConnections = 0;
  async function look() {
    const [now] = await database.query(SESSIONS);
    connections = Math.max(connections, now.connections);
    maxConnections = now.maxConnections;
    if (now.waiting === 0) return;
    for (const seen of await database.query(waitsOf(database.version))) {
      const key = JSON.stringify([seen.statement, seen.table]);
      if (seen.ms > (waits.get(key)?.ms ?? 0)) waits.set(key, seen);
    }
  }
  const looking = repeating(look, PERIOD);
  return {
    async stop() {
      await looking.stop();
      return { connections, maxConnections, waits: [...waits.values()].sort((x, y) => y.ms - x.ms) };
    }
  };
}
export {
  startSampler
};
