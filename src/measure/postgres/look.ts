/** Reads pg_stat_statements: the counters, often and cheaply, and the texts, once. */
import { ToolError } from "../../errors.ts";
import type { Database } from "./connect.ts";
import type { Counters, Look } from "./counters.ts";
import { missing } from "./faults.ts";
import { MARK } from "./text.ts";

/** Characters of a statement that are read; a longer one is known by its beginning. */
export const LONGEST_STATEMENT = 20_000;

export interface Statements {
  /** `leftOut`: the id of a database that the other side uses, whose statements are not told from ours by their roles. */
  look(leftOut?: string | null): Promise<Look>;
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

/**
 * The extension's own functions: where they are, in which version of their and the schema's entries. As long as that is the same,
 * their names were theirs all the time: nobody has renamed the schema, put another one with functions of theirs into its place, and
 * taken that back. The owner of a database may do so with the schema public.
 */
const HOME = `SELECT string_agg(concat_ws(' ', p.proname, p.oid, p.xmin, n.nspname, n.xmin), ', ' ORDER BY p.oid)
  FROM pg_extension e JOIN pg_depend d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND d.deptype = 'e'
  JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE e.extname = 'pg_stat_statements' AND p.proname IN ('pg_stat_statements', 'pg_stat_statements_info')`;

/** A look as it comes. `elsewhere`: calls by role and database. */
interface Counted {
  readonly epoch: string;
  readonly entries: string | null;
  readonly elsewhere: Readonly<Record<string, number>> | null;
}

/** @throws ToolError where the extension or a right is missing, or the extension is too old */
export async function openStatements(database: Database): Promise<Statements> {
  const [found] = await database.query<{
    readonly version: string | null;
    readonly schema: string | null;
    readonly home: string | null;
    readonly allowed: boolean;
    readonly role: string;
    readonly database: string;
  }>(
    `SELECT e.extversion AS version, quote_ident(n.nspname) AS schema, (${HOME}) AS home, pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS allowed,
      (SELECT oid::text FROM pg_roles WHERE rolname = current_user) AS role, (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS database
    FROM (SELECT 1) one LEFT JOIN pg_extension e ON e.extname = 'pg_stat_statements' LEFT JOIN pg_namespace n ON n.oid = e.extnamespace`,
  );
  const { version, schema, home, allowed, role, database: oid } = found!;
  if (version === null) throw missing.extension(database);
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isAtLeast = (wanted: number) => major > 1 || (major === 1 && minor >= wanted);
  if (!isAtLeast(8)) throw missing.version(database, version);
  if (!allowed) throw missing.right(database);
  // The name of the schema is quoted by the server. What a function runs is a part of the statement that called it.
  const own = `${schema}.pg_stat_statements`;
  const where = `s.queryid IS NOT NULL${isAtLeast(9) ? " AND s.toplevel" : ""}`;
  const epoch = isAtLeast(9)
    ? `(SELECT concat_ws(' ', i.dealloc, extract(epoch FROM i.stats_reset)) FROM ${own}_info() i)`
    : "''";
  const columns = COLUMNS.map((column) => `s.${column}`).join(", ");
  const counters = `WITH s AS MATERIALIZED (SELECT s.dbid, s.userid, s.queryid, ${columns} FROM ${own}(false) s WHERE ${where})
    SELECT (${HOME}) AS home, ${epoch} AS epoch, (SELECT string_agg(concat_ws(' ', s.userid, s.queryid, ${columns}), E'\\n')
      FROM s WHERE s.dbid = $1::oid) AS entries,
    (SELECT json_object_agg(concat(o.userid, ' ', o.dbid), o.calls) FROM (SELECT s.userid, s.dbid, sum(s.calls)::float8 AS calls
      FROM s WHERE s.dbid <> $1::oid AND s.dbid IS DISTINCT FROM $3::oid AND s.userid <> $2::oid GROUP BY 1, 2) o) AS elsewhere`;
  const texts = `SELECT h.home, concat(s.userid, ' ', s.queryid) AS key, left(s.query, ${LONGEST_STATEMENT}) AS text FROM (${HOME}) h (home)
    LEFT JOIN ${own}(true) s ON s.dbid = $1::oid AND ${where} AND concat(s.userid, ' ', s.queryid) = ANY($2::text[])`;

  /** In one statement with what says whose the functions are that it names. At least one row. */
  async function ask<Row>(text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    const rows = await database.query<Row & { readonly home: string | null }>(text, values);
    if (rows[0]!.home !== home) throw missing.trust(database, schema!);
    return rows;
  }

  return {
    async look(leftOut = null) {
      const [row] = await ask<Counted>(counters, [oid, role, leftOut]);
      const lines = row!.entries === null ? [] : row!.entries.split("\n");
      const entries = lines.map(readEntry).filter((one) => one !== undefined);
      if (entries.length < lines.length)
        throw new ToolError(`postgres: the counters of ${database.name} are not the numbers that are expected.`);
      const [thrownOut = "", reset = ""] = row!.epoch.split(" ");
      return {
        ...{ reset, thrownOut, counters: new Map(entries) },
        elsewhere: new Map(Object.entries(row!.elsewhere ?? {})),
      };
    },
    async texts(keys) {
      const rows = await ask<{ readonly key: string; readonly text: string | null }>(texts, [oid, keys]);
      const isOurs = (key: string, text: string) => key.startsWith(`${role} `) && text.startsWith(MARK);
      return new Map(
        rows.flatMap(({ key, text }) => (text === null ? [] : [[key, isOurs(key, text) ? null : text] as const])),
      );
    },
  };
}
