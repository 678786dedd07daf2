/** Plans as EXPLAIN writes them, a row a table. Pure. */

/** What EXPLAIN says of one table. */
export interface Row {
  /** As the statement calls it; "<derived2>" for what it made itself; null: no table. */
  readonly table: string | null;
  /** "ref", "range", "ALL". */
  readonly type: string | null;
  readonly key: string | null;
}

/** How each table is read, as a person reads it: "orders by orders_customer_idx (ref)". */
export type Plan = readonly string[];

/** null: no table is read, since there is none or a value that is not there said so before. */
export function planOf(rows: readonly Row[]): Plan | null {
  const plan = rows.flatMap(access);
  return plan.length === 0 ? null : plan;
}

function access({ table, type, key }: Row): readonly string[] {
  if (table === null || type === null || table.startsWith("<")) return [];
  if (type === "ALL") return [`full scan of ${table}`];
  if (type === "index") return [`full scan of ${table} by ${key}`];
  return [`${table}${key === null ? "" : ` by ${key}`} (${type})`];
}
