/** Asks the planner how it would run the target's statements, without running them. */
import type { Attempt, Database } from "./connect.ts";
import { LONGEST_STATEMENT } from "./look.ts";
import { inItsPath } from "./path.ts";
import { type Plan, readPlan } from "./plan.ts";

export interface Plans {
  /** By statement. */
  readonly plans: ReadonlyMap<string, Plan>;
  /** Statements that the role may not even plan, though they only read. */
  readonly refused: number;
}

const NAME = "weighbridge_plan";
/** Codes of what the role may not read. */
const FORBIDDEN = new Set(["42501", "42P01", "3F000"]);

/** `queries`: as the server keeps them, with `$1` for values, by statement. Throws ToolError where the server went away. */
export async function explain(database: Database, queries: ReadonlyMap<string, string>): Promise<Plans> {
  const plans = new Map<string, Plan>();
  let refused = 0;
  for (const [statement, query] of queries) {
    const answer = await planOf(database, query);
    const plan = answer.kind === "rows" ? readPlan(Object.values(answer.rows[0] ?? {})[0]) : null;
    if (plan !== null) plans.set(statement, plan);
    else if (answer.kind === "refused" && FORBIDDEN.has(answer.code) && !needsMore(query)) refused++;
  }
  return { plans, refused };
}

const NOT_PLANNED: Attempt<never> = { kind: "rows", rows: [] };

/**
 * Prepared, a statement has its types found out by the server, and with plan_cache_mode = force_generic_plan its plan is that for
 * any values, so that the nulls given here do not matter: what EXPLAIN (GENERIC_PLAN) gives since PostgreSQL 16, also before.
 */
async function planOf(database: Database, query: string): Promise<Attempt<unknown>> {
  if (query.length >= LONGEST_STATEMENT || !isPlannable(query)) return NOT_PLANNED;
  try {
    return await inItsPath(database, () => planned(database, query));
  } finally {
    // A transaction that is rolled back leaves it there.
    await database.attempt(`DEALLOCATE ${NAME}`);
  }
}

async function planned(database: Database, query: string): Promise<Attempt<unknown>> {
  const prepared = await database.attempt(`PREPARE ${NAME} AS ${typed(query)}`);
  if (prepared.kind === "refused") return prepared;
  const [found] = await database.query<{ readonly count: number }>(
    // The path is the target's: what is not the server's by name could be a function of its schema.
    "SELECT pg_catalog.cardinality(parameter_types) AS count FROM pg_catalog.pg_prepared_statements WHERE name OPERATOR(pg_catalog.=) $1",
    [NAME],
  );
  const values = Array.from({ length: found?.count ?? 0 }, () => "NULL").join(", ");
  const call = values === "" ? NAME : `${NAME}(${values})`;
  return database.attempt(`EXPLAIN (VERBOSE, FORMAT JSON) EXECUTE ${call}`);
}

/** The keyword by which it starts, behind comments, is left to the server: here only what never is a plan is left out. */
const isPlannable = (query: string) => /\b(?:select|insert|update|delete|values|with|merge)\b/iu.test(query);

/** Whether planning it takes more than the right to read, which a role that only watches does not have: a write, or rows locked for one. */
const needsMore = (query: string) => /\b(?:insert|update|delete|merge|for (?:key )?share)\b/iu.test(query);

/** The type before a literal does not stand before a parameter: INTERVAL '1 day' is kept as "INTERVAL $1". */
function typed(query: string): string {
  return query.replace(/\b(interval|date|timestamp|timestamptz|time) (\$\d+)/giu, "$2::$1");
}
