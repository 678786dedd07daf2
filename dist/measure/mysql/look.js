// src/measure/mysql/look.ts
import { setTimeout as delay } from "node:timers/promises";
import { PREPARED, UNKEPT } from "./counters.js";
var TRIES = 40;
var INTERVAL = 5;
var ELSEWHERE = "elsewhere ";
var COLUMNS = `COUNT_STAR AS calls, SUM_ROWS_EXAMINED AS examined, SUM_ROWS_SENT AS sent, SUM_TIMER_WAIT AS picoseconds,
  SUM_NO_INDEX_USED AS unindexed, SUM_CREATED_TMP_DISK_TABLES AS temporary`;
var DIGESTS = `SELECT DIGEST AS id, ${COLUMNS} FROM performance_schema.events_statements_summary_by_digest
  WHERE SCHEMA_NAME = ? AND DIGEST IS NOT NULL`;
var OVERFLOW = `SELECT DIGEST AS id, ${COLUMNS} FROM performance_schema.events_statements_summary_by_digest
  WHERE SCHEMA_NAME IS NULL AND DIGEST IS NULL`;
var DIGESTS_OF_MYSQL = `${DIGESTS} AND DIGEST_TEXT NOT LIKE 'PREPARE %' AND DIGEST_TEXT NOT LIKE 'DEALLOCATE %'`;
var EXECUTED = `SELECT CONCAT(IF(PROCESSLIST_DB = ?, '${PREPARED}', '${ELSEWHERE}'), THREAD_ID) AS id, ${COLUMNS}
  FROM performance_schema.threads JOIN performance_schema.events_statements_summary_by_thread_by_event_name USING (THREAD_ID)
  WHERE EVENT_NAME = 'statement/com/Execute' AND COUNT_STAR > 0`;
var EVER = (id) => `SELECT '${id}' AS id, ${COLUMNS}
  FROM performance_schema.events_statements_summary_global_by_event_name WHERE EVENT_NAME = 'statement/com/Execute'`;
var [BEFORE, AFTER] = ["ever, before", "ever, after"];
var OF_MARIADB = [DIGESTS, EVER(BEFORE), EXECUTED, EVER(AFTER), OVERFLOW].join(" UNION ALL ");
var OF_MYSQL = `${DIGESTS_OF_MYSQL} UNION ALL ${OVERFLOW}`;
var UNFINISHED = `SELECT 1 FROM performance_schema.threads WHERE PROCESSLIST_DB = ? AND PROCESSLIST_ID <> CONNECTION_ID()
  AND (PROCESSLIST_COMMAND <> 'Sleep' OR THREAD_ID IN
    (SELECT THREAD_ID FROM performance_schema.events_statements_current WHERE END_EVENT_ID IS NULL)) LIMIT 1`;
async function look(connection, { database }, { isMariadb }) {
  for (let tries = 0; tries < TRIES; tries++) {
    if ((await connection.query(UNFINISHED, [database])).length === 0) break;
    await delay(INTERVAL);
  }
  const rows = isMariadb ? await connection.query(OF_MARIADB, [database, database]) : await connection.query(OF_MYSQL, [database]);
  const statements = /* @__PURE__ */ new Map();
  const byConnection = /* @__PURE__ */ new Map();
  const ever = /* @__PURE__ */ new Map();
  for (const { id, picoseconds, ...counts } of rows) {
    const where = [PREPARED, ELSEWHERE].find((one) => id?.startsWith(one));
    if (where !== void 0) byConnection.set(id.slice(where.length), Number(counts.calls));
    if (id === BEFORE || id === AFTER) ever.set(id, Number(counts.calls));
    else if (where !== ELSEWHERE) statements.set(id ?? UNKEPT, countersOf(counts, picoseconds));
  }
  return { statements, executed: { least: ever.get(BEFORE) ?? 0, most: ever.get(AFTER) ?? 0, byConnection } };
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
export {
  look
};
