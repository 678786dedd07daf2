// src/measure/mysql/statements.ts
import { NotThereError, ToolError } from "../../errors.js";
import { shortened } from "../subject.js";
import { PREPARED } from "./counters.js";
var LONGEST = 2e3;
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
  readServer,
  statementOf,
  textsOf
};
