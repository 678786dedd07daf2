// src/measure/postgres/own-queries.ts
import { shortened } from "../subject.js";
import { inItsPath } from "./path.js";
async function askOwn(database, queries) {
  const values = [];
  const notes = [];
  for (const [name, query] of Object.entries(queries)) {
    const answer = await inItsPath(database, () => database.attempt(query));
    const value = answer.kind === "rows" ? onlyNumber(answer.rows) : null;
    const why = answer.kind === "rows" ? "it gives one row with one number" : shortened(answer.message, 300);
    if (value === null)
      notes.push(`postgres.queries.${name} gave no number${answer.kind === "rows" ? "; see that " : ": "}${why}.`);
    values.push([name, value]);
  }
  return { values: Object.fromEntries(values), notes };
}
function onlyNumber(rows) {
  const [value, ...others] = rows.length === 1 ? Object.values(rows[0]) : [];
  if (others.length > 0 || typeof value !== "number" && typeof value !== "string" || value === "") return null;
  return Number.isFinite(Number(value)) ? Number(value) : null;
}
export {
  askOwn
};
