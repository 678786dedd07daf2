// src/measure/mysql/samples.ts
import { addAll } from "./counters.js";
var SAMPLES = `SELECT DIGEST AS id, SQL_TEXT AS text FROM performance_schema.events_statements_history
  WHERE CURRENT_SCHEMA = ? AND EVENT_NAME = 'statement/sql/select' AND DIGEST IN (?)
    AND OCTET_LENGTH(SQL_TEXT) < @@performance_schema_max_sql_text_length ORDER BY TIMER_START`;
var NO_TEXTS = "MariaDB or MySQL: statements have no plans, since the server does not keep their texts: UPDATE performance_schema.setup_consumers SET ENABLED = 'YES' WHERE NAME IN ('events_statements_current', 'events_statements_history'), or set mysql.plans to false.";
var MOST = 20;
function startSamples(session, { database }, notes) {
  const texts = /* @__PURE__ */ new Map();
  const known = /* @__PURE__ */ new Set();
  const read = (connection, ids) => connection.query(SAMPLES, [database, ids]);
  return {
    texts,
    async take(used) {
      const ids = [...used.keys()].filter((id) => !known.has(id));
      if (ids.length === 0) return;
      if (!session.server.keepsTexts) return void notes.add(NO_TEXTS);
      for (const id of ids) known.add(id);
      for (const { id, text } of await session.ask((on) => read(on, ids)) ?? []) texts.set(id, text);
    }
  };
}
function costliest({ endpoints, plans }, texts, names) {
  const all = /* @__PURE__ */ new Map();
  for (const { statements } of endpoints.values()) addAll(all, statements);
  const examined = (statement) => all.get(statement)?.examined ?? 0;
  const sampled = [...texts].flatMap(([id, text]) => {
    const statement = names.get(id);
    return statement === void 0 || plans.has(statement) ? [] : [[statement, text]];
  });
  return new Map(sampled.sort(([one], [other]) => examined(other) - examined(one)).slice(0, MOST));
}
export {
  costliest,
  startSamples
};
