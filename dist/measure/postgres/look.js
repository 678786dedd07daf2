// src/measure/postgres/look.ts
import { ToolError } from "../../errors.js";
import { missing } from "./faults.js";
import { MARK } from "./text.js";
var LONGEST_STATEMENT = 2e4;
var COLUMNS = [
  "calls",
  "rows",
  "shared_blks_hit",
  "shared_blks_read",
  "temp_blks_written",
  "total_exec_time"
];
function readEntry(line) {
  const [role, statement, ...texts] = line.split(" ");
  const [calls = 0, rows = 0, hit = 0, read = 0, temporary = 0, ms = 0] = texts.map(Number);
  const counters = { calls, rows, hit, read, temporary, ms };
  const isWhole = texts.length === COLUMNS.length && Object.values(counters).every(Number.isFinite);
  return isWhole ? [`${role} ${statement}`, counters] : void 0;
}
var HOME = `SELECT string_agg(concat_ws(' ', p.proname, p.oid, p.xmin, n.nspname, n.xmin), ', ' ORDER BY p.oid)
  FROM pg_extension e JOIN pg_depend d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND d.deptype = 'e'
  JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE e.extname = 'pg_stat_statements' AND p.proname IN ('pg_stat_statements', 'pg_stat_statements_info')`;
async function openStatements(database) {
  const [found] = await database.query(
    `SELECT e.extversion AS version, quote_ident(n.nspname) AS schema, (${HOME}) AS home, pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS allowed,
      (SELECT oid::text FROM pg_roles WHERE rolname = current_user) AS role, (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS database
    FROM (SELECT 1) one LEFT JOIN pg_extension e ON e.extname = 'pg_stat_statements' LEFT JOIN pg_namespace n ON n.oid = e.extnamespace`
  );
  const { version, schema, home, allowed, role, database: oid } = found;
  if (version === null) throw missing.extension(database);
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isAtLeast = (wanted) => major > 1 || major === 1 && minor >= wanted;
  if (!isAtLeast(8)) throw missing.version(database, version);
  if (!allowed) throw missing.right(database);
  const own = `${schema}.pg_stat_statements`;
  const where = `s.queryid IS NOT NULL${isAtLeast(9) ? " AND s.toplevel" : ""}`;
  const epoch = isAtLeast(9) ? `(SELECT concat_ws(' ', i.dealloc, extract(epoch FROM i.stats_reset)) FROM ${own}_info() i)` : "''";
  const columns = COLUMNS.map((column) => `s.${column}`).join(", ");
  const counters = `WITH s AS MATERIALIZED (SELECT s.dbid, s.userid, s.queryid, ${columns} FROM ${own}(false) s WHERE ${where})
    SELECT (${HOME}) AS home, ${epoch} AS epoch, (SELECT string_agg(concat_ws(' ', s.userid, s.queryid, ${columns}), E'\\n')
      FROM s WHERE s.dbid = $1::oid) AS entries,
    (SELECT json_object_agg(concat(o.userid, ' ', o.dbid), o.calls) FROM (SELECT s.userid, s.dbid, sum(s.calls)::float8 AS calls
      FROM s WHERE s.dbid <> $1::oid AND s.dbid IS DISTINCT FROM $3::oid AND s.userid <> $2::oid GROUP BY 1, 2) o) AS elsewhere`;
  const texts = `SELECT h.home, concat(s.userid, ' ', s.queryid) AS key, left(s.query, ${LONGEST_STATEMENT}) AS text FROM (${HOME}) h (home)
    LEFT JOIN ${own}(true) s ON s.dbid = $1::oid AND ${where} AND concat(s.userid, ' ', s.queryid) = ANY($2::text[])`;
  async function ask(text, values) {
    const rows = await database.query(text, values);
    if (rows[0].home !== home) throw missing.trust(database, schema);
    return rows;
  }
  return {
    async look(leftOut = null) {
      const [row] = await ask(counters, [oid, role, leftOut]);
      const lines = row.entries === null ? [] : row.entries.split("\n");
      const entries = lines.map(readEntry).filter((one) => one !== void 0);
      if (entries.length < lines.length)
        throw new ToolError(`postgres: the counters of ${database.name} are not the numbers that are expected.`);
      const [thrownOut = "", reset = ""] = row.epoch.split(" ");
      return {
        ...{ reset, thrownOut, counters: new Map(entries) },
        elsewhere: new Map(Object.entries(row.elsewhere ?? {}))
      };
    },
    async texts(keys) {
      const rows = await ask(texts, [oid, keys]);
      const isOurs = (key, text) => key.startsWith(`${role} `) && text.startsWith(MARK);
      return new Map(
        rows.flatMap(({ key, text }) => text === null ? [] : [[key, isOurs(key, text) ? null : text]])
      );
    }
  };
}
export {
  LONGEST_STATEMENT,
  openStatements
};
