/** Tables and indexes of a database as its server keeps books of them. */
import type { Address } from "./address.ts";
import type { Connection } from "./connection.ts";

/** The largest ones are read, and no more. */
const TABLES = 200;
const INDEXES = 1000;

export interface Table {
  readonly name: string;
  readonly bytes: number;
  /** Of all its indexes but the primary key, which the table itself is. */
  readonly indexBytes: number;
}

export interface Index {
  readonly table: string;
  readonly name: string;
  /** In order: "customer", "name(10)", "made DESC"; null: of an expression, or no tree: such are not compared. */
  readonly columns: readonly string[] | null;
  /** It keeps rows from being there twice: it has work to do though nothing reads it. */
  readonly isUnique: boolean;
  /** About: the server knows them of all indexes of a table together. */
  readonly bytes: number;
  /** Rows read by it since the server was started. */
  readonly reads: number;
}

export interface Catalog {
  readonly tables: readonly Table[];
  readonly indexes: readonly Index[];
}

const TABLES_OF = `SELECT TABLE_NAME AS name, DATA_LENGTH AS bytes, INDEX_LENGTH AS indexBytes FROM information_schema.TABLES
  WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE' ORDER BY DATA_LENGTH + INDEX_LENGTH DESC, TABLE_NAME LIMIT ${TABLES}`;
const PARTS_OF = `SELECT TABLE_NAME AS \`table\`, INDEX_NAME AS name, COLUMN_NAME AS \`column\`, SUB_PART AS part, COLLATION AS direction,
  NON_UNIQUE AS other, INDEX_TYPE AS type FROM information_schema.STATISTICS
  WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX LIMIT ${4 * INDEXES}`;
const READS_OF = `SELECT OBJECT_NAME AS \`table\`, INDEX_NAME AS name, COUNT_READ AS rowsRead FROM performance_schema.table_io_waits_summary_by_index_usage
  WHERE OBJECT_SCHEMA = ? AND INDEX_NAME IS NOT NULL`;

interface Part {
  readonly table: string;
  readonly name: string;
  readonly column: string | null;
  readonly part: number | null;
  readonly direction: string | null;
  readonly other: number | string;
  readonly type: string;
}

/** MySQL answers by sizes that are up to a day old, until a connection wants none. Throws as Connection does. */
export async function wantFreshSizes(connection: Connection): Promise<void> {
  const known = await connection.query("SHOW VARIABLES WHERE Variable_name = 'information_schema_stats_expiry'");
  if (known.length > 0) await connection.query("SET SESSION information_schema_stats_expiry = 0");
}

/** @throws as Connection does */
export async function readCatalog(connection: Connection, { database }: Address): Promise<Catalog> {
  const found = await connection.query<{ name: string; bytes: number; indexBytes: number }>(TABLES_OF, [database]);
  const tables = found.map(({ name, bytes, indexBytes }) => ({
    name,
    bytes: Number(bytes ?? 0),
    indexBytes: Number(indexBytes ?? 0),
  }));
  const parts = await connection.query<Part>(PARTS_OF, [database]);
  const read = await connection.query<{ table: string; name: string; rowsRead: number }>(READS_OF, [database]);
  const reads = new Map(read.map((one) => [keyOf(one), Number(one.rowsRead)]));
  return { tables, indexes: indexesOf(parts, tables, reads).slice(0, INDEXES) };
}

export const keyOf = ({ table, name }: Pick<Index, "table" | "name">): string => JSON.stringify([table, name]);

function indexesOf(
  parts: readonly Part[],
  tables: readonly Table[],
  reads: ReadonlyMap<string, number>,
): readonly Index[] {
  const byKey = groupBy(parts, keyOf);
  const secondary = groupBy(
    [...byKey.values()].map(([first]) => first!).filter(({ name }) => name !== "PRIMARY"),
    ({ table }) => table,
  );
  return [...byKey].map(([key, all]) => {
    const { table, name, other } = all[0]!;
    const together = tables.find((one) => one.name === table)?.indexBytes ?? 0;
    return {
      table,
      name,
      columns: all.every(({ column, type }) => column !== null && type === "BTREE") ? all.map(columnOf) : null,
      isUnique: Number(other) === 0,
      bytes: name === "PRIMARY" ? 0 : Math.round(together / (secondary.get(table)?.length ?? 1)),
      reads: reads.get(key) ?? 0,
    };
  });
}

function columnOf({ column, part, direction }: Part): string {
  return `${column}${part === null ? "" : `(${part})`}${direction === "D" ? " DESC" : ""}`;
}

export function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
