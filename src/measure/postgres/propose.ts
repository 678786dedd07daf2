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
function bySearch({ filter, rows, alias }: Step, table: Table): Found | null {
  if (filter === null || alias === null) return null;
  const compared = conjunctsOf(filter).flatMap((one) => comparedColumn(one, alias, table.columns));
  const equal = compared.filter(({ operator }) => operator === "=").map(({ column }) => column);
  const range = compared.filter(({ operator }) => operator !== "=").map(({ column }) => column);
  const columns = [...new Set([...equal, ...range.slice(0, 1)])].slice(0, MOST_COLUMNS);
  return columns.length === 0 ? null : { columns, costThen: DESCENT + PAGE * rows };
}

/** The column that each row of the other side could be looked up by. */
function byJoin({ joined, alias }: Step, table: Table): Found | null {
  if (joined === null || alias === null) return null;
  const sides = conjunctsOf(joined.condition).flatMap((one) => one.split(" = "));
  const columns = table.columns.filter((column) => sides.some((side) => isOf(alias, side, column)));
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

/**
 * `customer` of "orders.customer = $1", "(orders.customer)::text = $1" or "other.id = orders.customer", where `alias` is what
 * conditions call the table; nothing of an expression, OR, LIKE or <>, nor of what each row is compared with in itself.
 */
function comparedColumn(
  conjunct: string,
  alias: string,
  columns: readonly string[],
): readonly { readonly column: string; readonly operator: string }[] {
  const match = OPERATOR.exec(conjunct);
  if (match === null || conjunct.includes(" OR ")) return [];
  const sides = [conjunct.slice(0, match.index), conjunct.slice(match.index + match[0].length)];
  // An index finds rows by what is known before they are read.
  const [side, ...others] = sides.filter((one) => isIn(alias, one));
  const path = /^\(?([^():]+)\)?(?:::[^():]+)?$/u.exec(side ?? "")?.[1];
  const column = columns.find((one) => path !== undefined && isOf(alias, path, one));
  return column === undefined || others.length > 0 ? [] : [{ column, operator: match[1]! }];
}

/** What a condition writes before a column's name. */
const prefixesOf = (alias: string) => [`${alias}.`, `"${alias.replaceAll('"', '""')}".`];

const isOf = (alias: string, path: string, column: string) =>
  prefixesOf(alias).some((prefix) => path === prefix + column);

/** Whether any column of it is in the text: "r." is in "r.id", and not in "other.id". */
function isIn(alias: string, text: string): boolean {
  return prefixesOf(alias).some((prefix) => {
    let at = text.indexOf(prefix);
    while (at > 0 && /[\w$"]/u.test(text[at - 1]!)) at = text.indexOf(prefix, at + 1);
    return at >= 0;
  });
}

/** A tree that starts with these columns: the planner had the choice and did not take it. */
function isThere(indexes: readonly Index[], table: Table, columns: readonly string[]): boolean {
  const start = `btree (${columns.join(", ")}`;
  const starts = [`${start},`, `${start})`];
  return indexes.some((index) => index.table === table.name && starts.some((one) => index.definition.startsWith(one)));
}
