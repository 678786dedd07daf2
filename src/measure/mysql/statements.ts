/** What a server is like, and the texts of its statements. */
import { NotThereError, ToolError } from "../../errors.ts";
import { shortened } from "../subject.ts";
import type { Address } from "./address.ts";
import type { Connection } from "./connection.ts";
import { PREPARED } from "./counters.ts";

/** Characters of a statement. */
const LONGEST = 2_000;

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
