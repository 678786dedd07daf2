/** Indexes that would spare a scan of a whole table, and what the planner would gain by each. Pure. */
import type { Catalog, Index, Table } from "./catalog.ts";
import type { Plan, Step } from "./plan.ts";

export interface Explained {
  readonly statement: string;
  readonly plan: Plan;
}

export interface ProposedIndex {
  /** As in SQL. */
  readonly table: string;
  readonly columns: readonly string[];
  /** The statement that scans the table. */
  readonly statement: string;
  readonly sql: string;
  /** Read by each scan. */
  readonly rows: number;
  /** Of the scan, in the planner's units: as it is, and about what it would be. */
  readonly cost: number;
  readonly costThen: number;
}

/**
 * The planner's defaults (random_page_cost, and a page or two of the tree that are not in the cache): an estimate from below
 * is worth nothing, so every row found is taken to lie on a page of its own.
 */
const PAGE = 4;
const DESCENT = 2 * PAGE;
const MOST_COLUMNS = 3;
/** What gains less is left as it is: an index costs every write. */
const LEAST_GAIN = 2;

/** For each scan of a whole table in the plans, the index by whose columns it is searched, where there is none yet. */
export function proposeIndexes(
  explained: readonly Explained[],
  { tables, indexes }: Catalog,
): readonly ProposedIndex[] {
  return explained.flatMap(({ statement, plan }) =>
    plan.flatMap((step) => {
      const table = tables.find(({ relation, schema }) => relation === step.relation && schema === step.schema);
      if (step.type !== "Seq Scan" || table === undefined) return [];
      const found = bySearch(step, table) ?? byJoin(step, table);
      if (found === null || found.costThen * LEAST_GAIN > step.cost || isThere(indexes, table, found.columns))
        return [];
      const sql = `CREATE INDEX ON ${table.name} (${found.columns.join(", ")})`;
      return [{ table: table.name, statement, sql, rows: table.rows, cost: step.cost, ...found }];
    }),
  );
}

type Found = Pick<ProposedIndex, "columns" | "costThen">;

/** Columns that are compared for equality first: then one by its range can follow. */
function bySearch({ filter, rows }: Step, table: Table): Found | null {
  if (filter === null) return null;
  const compared = conjunctsOf(filter).flatMap((one) => comparedColumn(one, table.columns));
  const equal = compared.filter(({ operator }) => operator === "=").map(({ column }) => column);
  const range = compared.filter(({ operator }) => operator !== "=").map(({ column }) => column);
  const columns = [...new Set([...equal, ...range.slice(0, 1)])].slice(0, MOST_COLUMNS);
  return columns.length === 0 ? null : { columns, costThen: DESCENT + PAGE * rows };
}

/** The column that each row of the other side could be looked up by. */
function byJoin({ joined, alias }: Step, table: Table): Found | null {
  if (joined === null) return null;
  const sides = conjunctsOf(joined.condition).flatMap((one) => one.split(" = "));
  const columns = table.columns.filter((column) =>
    sides.some((side) => side === `${alias}.${column}` || side === `"${alias}".${column}`),
  );
  if (columns.length !== 1) return null;
  return { columns, costThen: DESCENT * joined.others + PAGE * joined.rows };
}

/** The parts of "((a = $1) AND (b > $2))", without the brackets around each. */
export function conjunctsOf(condition: string): readonly string[] {
  const bare = unwrapped(condition);
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at < bare.length; at++) {
    if (bare[at] === "(") depth++;
    if (bare[at] === ")") depth--;
    if (depth > 0 || !bare.startsWith(" AND ", at)) continue;
    parts.push(bare.slice(from, at));
    from = at + " AND ".length;
  }
  return [...parts, bare.slice(from)].map(unwrapped);
}

/** Without the brackets that hold the whole of it. */
function unwrapped(text: string): string {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  let depth = 0;
  for (let at = 0; at < text.length - 1; at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")") depth--;
    if (depth === 0) return text;
  }
  return unwrapped(text.slice(1, -1));
}

const OPERATOR = / (=|<|>|<=|>=) /u;

/** `orders.customer` of "orders.customer = $1" or "(orders.status)::text = $1"; nothing of an expression, OR, LIKE or <>. */
function comparedColumn(
  conjunct: string,
  columns: readonly string[],
): readonly { readonly column: string; readonly operator: string }[] {
  const match = OPERATOR.exec(conjunct);
  if (match === null || conjunct.includes(" OR ")) return [];
  const left = conjunct.slice(0, match.index).replace(/^\(/u, "");
  const end = left.search(/[():]/u);
  const path = end < 0 ? left : left.slice(0, end);
  // Of an expression the bracket opens first: "lower(orders.email)".
  if (end >= 0 && left[end] === "(") return [];
  const column = columns.find((one) => path === one || path.endsWith(`.${one}`));
  const right = conjunct.slice(match.index + match[0].length);
  const isColumn = columns.some((one) => right === one || right.endsWith(`.${one}`));
  return column === undefined || isColumn ? [] : [{ column, operator: match[1]! }];
}

/** A tree that starts with these columns: the planner had the choice and did not take it. */
function isThere(indexes: readonly Index[], table: Table, columns: readonly string[]): boolean {
  const start = `btree (${columns.join(", ")}`;
  const starts = [`${start},`, `${start})`];
  return indexes.some((index) => index.table === table.name && starts.some((one) => index.definition.startsWith(one)));
}
