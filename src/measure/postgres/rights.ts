/** Whether a role may plan what the target asks, which takes the right to read its tables. */
import { OTHERS } from "./catalog.ts";
import type { Database } from "./connect.ts";

/** What a round says whose statements the role may not plan. */
export function noPlans({ user }: Pick<Database, "user">): string {
  return `PostgreSQL: ${user} may not read the target's tables, so statements have no plans; ${cureOf(user)}.`;
}

const cureOf = (user: string) => `GRANT pg_read_all_data TO ${user}, or switch plans off`;

/** Tables and views but those of extensions. A right to any column counts: which ones the target asks for is not known. */
const TABLES = `SELECT count(*)::int AS tables, count(*) FILTER (WHERE NOT t.readable)::int AS closed,
    min(t.name) FILTER (WHERE NOT t.readable) AS one,
    (SELECT pg_has_role(r.oid, 'USAGE') FROM pg_roles r WHERE r.rolname = 'pg_read_all_data') AS "readsAll"
  FROM (SELECT concat_ws('.', n.nspname, c.relname) AS name,
      has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT') AS readable
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND ${OTHERS}
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't'
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')) t`;

/** A sentence where plans would be missing in a round, asked before there was one. Throws ToolError where the server went away. */
export async function lackingForPlans(database: Database): Promise<readonly string[]> {
  const { name, user } = database;
  const [found] = await database.query<{
    readonly tables: number;
    readonly closed: number;
    readonly one: string | null;
    /** null: before PostgreSQL 14 there is no such right. */
    readonly readsAll: boolean | null;
  }>(TABLES);
  const { tables, closed, one, readsAll } = found!;
  if (tables === 0)
    return readsAll === true
      ? []
      : [
          `PostgreSQL: ${name} has no tables yet, and unless ${user} may read those to come, statements have no plans; ${cureOf(user)}.`,
        ];
  if (closed === tables) return [noPlans(database)];
  return closed === 0
    ? []
    : [
        `PostgreSQL: ${user} may not read ${closed} of the ${tables} tables of ${name} (such as ${one}), so statements that ask for them have no plans; ${cureOf(user)}.`,
      ];
}
