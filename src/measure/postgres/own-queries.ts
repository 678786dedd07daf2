/** The user's own queries: a number each. */
import { shortened } from "../subject.ts";
import type { Database } from "./connect.ts";
import { inItsPath } from "./path.ts";

export interface OwnNumbers {
  /** By the name that the config gives it; null: it gave none. */
  readonly values: Readonly<Record<string, number | null>>;
  readonly notes: readonly string[];
}

/** @throws ToolError where the server went away; what it refuses is a note */
export async function askOwn(database: Database, queries: Readonly<Record<string, string>>): Promise<OwnNumbers> {
  const values: [string, number | null][] = [];
  const notes: string[] = [];
  for (const [name, query] of Object.entries(queries)) {
    const answer = await inItsPath(database, () => database.attempt<Readonly<Record<string, unknown>>>(query));
    const value = answer.kind === "rows" ? onlyNumber(answer.rows) : null;
    const why = answer.kind === "rows" ? "it gives one row with one number" : shortened(answer.message, 300);
    if (value === null)
      notes.push(`postgres.queries.${name} gave no number${answer.kind === "rows" ? "; see that " : ": "}${why}.`);
    values.push([name, value]);
  }
  return { values: Object.fromEntries(values), notes };
}

/** What does not fit into a double comes as text. */
function onlyNumber(rows: readonly Readonly<Record<string, unknown>>[]): number | null {
  const [value, ...others] = rows.length === 1 ? Object.values(rows[0]!) : [];
  if (others.length > 0 || (typeof value !== "number" && typeof value !== "string") || value === "") return null;
  return Number.isFinite(Number(value)) ? Number(value) : null;
}
