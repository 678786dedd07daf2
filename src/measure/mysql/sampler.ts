/** What only shows while it lasts: connections and waits for locks, looked at five times a second under load. */
import { repeating } from "../repeating.ts";
import type { Address } from "./address.ts";
import { Refused } from "./connection.ts";
import type { Session } from "./session.ts";
import { withoutValues } from "./values.ts";

/** Milliseconds between two looks; a wait of 300 ms is seen at 100 ms or more. */
const PERIOD = 200;
const LONGEST = 2_000;
/** Statements that waited; more of them say no more. */
const MOST = 50;

export interface Sampled {
  /** The most of this database's clients at once. */
  readonly connections: number;
  /** Milliseconds by statement, the longest of each; null: the user may not see them. */
  readonly waits: ReadonlyMap<string, number> | null;
}

export interface Sampler {
  /** What was seen until now; no further look. Throws ToolError where a look failed. */
  stop(): Promise<Sampled>;
}

const CONNECTIONS =
  "SELECT COUNT(*) AS connections FROM performance_schema.threads WHERE PROCESSLIST_DB = ? AND PROCESSLIST_ID <> CONNECTION_ID()";
/** The time since the statement began; its wait is most of that. */
const WAITS_OF_MARIADB = `SELECT p.TIME_MS AS ms, LEFT(t.trx_query, ${LONGEST}) AS query FROM information_schema.INNODB_TRX t
  JOIN information_schema.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id WHERE t.trx_state = 'LOCK WAIT' AND p.DB = ? LIMIT ${MOST}`;
const WAITS_OF_MYSQL = `SELECT e.TIMER_WAIT / 1e9 AS ms, LEFT(t.trx_query, ${LONGEST}) AS query FROM information_schema.INNODB_TRX t
  JOIN performance_schema.threads p ON p.PROCESSLIST_ID = t.trx_mysql_thread_id
  JOIN performance_schema.events_statements_current e ON e.THREAD_ID = p.THREAD_ID
  WHERE t.trx_state = 'LOCK WAIT' AND p.PROCESSLIST_DB = ? LIMIT ${MOST}`;

export function startSampler(session: Session, { database }: Address, notes: Set<string>): Sampler {
  const waits = new Map<string, number>();
  const statement = session.server.isMariadb ? WAITS_OF_MARIADB : WAITS_OF_MYSQL;
  let connections = 0;
  let isAllowed = true;

  async function look(): Promise<void> {
    const [row] = (await session.ask((on) => on.query<{ connections: number }>(CONNECTIONS, [database]))) ?? [];
    connections = Math.max(connections, Number(row?.connections ?? 0));
    if (!isAllowed) return;
    try {
      type Wait = { readonly ms: number | string | null; readonly query: string | null };
      for (const { ms, query } of (await session.ask((on) => on.query<Wait>(statement, [database]))) ?? []) {
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
    },
  };
}
