/** Indexes that were proposed, made in a slot's database for a try, and taken away again. */
import { createHash } from "node:crypto";
import { ToolError } from "../../errors.ts";
import { SLOTS, type Slot } from "../../model/series.ts";
import type { Fix } from "../fix.ts";
import { shortStatement } from "../statements.ts";
import { shortened } from "../subject.ts";
import { NAMED } from "./catalog.ts";
import { connect, type Database } from "./connect.ts";
import type { Evidence } from "./evidence.ts";
import { type ProposedIndex, proposeIndexes } from "./propose.ts";

/** Milliseconds that an index may take to be made. */
const MAKING = 30_000;

/** `owner`: addresses with a role that may change the tables. The indexes that most rows were read for come first. */
export function fixesOf(evidence: Evidence | null, owner: Readonly<Record<Slot, string>>): readonly Fix[] {
  if (evidence === null) return [];
  const explained = [...evidence.plans].map(([statement, plan]) => ({ statement, plan }));
  const bySql = new Map<string, ProposedIndex[]>();
  for (const one of proposeIndexes(explained, evidence.catalog).toSorted((x, y) => y.rows - x.rows))
    bySql.set(one.sql, [...(bySql.get(one.sql) ?? []), one]);
  return [...bySql].map(([what, proposed]) => {
    const statements = proposed.map(({ statement }) => statement);
    const asked = [...evidence.endpoints].filter(([, one]) => statements.some((text) => one.statements.has(text)));
    return {
      what,
      of: proposed.map(({ table, statement }) => ({
        ...{ collector: "postgres", rule: "missing-index", subject: table, name: shortStatement(statement) },
      })),
      endpoints: asked.map(([endpoint]) => endpoint),
      async apply(slot) {
        const [one] = proposed;
        // Statistics of both slots, so that what fresh ones bring is no gain of the index.
        for (const each of SLOTS) await asOwner(owner[each], (database) => prepare(database, one!, each === slot));
      },
      undo: (slot) => asOwner(owner[slot], (database) => drop(database, nameOf(what))),
    };
  });
}

/** The same in each job, so that one that was left behind is found. */
const nameOf = (sql: string) => `weighbridge_try_${createHash("sha256").update(sql).digest("hex").slice(0, 12)}`;

async function asOwner<T>(url: string, body: (database: Database) => Promise<T>): Promise<T> {
  const database = await connect(url, { key: "postgres.owner", patience: MAKING });
  try {
    await database.query("SELECT set_config('default_transaction_read_only', 'off', false)");
    return await body(database);
  } finally {
    await database.end();
  }
}

/** The server itself writes the statements, from names that it finds in its catalogue. */
const WRITE = `SELECT format('CREATE INDEX IF NOT EXISTS %I ON %I.%I (%s)', $1::text, n.nspname, c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY k.at)) AS make,
  format('ANALYZE %I.%I', n.nspname, c.relname) AS analyze
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN unnest($3::text[]) WITH ORDINALITY k (name, at)
  JOIN pg_attribute a ON a.attrelid = c.oid AND quote_ident(a.attname) = k.name AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relkind = 'r' AND ${NAMED} = $2 GROUP BY n.nspname, c.relname HAVING count(*) = cardinality($3::text[])`;

const DROP = `SELECT format('DROP INDEX IF EXISTS %I.%I', n.nspname, c.relname) AS drop
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'i' AND c.relname = $1`;

/** `isTried`: with the index. */
async function prepare(database: Database, { sql, table, columns }: ProposedIndex, isTried: boolean): Promise<void> {
  const written = await database.query<{ make: string; analyze: string }>(WRITE, [nameOf(sql), table, columns]);
  if (written.length === 0)
    throw new ToolError(
      `postgres: ${database.name} has no table ${table} with ${columns.join(", ")} any more once it was reset.`,
    );
  for (const { make, analyze } of written) {
    if (isTried) await run(database, make, sql);
    await run(database, analyze, analyze);
  }
}

async function drop(database: Database, name: string): Promise<void> {
  for (const { drop } of await database.query<{ drop: string }>(DROP, [name])) await run(database, drop, drop);
}

async function run(database: Database, statement: string, what: string): Promise<void> {
  const answer = await database.attempt(statement);
  if (answer.kind === "rows") return;
  const { name, user } = database;
  const message = shortened(answer.message, 300);
  if (answer.code === "42501")
    throw new ToolError(
      `postgres: ${user} may not run ${what} in ${name} (${message}); put a role that owns the tables into postgres.owner.`,
    );
  throw new ToolError(`postgres: ${name} did not run ${what} (${message}).`);
}
