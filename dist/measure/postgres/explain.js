// src/measure/postgres/explain.ts
import { LONGEST_STATEMENT } from "./look.js";
import { inItsPath } from "./path.js";
import { readPlan } from "./plan.js";
var NAME = "weighbridge_plan";
var FORBIDDEN = /* @__PURE__ */ new Set(["42501", "42P01", "3F000"]);
async function explain(database, queries) {
  const plans = /* @__PURE__ */ new Map();
  let refused = 0;
  for (const [statement, query] of queries) {
    const answer = await planOf(database, query);
    const plan = answer.kind === "rows" ? readPlan(Object.values(answer.rows[0] ?? {})[0]) : null;
    if (plan !== null) plans.set(statement, plan);
    else if (answer.kind === "refused" && FORBIDDEN.has(answer.code) && !needsMore(query)) refused++;
  }
  return { plans, refused };
}
var NOT_PLANNED = { kind: "rows", rows: [] };
async function planOf(database, query) {
  if (query.length >= LONGEST_STATEMENT || !isPlannable(query)) return NOT_PLANNED;
  try {
    return await inItsPath(database, () => planned(database, query));
  } finally {
    await database.attempt(`DEALLOCATE ${NAME}`);
  }
}
async function planned(database, query) {
  const prepared = await database.attempt(`PREPARE ${NAME} AS ${typed(query)}`);
  if (prepared.kind === "refused") return prepared;
  const [found] = await database.query(
    // The path is the target's: what is not the server's by name could be a function of its schema.
    "SELECT pg_catalog.cardinality(parameter_types) AS count FROM pg_catalog.pg_prepared_statements WHERE name OPERATOR(pg_catalog.=) $1",
    [NAME]
  );
  const values = Array.from({ length: found?.count ?? 0 }, () => "NULL").join(", ");
  const call = values === "" ? NAME : `${NAME}(${values})`;
  return database.attempt(`EXPLAIN (VERBOSE, FORMAT JSON) EXECUTE ${call}`);
}
var isPlannable = (query) => /\b(?:select|insert|update|delete|values|with|merge)\b/iu.test(query);
var needsMore = (query) => /\b(?:insert|update|delete|merge|for (?:key )?share)\b/iu.test(query);
function typed(query) {
  return query.replace(/\b(interval|date|timestamp|timestamptz|time) (\$\d+)/giu, "$2::$1");
}
export {
  explain
};
