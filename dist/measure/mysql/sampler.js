// src/measure/mysql/sampler.ts
import { repeating } from "../repeating.js";
import { Refused } from "./connection.js";
import { withoutValues } from "./values.js";
var PERIOD = 200;
var LONGEST = 2e3;
var MOST = 50;
var CONNECTIONS = "SELECT COUNT(*) AS connections FROM performance_schema.threads WHERE PROCESSLIST_DB = ? AND PROCESSLIST_ID <> CONNECTION_ID()";
var WAITS_OF_MARIADB = `SELECT p.TIME_MS AS ms, LEFT(t.trx_query, ${LONGEST}) AS query FROM information_schema.INNODB_TRX t
  JOIN information_schema.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id WHERE t.trx_state = 'LOCK WAIT' AND p.DB = ? LIMIT ${MOST}`;
var WAITS_OF_MYSQL = `SELECT e.TIMER_WAIT / 1e9 AS ms, LEFT(t.trx_query, ${LONGEST}) AS query FROM information_schema.INNODB_TRX t
  JOIN performance_schema.threads p ON p.PROCESSLIST_ID = t.trx_mysql_thread_id
  JOIN performance_schema.events_statements_current e ON e.THREAD_ID = p.THREAD_ID
  WHERE t.trx_state = 'LOCK WAIT' AND p.PROCESSLIST_DB = ? LIMIT ${MOST}`;
function startSampler(session, { database }, notes) {
  const waits = /* @__PURE__ */ new Map();
  const statement = session.server.isMariadb ? WAITS_OF_MARIADB : WAITS_OF_MYSQL;
  let connections = 0;
  let isAllowed = true;
  async function look() {
    const [row] = await session.ask((on) => on.query(CONNECTIONS, [database])) ?? [];
    connections = Math.max(connections, Number(row?.connections ?? 0));
    if (!isAllowed) return;
    try {
      for (const { ms, query } of await session.ask((on) => on.query(statement, [database])) ?? []) {
        const name = query === null ? "" : withoutValues(query);
        if (waits.size < MOST || waits.has(name)) waits.set(name, Math.max(waits.get(name) ?? 0, Number(ms ?? 0)));
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      isAllowed = false;
      notes.add(`${error.message} Until then waits for locks are not seen.`);
    }
  }
  const looking = repeating(look, PERIOD);
  return {
    async stop() {
      await looking.stop();
      return { connections, waits: isAllowed ? waits : null };
    }
  };
}
export {
  startSampler
};
