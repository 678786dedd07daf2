/** Reads the digests of a database's statements: counters often, texts once. */
import { setTimeout as delay } from "node:timers/promises";
import { NotThereError, ToolError } from "../../errors.ts";
import { shortened } from "../subject.ts";
import type { Address } from "./address.ts";
import type { Connection } from "./connection.ts";
import { type Counters, type Look, PREPARED, UNKEPT } from "./counters.ts";

/** Characters of a statement. */
const LONGEST = 2_000;
/** Looks whether a statement is still being closed, and milliseconds between two of them. */
const TRIES = 40;
const INTERVAL = 5;

export interface Server {
  readonly isMariadb: boolean;
  readonly maxConnections: number;
  /** Whether it records the last statements of each connection as they were sent. */
  readonly keepsTexts: boolean;
}

/** @throws ToolError where the performance schema is off, or the database is not there or not visible */
export async function readServer(connection: Connection, { place, database, user }: Address): Promise<Server> {
  const [server] = await connection.query<{ version: string; isOn: number; most: number }>(
    "SELECT @@version AS version, @@performance_schema AS isOn, @@max_connections AS most",
  );
  if (server!.isOn !== 1)
    throw new ToolError(
      `The server of the database ${place} counts no statements: set performance_schema=ON in its configuration (my.cnf, below [mysqld]) and start it anew.`,
    );
  const consumers = await connection.query<{ name: string }>(
    "SELECT NAME AS name FROM performance_schema.setup_consumers WHERE ENABLED = 'YES'",
  );
  const isKept = (consumer: string) => consumers.some(({ name }) => name === consumer);
  if (!isKept("statements_digest"))
    throw new ToolError(
      `The server of the database ${place} keeps no digests of statements: UPDATE performance_schema.setup_consumers SET ENABLED = 'YES' WHERE NAME = 'statements_digest'.`,
    );
  const found = await connection.query("SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?", [database]);
  if (found.length === 0)
    throw new NotThereError(
      `The database ${place} is not there, or the user ${user} may not see it: correct mysql.url, or GRANT SELECT ON ${database}.* to that user.`,
    );
  return {
    isMariadb: server!.version.includes("MariaDB"),
    maxConnections: Number(server!.most),
    keepsTexts: ["events_statements_current", "events_statements_history"].every(isKept),
  };
}

const COLUMNS = `COUNT_STAR AS calls, SUM_ROWS_EXAMINED AS examined, SUM_ROWS_SENT AS sent, SUM_TIMER_WAIT AS picoseconds,
  SUM_NO_INDEX_USED AS unindexed, SUM_CREATED_TMP_DISK_TABLES AS temporary`;
const DIGESTS = `SELECT DIGEST AS id, ${COLUMNS} FROM performance_schema.events_statements_summary_by_digest
  WHERE SCHEMA_NAME = ? AND DIGEST IS NOT NULL`;
/** One row, of all databases; the status Performance_schema_digest_lost counts the same. */
const OVERFLOW = `SELECT DIGEST AS id, ${COLUMNS} FROM performance_schema.events_statements_summary_by_digest
  WHERE SCHEMA_NAME IS NULL AND DIGEST IS NULL`;
/** MySQL has three digests of a statement that is prepared, "PREPARE SELECT …" and so on: one alone is of what was executed. */
const DIGESTS_OF_MYSQL = `${DIGESTS} AND DIGEST_TEXT NOT LIKE 'PREPARE %' AND DIGEST_TEXT NOT LIKE 'DEALLOCATE %'`;
/** MariaDB leaves statements that are prepared by the protocol out of the digests, and counts them by connection alone. */
const EXECUTED = `SELECT CONCAT('${PREPARED}', THREAD_ID) AS id, ${COLUMNS} FROM performance_schema.threads
  JOIN performance_schema.events_statements_summary_by_thread_by_event_name USING (THREAD_ID)
  WHERE PROCESSLIST_DB = ? AND EVENT_NAME = 'statement/com/Execute' AND COUNT_STAR > 0`;
/** The client has its rows before the server has counted the statement. */
const UNFINISHED = `SELECT 1 FROM performance_schema.threads WHERE PROCESSLIST_DB = ? AND PROCESSLIST_ID <> CONNECTION_ID()
  AND (PROCESSLIST_COMMAND <> 'Sleep' OR THREAD_ID IN
    (SELECT THREAD_ID FROM performance_schema.events_statements_current WHERE END_EVENT_ID IS NULL)) LIMIT 1`;

type Row = Readonly<Record<Exclude<keyof Counters, "ms"> | "picoseconds", number | string>> & {
  readonly id: string | null;
};

/**
 * All that this database's statements have been counted by now; one that runs on for long is left out. One at a time they are
 * counted to the last; of those that end at the same moment the server, which counts without locks, loses one in a thousand.
 */
export async function look(connection: Connection, { database }: Address, { isMariadb }: Server): Promise<Look> {
  for (let tries = 0; tries < TRIES; tries++) {
    if ((await connection.query(UNFINISHED, [database])).length === 0) break;
    await delay(INTERVAL);
  }
  const rows = await connection.query<Row>(
    `${isMariadb ? `${DIGESTS} UNION ALL ${EXECUTED}` : DIGESTS_OF_MYSQL} UNION ALL ${OVERFLOW}`,
    isMariadb ? [database, database] : [database],
  );
  return new Map(rows.map(({ id, picoseconds, ...counts }) => [id ?? UNKEPT, countersOf(counts, picoseconds)]));
}

function countersOf(counts: Omit<Row, "id" | "picoseconds">, picoseconds: number | string): Counters {
  const { calls, examined, sent, unindexed, temporary } = counts;
  return {
    calls: Number(calls),
    examined: Number(examined),
    sent: Number(sent),
    ms: Number(picoseconds) / 1e9,
    unindexed: Number(unindexed),
    temporary: Number(temporary),
  };
}

/** The normalised text of each digest; without the name of the database, which differs between the slots. */
export async function textsOf(
  connection: Connection,
  { database }: Address,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const digests = ids.filter((id) => !id.startsWith(PREPARED));
  const prepared = ids
    .filter((id) => id.startsWith(PREPARED))
    .map((id) => [id, "(prepared statements of unknown text)"] as const);
  if (digests.length === 0) return new Map(prepared);
  const rows = await connection.query<{ id: string; text: string | null }>(
    `SELECT DIGEST AS id, LEFT(DIGEST_TEXT, ${4 * LONGEST}) AS text FROM performance_schema.events_statements_summary_by_digest
      WHERE SCHEMA_NAME = ? AND DIGEST IN (?)`,
    [database, digests],
  );
  return new Map([...prepared, ...rows.map(({ id, text }) => [id, statementOf(text ?? id, database)] as const)]);
}

/** What MySQL sets before a statement that was prepared; MariaDB has a name there, or IMMEDIATE. */
const PREPARED_BEFORE = /^EXECUTE (?!`|IMMEDIATE\b)/u;

/** "SELECT * FROM `product` WHERE ID = ?", on one line, whether or not it was prepared. */
export function statementOf(digestText: string, database: string): string {
  const text = digestText
    .replaceAll(`\`${database}\` . `, "")
    .replace(/\s+/gu, " ")
    .trim()
    .replace(PREPARED_BEFORE, "");
  return shortened(text === "" ? "(empty statement)" : text, LONGEST);
}
