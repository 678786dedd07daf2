// src/measure/postgres/fixes.ts
import { createHash } from "node:crypto";
import { ToolError } from "../../errors.js";
import { SLOTS } from "../../model/series.js";
import { shortStatement } from "../statements.js";
import { shortened } from "../subject.js";
import { NAMED } from "./catalog.js";
import { connect } from "./connect.js";
import { proposeIndexes } from "./propose.js";
var MAKING = 3e4;
function fixesOf(evidence, owner) {
  if (evidence === null) return [];
  const explained = [...evidence.plans].map(([statement, plan]) => ({ statement, plan }));
  const bySql = /* @__PURE__ */ new Map();
  for (const one of proposeIndexes(explained, evidence.catalog).toSorted((x, y) => y.rows - x.rows))
    bySql.set(one.sql, [...bySql.get(one.sql) ?? [], one]);
  return [...bySql].map(([what, proposed]) => {
    const statements = proposed.map(({ statement }) => statement);
    const asked = [...evidence.endpoints].filter(([, one]) => statements.some((text) => one.statements.has(text)));
    return {
      what,
      of: proposed.map(({ table, statement }) => ({
        ...{ collector: "postgres", rule: "missing-index", subject: table, name: shortStatement(statement) }
      })),
      endpoints: asked.map(([endpoint]) => endpoint),
      async apply(slot) {
        const [one] = proposed;
        for (const each of SLOTS) await asOwner(owner[each], (database) => prepare(database, one, each === slot));
      },
      undo: (slot) => asOwner(owner[slot], (database) => drop(database, nameOf(what)))
    };
  });
}
var nameOf = (sql) => `weighbridge_try_${createHash("sha256").update(sql).digest("hex").slice(0, 12)}`;
async function asOwner(url, body) {
  const database = await connect(url, { key: "postgres.owner", patience: MAKING });
  try {
    await database.query("SELECT set_config('default_transaction_read_only', 'off', false)");
    return await body(database);
  } finally {
    await database.end();
  }
}
var WRITE = `SELECT format('CREATE INDEX IF NOT EXISTS %I ON %I.%I (%s)', $1::text, n.nspname, c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY k.at)) AS make,
  format('ANALYZE %I.%I', n.nspname, c.relname) AS analyze
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN unnest($3::text[]) WITH ORDINALITY k (name, at)
  JOIN pg_attribute a ON a.attrelid = c.oid AND quote_ident(a.attname) = k.name AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relkind = 'r' AND ${NAMED} = $2 GROUP BY n.nspname, c.relname HAVING count(*) = cardinality($3::text[])`;
var DROP = `SELECT format('DROP INDEX IF EXISTS %I.%I', n.nspname, c.relname) AS drop
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'i' AND c.relname = $1`;
async function prepare(database, { sql, table, columns }, isTried) {
  const written = await database.query(WRITE, [nameOf(sql), table, columns]);
  if (written.length === 0)
    throw new ToolError(
      `postgres: ${database.name} has no table ${table} with ${columns.join(", ")} any more once it was reset.`
    );
  for (const { make, analyze } of written) {
    if (isTried) await run(database, make, sql);
    await run(database, analyze, analyze);
  }
}
async function drop(database, name) {
  for (const { drop: drop2 } of await database.query(DROP, [name])) await run(database, drop2, drop2);
}
async function run(database, statement, what) {
  const answer = await database.attempt(statement);
  if (answer.kind === "rows") return;
  const { name, user } = database;
  const message = shortened(answer.message, 300);
  if (answer.code === "42501")
    throw new ToolError(
      `postgres: ${user} may not run ${what} in ${name} (${message}); put a role that owns the tables into postgres.owner.`
    );
  throw new ToolError(`postgres: ${name} did not run ${what} (${message}).`);
}
export {
  fixesOf
};
