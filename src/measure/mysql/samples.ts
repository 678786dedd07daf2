/** Texts of the target's queries with their values, as they were sent: what a plan is asked for with. */
import type { Address } from "./address.ts";
import type { Connection } from "./connection.ts";
import { addAll, type Counters, type Look } from "./counters.ts";
import type { Seen } from "./seen.ts";
import type { Session } from "./session.ts";

/** The last ones of each connection, by the server's own word for what is a query; a text that it may have cut is none. */
const SAMPLES = `SELECT DIGEST AS id, SQL_TEXT AS text FROM performance_schema.events_statements_history
  WHERE CURRENT_SCHEMA = ? AND EVENT_NAME = 'statement/sql/select' AND DIGEST IN (?)
    AND OCTET_LENGTH(SQL_TEXT) < @@performance_schema_max_sql_text_length ORDER BY TIMER_START`;

const NO_TEXTS =
  "MariaDB or MySQL: statements have no plans, since the server does not keep their texts: UPDATE performance_schema.setup_consumers SET ENABLED = 'YES' WHERE NAME IN ('events_statements_current', 'events_statements_history'), or set mysql.plans to false.";
/** Statements whose plans are asked for in a round. */
const MOST = 20;

export interface Samples {
  /** By the server's ids of statements. */
  readonly texts: ReadonlyMap<string, string>;
  /** Told what was used a moment ago; each statement is looked up the first time. Throws ToolError. */
  take(used: Look): Promise<void>;
}

export function startSamples(session: Session, { database }: Address, notes: Set<string>): Samples {
  const texts = new Map<string, string>();
  const known = new Set<string>();
  const read = (connection: Connection, ids: readonly string[]) =>
    connection.query<{ readonly id: string; readonly text: string }>(SAMPLES, [database, ids]);
  return {
    texts,
    async take(used) {
      const ids = [...used.keys()].filter((id) => !known.has(id));
      if (ids.length === 0) return;
      if (!session.server.keepsTexts) return void notes.add(NO_TEXTS);
      for (const id of ids) known.add(id);
      for (const { id, text } of (await session.ask((on) => read(on, ids))) ?? []) texts.set(id, text);
    },
  };
}

/** Statements without a plan that read the most rows, with one of their texts; `names`: by the server's ids. */
export function costliest(
  { endpoints, plans }: Pick<Seen, "endpoints" | "plans">,
  texts: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const all = new Map<string, Counters>();
  for (const { statements } of endpoints.values()) addAll(all, statements);
  const examined = (statement: string) => all.get(statement)?.examined ?? 0;
  const sampled = [...texts].flatMap(([id, text]) => {
    const statement = names.get(id);
    return statement === undefined || plans.has(statement) ? [] : [[statement, text] as const];
  });
  return new Map(sampled.sort(([one], [other]) => examined(other) - examined(one)).slice(0, MOST));
}
