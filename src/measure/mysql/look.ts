/** Reads the counters of a database's statements, often. */
import { setTimeout as delay } from "node:timers/promises";
import type { Address } from "./address.ts";
import type { Connection } from "./connection.ts";
import { type Counters, type Executed, type Look, PREPARED, UNKEPT } from "./counters.ts";
import type { Server } from "./statements.ts";

/** Looks whether a statement is still being closed, and milliseconds between two of them. */
const TRIES = 40;
const INTERVAL = 5;
/** Before the id of a connection that is another database's. */
const ELSEWHERE = "elsewhere ";

const COLUMNS = `COUNT_STAR AS calls, SUM_ROWS_EXAMINED AS examined, SUM_ROWS_SENT AS sent, SUM_TIMER_WAIT AS picoseconds,
  SUM_NO_INDEX_USED AS unindexed, SUM_CREATED_TMP_DISK_TABLES AS temporary`;
const DIGESTS = `SELECT DIGEST AS id, ${COLUMNS} FROM performance_schema.events_statements_summary_by_digest
  WHERE SCHEMA_NAME = ? AND DIGEST IS NOT NULL`;
/** One row, of all databases; the status Performance_schema_digest_lost counts the same. */
const OVERFLOW = `SELECT DIGEST AS id, ${COLUMNS} FROM performance_schema.events_statements_summary_by_digest
  WHERE SCHEMA_NAME IS NULL AND DIGEST IS NULL`;
/** MySQL has three digests of a statement that is prepared, "PREPARE SELECT …" and so on: one alone is of what was executed. */
const DIGESTS_OF_MYSQL = `${DIGESTS} AND DIGEST_TEXT NOT LIKE 'PREPARE %' AND DIGEST_TEXT NOT LIKE 'DEALLOCATE %'`;
/**
 * MariaDB leaves statements that are prepared by the protocol out of the digests, and counts them by connection alone: here those of
 * all databases, of which this one's are its own.
 */
const EXECUTED = `SELECT CONCAT(IF(PROCESSLIST_DB = ?, '${PREPARED}', '${ELSEWHERE}'), THREAD_ID) AS id, ${COLUMNS}
  FROM performance_schema.threads JOIN performance_schema.events_statements_summary_by_thread_by_event_name USING (THREAD_ID)
  WHERE EVENT_NAME = 'statement/com/Execute' AND COUNT_STAR > 0`;
/** Of the whole server, what connections did that are closed by now too. */
const EVER = (id: string) => `SELECT '${id}' AS id, ${COLUMNS}
  FROM performance_schema.events_statements_summary_global_by_event_name WHERE EVENT_NAME = 'statement/com/Execute'`;
const [BEFORE, AFTER] = ["ever, before", "ever, after"];
const OF_MARIADB = [DIGESTS, EVER(BEFORE), EXECUTED, EVER(AFTER), OVERFLOW].join(" UNION ALL ");
const OF_MYSQL = `${DIGESTS_OF_MYSQL} UNION ALL ${OVERFLOW}`;
/** The client has its rows before the server has counted the statement. */
const UNFINISHED = `SELECT 1 FROM performance_schema.threads WHERE PROCESSLIST_DB = ? AND PROCESSLIST_ID <> CONNECTION_ID()
  AND (PROCESSLIST_COMMAND <> 'Sleep' OR THREAD_ID IN
    (SELECT THREAD_ID FROM performance_schema.events_statements_current WHERE END_EVENT_ID IS NULL)) LIMIT 1`;

type Row = Readonly<Record<Exclude<keyof Counters, "ms"> | "picoseconds", number | string>> & {
  readonly id: string | null;
};

export interface Looked {
  readonly statements: Look;
  /** Nothing of MySQL, which has digests of what is prepared. */
  readonly executed: Executed;
}

/**
 * All that this database's statements have been counted by now; one that runs on for long is left out. One at a time they are
 * counted to the last; of those that end at the same moment the server, which counts without locks, loses one in a thousand.
 */
export async function look(connection: Connection, { database }: Address, { isMariadb }: Server): Promise<Looked> {
  for (let tries = 0; tries < TRIES; tries++) {
    if ((await connection.query(UNFINISHED, [database])).length === 0) break;
    await delay(INTERVAL);
  }
  const rows = isMariadb
    ? await connection.query<Row>(OF_MARIADB, [database, database])
    : await connection.query<Row>(OF_MYSQL, [database]);
  const statements = new Map<string, Counters>();
  const byConnection = new Map<string, number>();
  const ever = new Map<string, number>();
  for (const { id, picoseconds, ...counts } of rows) {
    const where = [PREPARED, ELSEWHERE].find((one) => id?.startsWith(one));
    if (where !== undefined) byConnection.set(id!.slice(where.length), Number(counts.calls));
    if (id === BEFORE || id === AFTER) ever.set(id, Number(counts.calls));
    else if (where !== ELSEWHERE) statements.set(id ?? UNKEPT, countersOf(counts, picoseconds));
  }
  return { statements, executed: { least: ever.get(BEFORE) ?? 0, most: ever.get(AFTER) ?? 0, byConnection } };
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
