/** Asks the planner how it would run the target's queries, without running them. */
import { ToolError } from "../../errors.ts";
import type { Reachable } from "./address.ts";
import { type Connection, connect, Forbidden, Refused, Uncallable } from "./connection.ts";
import { type Plan, planOf, type Row } from "./plan.ts";
import { withPlace } from "./session.ts";
import type { Server } from "./statements.ts";

/** Milliseconds for all of them together. */
const ALL = 8_000;

/**
 * To plan a query a server runs parts of it: functions of constant values, tables that are derived. So nothing may be written,
 * and nothing may take longer than a second, here or in waiting for a lock.
 */
const NARROW = ["SET SESSION lock_wait_timeout = 1", "START TRANSACTION READ ONLY"];
const PATIENCE = { mariadb: "SET SESSION max_statement_time = 1", mysql: "SET SESSION max_execution_time = 1000" };
/** Of functions and procedures a user sees those that it may run; but MySQL shows those of `sys` to all, so one of them is called. */
const CALLABLE = {
  mariadb: "SELECT 1 FROM information_schema.ROUTINES LIMIT 1",
  mysql: "SELECT 1 FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA <> 'sys' LIMIT 1",
};
const OF_SYS = "SELECT sys.version_major()";

export interface Planner {
  readonly address: Reachable;
  readonly server: Pick<Server, "isMariadb">;
  /** For a reader, a sentence each. */
  readonly notes: Set<string>;
}

/** By statement; `queries`: as the server recorded them. Why there is none is a note, and never a failure. */
export async function explain(
  { address, server, notes }: Planner,
  queries: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Plan>> {
  const plans = new Map<string, Plan>();
  const giveUp = Date.now() + ALL;
  const kind = server.isMariadb ? "mariadb" : "mysql";
  let connection: Connection | null = null;
  try {
    connection = await connect(address, address.database);
    for (const setting of [PATIENCE[kind], ...NARROW]) await connection.query(setting);
    if (await runsFunctions(connection, kind)) throw new ToolError(mayCall(address));
    for (const [statement, query] of queries) {
      if (Date.now() > giveUp) break;
      const plan = await explainOne(connection, query);
      if (plan !== null) plans.set(statement, plan);
    }
  } catch (error) {
    const fault = withPlace(error, address);
    if (!(fault instanceof ToolError)) throw fault;
    notes.add(`${fault.message} Until then statements have no plans; mysql.plans: false leaves them out.`);
  } finally {
    connection?.close();
  }
  return plans;
}

/** Whether this user may have the server run any. */
async function runsFunctions(connection: Connection, kind: keyof typeof CALLABLE): Promise<boolean> {
  if ((await connection.query(CALLABLE[kind])).length > 0) return true;
  if (kind === "mariadb") return false;
  try {
    await connection.query(OF_SYS);
    return true;
  } catch (error) {
    if (error instanceof Uncallable) return false;
    throw error;
  }
}

/** null: the server refuses, or takes too long. */
async function explainOne(connection: Connection, query: string): Promise<Plan | null> {
  try {
    return planOf(await connection.query<Row>(`EXPLAIN FORMAT=TRADITIONAL ${query}`));
  } catch (error) {
    if (error instanceof Refused && !(error instanceof Forbidden)) return null;
    throw error;
  }
}

const mayCall = ({ user }: Reachable) =>
  `The user ${user} of mysql.url may run functions, which a server does to plan a statement: take one that may SELECT and nothing else.`;
