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
async function openStatements(database) {
  const [found] = await database.query(
    `SELECT e.extversion AS version, quote_ident(n.nspname) AS schema, pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS allowed,
      (SELECT oid::text FROM pg_roles WHERE rolname = current_user) AS role, (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS database
    FROM (SELECT 1) one LEFT JOIN pg_extension e ON e.extname = 'pg_stat_statements' LEFT JOIN pg_namespace n ON n.oid = e.extnamespace`
  );
  const { version, schema, allowed, role, database: oid } = found;
  if (version === null) throw missing.extension(database);
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isAtLeast = (wanted) => major > 1 || major === 1 && minor >= wanted;
  if (!isAtLeast(8)) throw missing.version(database, version);
  if (!allowed) throw missing.right(database);
  const own = `${schema}.pg_stat_statements`;
  const where = `s.dbid = $1::oid AND s.queryid IS NOT NULL${isAtLeast(9) ? " AND s.toplevel" : ""}`;
  const epoch = isAtLeast(9) ? `(SELECT concat_ws(' ', i.dealloc, extract(epoch FROM i.stats_reset)) FROM ${own}_info i)` : "''";
  const counters = `SELECT ${epoch} AS epoch, (SELECT string_agg(concat_ws(' ', s.userid, s.queryid, ${COLUMNS.map((column) => `s.${column}`).join(", ")}), E'\\n')
    FROM ${own}(false) s WHERE ${where}) AS entries`;
  const texts = `SELECT concat(s.userid, ' ', s.queryid) AS key, left(s.query, ${LONGEST_STATEMENT}) AS text
    FROM ${own}(true) s WHERE ${where} AND concat(s.userid, ' ', s.queryid) = ANY($2::text[])`;
  return {
    async look() {
      const [row] = await database.query(counters, [oid]);
      const lines = row.entries === null ? [] : row.entries.split("\n");
      const entries = lines.map(readEntry).filter((one) => one !== void 0);
      if (entries.length < lines.length)
        throw new ToolError(`postgres: the counters of ${database.name} are not the numbers that are expected.`);
      return { epoch: row.epoch, counters: new Map(entries) };
    },
    async texts(keys) {
      const rows = await database.query(texts, [oid, keys]);
      const isOurs = (key, text) => key.startsWith(`${role} `) && text.startsWith(MARK);
      return new Map(rows.map(({ key, text }) => [key, isOurs(key, text) ? null : text]));
    }
  };
}
export {
  LONGEST_STATEMENT,
  openStatements
};
