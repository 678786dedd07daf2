// src/measure/postgres/rights.ts
import { OTHERS } from "./catalog.js";
function noPlans({ user }) {
  return `PostgreSQL: ${user} may not read the target's tables, so statements have no plans; ${cureOf(user)}.`;
}
var cureOf = (user) => `GRANT pg_read_all_data TO ${user}, or switch plans off`;
var TABLES = `SELECT count(*)::int AS tables, count(*) FILTER (WHERE NOT t.readable)::int AS closed,
    min(t.name) FILTER (WHERE NOT t.readable) AS one,
    (SELECT pg_has_role(r.oid, 'USAGE') FROM pg_roles r WHERE r.rolname = 'pg_read_all_data') AS "readsAll"
  FROM (SELECT concat_ws('.', n.nspname, c.relname) AS name,
      has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT') AS readable
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND ${OTHERS}
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't'
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')) t`;
async function lackingForPlans(database) {
  const { name, user } = database;
  const [found] = await database.query(TABLES);
  const { tables, closed, one, readsAll } = found;
  if (tables === 0)
    return readsAll === true ? [] : [
      `PostgreSQL: ${name} has no tables yet, and unless ${user} may read those to come, statements have no plans; ${cureOf(user)}.`
    ];
  if (closed === tables) return [noPlans(database)];
  return closed === 0 ? [] : [
    `PostgreSQL: ${user} may not read ${closed} of the ${tables} tables of ${name} (such as ${one}), so statements that ask for them have no plans; ${cureOf(user)}.`
  ];
}
export {
  lackingForPlans,
  noPlans
};
