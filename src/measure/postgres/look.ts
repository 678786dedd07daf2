/** Reads pg_stat_statements: the counters, often and cheaply, and the texts, once. */
import { ToolError } from "../../errors.ts";
import type { Database } from "./connect.ts";
import type { Counters, Look } from "./counters.ts";
import { missing } from "./faults.ts";
import { MARK } from "./text.ts";

/** Characters of a statement that are read; a longer one is known by its beginning. */
export const LONGEST_STATEMENT = 20_000;

export interface Statements {
  look(): Promise<Look>;
  /** By key, as in a Look; those of our own are null. Of a statement that the server has forgotten there is none. */
  texts(keys: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
}

/** A line an entry: role, statement and the counters, in this order. Text, since it is read at every request. */
const COLUMNS = [
  "calls",
  "rows",
  "shared_blks_hit",
  "shared_blks_read",
  "temp_blks_written",
  "total_exec_time",
] as const;

/** undefined where it is not what was asked for. */
function readEntry(line: string): readonly [string, Counters] | undefined {
  const [role, statement, ...texts] = line.split(" ");
  const [calls = 0, rows = 0, hit = 0, read = 0, temporary = 0, ms = 0] = texts.map(Number);
  const counters = { calls, rows, hit, read, temporary, ms };
  const isWhole = texts.length === COLUMNS.length && Object.values(counters).every(Number.isFinite);
  return isWhole ? [`${role} ${statement}`, counters] : undefined;
}

/** @throws ToolError where the extension or a right is missing, or the extension is too old */
export async function openStatements(database: Database): Promise<Statements> {
  const [found] = await database.query<{
    readonly version: string | null;
    readonly schema: string | null;
    readonly allowed: boolean;
    readonly role: string;
    readonly database: string;
  }>(
    `SELECT e.extversion AS version, quote_ident(n.nspname) AS schema, pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS allowed,
      (SELECT oid::text FROM pg_roles WHERE rolname = current_user) AS role, (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS database
    FROM (SELECT 1) one LEFT JOIN pg_extension e ON e.extname = 'pg_stat_statements' LEFT JOIN pg_namespace n ON n.oid = e.extnamespace`,
  );
  const { version, schema, allowed, role, database: oid } = found!;
  if (version === null) throw missing.extension(database);
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isAtLeast = (wanted: number) => major > 1 || (major === 1 && minor >= wanted);
  if (!isAtLeast(8)) throw missing.version(database, version);
  if (!allowed) throw missing.right(database);
  // The name of the schema is quoted by the server. What a function runs is a part of the statement that called it.
  const own = `${schema}.pg_stat_statements`;
  const where = `s.dbid = $1::oid AND s.queryid IS NOT NULL${isAtLeast(9) ? " AND s.toplevel" : ""}`;
  const epoch = isAtLeast(9)
    ? `(SELECT concat_ws(' ', i.dealloc, extract(epoch FROM i.stats_reset)) FROM ${own}_info i)`
    : "''";
  const counters = `SELECT ${epoch} AS epoch, (SELECT string_agg(concat_ws(' ', s.userid, s.queryid, ${COLUMNS.map((column) => `s.${column}`).join(", ")}), E'\\n')
    FROM ${own}(false) s WHERE ${where}) AS entries`;
  const texts = `SELECT concat(s.userid, ' ', s.queryid) AS key, left(s.query, ${LONGEST_STATEMENT}) AS text
    FROM ${own}(true) s WHERE ${where} AND concat(s.userid, ' ', s.queryid) = ANY($2::text[])`;
  return {
    async look() {
      const [row] = await database.query<{ readonly epoch: string; readonly entries: string | null }>(counters, [oid]);
      const lines = row!.entries === null ? [] : row!.entries.split("\n");
      const entries = lines.map(readEntry).filter((one) => one !== undefined);
      if (entries.length < lines.length)
        throw new ToolError(`postgres: the counters of ${database.name} are not the numbers that are expected.`);
      return { epoch: row!.epoch, counters: new Map(entries) };
    },
    async texts(keys) {
      const rows = await database.query<{ readonly key: string; readonly text: string }>(texts, [oid, keys]);
      const isOurs = (key: string, text: string) => key.startsWith(`${role} `) && text.startsWith(MARK);
      return new Map(rows.map(({ key, text }) => [key, isOurs(key, text) ? null : text]));
    },
  };
}
