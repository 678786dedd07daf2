// src/measure/mysql/statements.ts
import { setTimeout as delay } from "node:timers/promises";
import { NotThereError, ToolError } from "../../errors.js";
import { shortened } from "../subject.js";
import { PREPARED, UNKEPT } from "./counters.js";
var LONGEST = 2e3;
var TRIES = 40;
var INTERVAL = 5;
async function readServer(connection, { place, database, user }) {
  const [server] = await connection.query(
    "SELECT @@version AS version, @@performance_schema AS isOn, @@max_connections AS most"
  );
  if (server.isOn !== 1)
    throw new ToolError(
      `The server of the database ${place} counts no statements: set performance_schema=ON in its configuration (my.cnf, below [mysqld]) and start it anew.`
    );
  const consumers = await connection.query(
    "SELECT NAME AS name FROM performance_schema.setup_consumers WHERE ENABLED = 'YES'"
  );
  const isKept = (consumer) => consumers.some(({ name }) => name === consumer);
  if (!isKept("statements_digest"))
    throw new ToolError(
      `The server of the database ${place} keeps no digests of statements: UPDATE performance_schema.setup_consumers SET ENABLED = 'YES' WHERE NAME = 'statements_digest'.`
    );
  const found = await connection.query("SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?", [database]);
  if (found.length === 0)
    throw new NotThereError(
      `The database ${place} is not there, or the user ${user} may not see it: correct mysql.url, or GRANT SELECT ON ${database}.* to that user.`
    );
  return {
    isMariadb: server.version.includes("MariaDB"),
    maxConnections: Number(server.most),
    keepsTexts: ["events_statements_current", "events_statements_history"].every(isKept)
  };
}
var COLUMNS = `COUNT_STAR AS calls, SUM_ROWS_EXAMINED AS examined, SUM_ROWS_SENT AS sent, SUM_TIMER_WAIT AS picoseconds,
  SUM_NO_INDEX_USED AS unindexed, SUM_CREATED_TMP_DISK_TABLES AS temporary`;
var DIGESTS = `SELECT DIGEST AS id, ${COLUMNS} FROM performance_schema.events_statements_summary_by_digest
  WHERE SCHEMA_NAME = ? AND DIGEST IS NOT NULL`;
var OVERFLOW = `SELECT DIGEST AS id, ${COLUMNS} FROM performance_schema.events_statements_summary_by_digest
  WHERE SCHEMA_NAME IS NULL AND DIGEST IS NULL`;
var DIGESTS_OF_MYSQL = `${DIGESTS} AND DIGEST_TEXT NOT LIKE 'PREPARE %' AND DIGEST_TEXT NOT LIKE 'DEALLOCATE %'`;
var EXECUTED = `SELECT CONCAT('${PREPARED}', THREAD_ID) AS id, ${COLUMNS} FROM performance_schema.threads
  JOIN performance_schema.events_statements_summary_by_thread_by_event_name USING (THREAD_ID)
  WHERE PROCESSLIST_DB = ? AND EVENT_NAME = 'statement/com/Execute' AND COUNT_STAR > 0`;
var UNFINISHED = `SELECT 1 FROM performance_schema.threads WHERE PROCESSLIST_DB = ? AND PROCESSLIST_ID <> CONNECTION_ID()
  AND (PROCESSLIST_COMMAND <> 'Sleep' OR THREAD_ID IN
    (SELECT THREAD_ID FROM performance_schema.events_statements_current WHERE END_EVENT_ID IS NULL)) LIMIT 1`;
async function look(connection, { database }, { isMariadb }) {
  for (let tries = 0; tries < TRIES; tries++) {
    if ((await connection.query(UNFINISHED, [database])).length === 0) break;
    await delay(INTERVAL);
  }
  const rows = await connection.query(
    `${isMariadb ? `${DIGESTS} UNION ALL ${EXECUTED}` : DIGESTS_OF_MYSQL} UNION ALL ${OVERFLOW}`,
    isMariadb ? [database, database] : [database]
  );
  return new Map(rows.map(({ id, picoseconds, ...counts }) => [id ?? UNKEPT, countersOf(counts, picoseconds)]));
}
function countersOf(counts, picoseconds) {
  const { calls, examined, sent, unindexed, temporary } = counts;
  return {
    calls: Number(calls),
    examined: Number(examined),
    sent: Number(sent),
    ms: Number(picoseconds) / 1e9,
    unindexed: Number(unindexed),
    temporary: Number(temporary)
  };
}
async function textsOf(connection, { database }, ids) {
  const digests = ids.filter((id) => !id.startsWith(PREPARED));
  const prepared = ids.filter((id) => id.startsWith(PREPARED)).map((id) => [id, "(prepared statements of unknown text)"]);
  if (digests.length === 0) return new Map(prepared);
  const rows = await connection.query(
    `SELECT DIGEST AS id, LEFT(DIGEST_TEXT, ${4 * LONGEST}) AS text FROM performance_schema.events_statements_summary_by_digest
      WHERE SCHEMA_NAME = ? AND DIGEST IN (?)`,
    [database, digests]
  );
  return new Map([...prepared, ...rows.map(({ id, text }) => [id, statementOf(text ?? id, database)])]);
}
var PREPARED_BEFORE = /^EXECUTE (?!`|IMMEDIATE\b)/u;
function statementOf(digestText, database) {
  const text = digestText.replaceAll(`\`${database}\` . `, "").replace(/\s+/gu, " ").trim().replace(PREPARED_BEFORE, "");
  return shortened(text === "" ? "(empty statement)" : text, LONGEST);
}
export {
  look,
  readServer,
  statementOf,
  textsOf
};
