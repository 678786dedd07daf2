/** Tables and indexes as the server keeps books of them. */
import type { Database } from "./connect.ts";

/** The largest ones are read, and no more. */
const TABLES = 200;
const INDEXES = 1000;
/** Characters: an index may be on an expression of any length. */
const DEFINITION = 2_000;

export interface Table {
  /** As a statement would name it, with its schema where that is not public. */
  readonly name: string;
  /** As a plan names it: its own name and that of its schema, unquoted. */
  readonly relation: string;
  readonly schema: string;
  readonly rows: number;
  readonly deadRows: number;
  /** Written since it was last analysed, or since the server began to count: a database that was copied has zero here. */
  readonly modified: number;
  readonly bytes: number;
  readonly indexBytes: number;
  /** Days since the last one; null: never. */
  readonly vacuumed: number | null;
  readonly analyzed: number | null;
  /** Quoted where SQL asks for that. */
  readonly columns: readonly string[];
}

export interface Index {
  readonly name: string;
  readonly table: string;
  /** Method, columns and condition: "btree (customer)". */
  readonly definition: string;
  readonly bytes: number;
  /** Since the server began to count. */
  readonly scans: number;
  /** It keeps rows from being there twice: it has work to do though nothing reads it. */
  readonly isUnique: boolean;
  /**
   * What orders it, a text a key: column, operators, collation, direction. null where it is on expressions or a condition, or
   * is no tree: such are not compared.
   */
  readonly keys: readonly string[] | null;
  /** Columns that it only carries. */
  readonly carried: readonly string[];
}

export interface Catalog {
  readonly tables: readonly Table[];
  readonly indexes: readonly Index[];
}

/** Of a table c in a schema n. */
export const NAMED = `CASE n.nspname WHEN 'public' THEN quote_ident(c.relname) ELSE concat(quote_ident(n.nspname), '.', quote_ident(c.relname)) END`;
export const OTHERS = `n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`;
const days = (column: string) =>
  `(extract(epoch FROM now() - greatest(s.last_${column}, s.last_auto${column})) / 86400)::float8`;

/** Of the rows the planner's own number first: the other counts those twice that a session inserts and then analyses. */
const TABLES_OF = `SELECT ${NAMED} AS name, c.relname::text AS relation, n.nspname::text AS schema, (CASE WHEN c.reltuples > 0 THEN c.reltuples ELSE s.n_live_tup END)::float8 AS rows, s.n_dead_tup::float8 AS "deadRows", s.n_mod_since_analyze::float8 AS modified,
  pg_table_size(c.oid)::float8 AS bytes, pg_indexes_size(c.oid)::float8 AS "indexBytes",
  ${days("vacuum")} AS vacuumed, ${days("analyze")} AS analyzed,
  ARRAY(SELECT quote_ident(a.attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS columns
  FROM (SELECT c.* FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND ${OTHERS}
    ORDER BY c.relpages DESC LIMIT ${TABLES}) c
  JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_stat_user_tables s ON s.relid = c.oid`;

const INDEXES_OF = `SELECT i.relname::text AS name, ${NAMED} AS "table", substr(pg_get_indexdef(i.oid), strpos(pg_get_indexdef(i.oid), ' USING ') + 7, ${DEFINITION}) AS definition,
  pg_relation_size(i.oid)::float8 AS bytes, coalesce(s.idx_scan, 0)::float8 AS scans, x.indisunique OR x.indisexclusion AS "isUnique",
  CASE WHEN x.indpred IS NULL AND x.indexprs IS NULL AND m.amname = 'btree' THEN
    ARRAY(SELECT concat_ws(' ', k, x.indclass[k.at - 1], x.indcollation[k.at - 1], x.indoption[k.at - 1])
      FROM unnest(x.indkey::int2[]) WITH ORDINALITY k (k, at) WHERE k.at <= x.indnkeyatts ORDER BY k.at) END AS keys,
  ARRAY(SELECT k::text FROM unnest(x.indkey::int2[]) WITH ORDINALITY k (k, at) WHERE k.at > x.indnkeyatts) AS carried
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid AND c.relpersistence <> 't'
  JOIN pg_namespace n ON n.oid = c.relnamespace AND ${OTHERS} JOIN pg_am m ON m.oid = i.relam
  LEFT JOIN pg_stat_user_indexes s ON s.indexrelid = i.oid
  WHERE x.indisvalid AND i.relkind = 'i' ORDER BY i.relpages DESC, i.relname LIMIT ${INDEXES}`;

/** Rows read by scans of whole tables, since the server began to count. Throws ToolError. */
export async function readScannedRows(database: Database): Promise<number> {
  const [read] = await database.query<{ readonly rows: number }>(
    "SELECT coalesce(sum(seq_tup_read), 0)::float8 AS rows FROM pg_stat_user_tables",
  );
  return read!.rows;
}

/** @throws ToolError */
export async function readCatalog(database: Database): Promise<Catalog> {
  return { tables: await database.query<Table>(TABLES_OF), indexes: await database.query<Index>(INDEXES_OF) };
}
