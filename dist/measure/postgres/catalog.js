// src/measure/postgres/catalog.ts
var TABLES = 200;
var INDEXES = 1e3;
var DEFINITION = 2e3;
var NAMED = `CASE n.nspname WHEN 'public' THEN quote_ident(c.relname) ELSE concat(quote_ident(n.nspname), '.', quote_ident(c.relname)) END`;
var OTHERS = `n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`;
var days = (column) => `(extract(epoch FROM now() - greatest(s.last_${column}, s.last_auto${column})) / 86400)::float8`;
var TABLES_OF = `SELECT ${NAMED} AS name, c.relname::text AS relation, n.nspname::text AS schema, (CASE WHEN c.reltuples > 0 THEN c.reltuples ELSE s.n_live_tup END)::float8 AS rows, s.n_dead_tup::float8 AS "deadRows", s.n_mod_since_analyze::float8 AS modified,
  pg_table_size(c.oid)::float8 AS bytes, pg_indexes_size(c.oid)::float8 AS "indexBytes",
  ${days("vacuum")} AS vacuumed, ${days("analyze")} AS analyzed,
  ARRAY(SELECT quote_ident(a.attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS columns
  FROM (SELECT c.* FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND ${OTHERS}
    ORDER BY c.relpages DESC LIMIT ${TABLES}) c
  JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_stat_user_tables s ON s.relid = c.oid`;
var INDEXES_OF = `SELECT i.relname::text AS name, ${NAMED} AS "table", substr(pg_get_indexdef(i.oid), strpos(pg_get_indexdef(i.oid), ' USING ') + 7, ${DEFINITION}) AS definition,
  pg_relation_size(i.oid)::float8 AS bytes, coalesce(s.idx_scan, 0)::float8 AS scans, x.indisunique OR x.indisexclusion AS "isUnique",
  CASE WHEN x.indpred IS NULL AND x.indexprs IS NULL AND m.amname = 'btree' THEN
    ARRAY(SELECT concat_ws(' ', k, x.indclass[k.at - 1], x.indcollation[k.at - 1], x.indoption[k.at - 1])
      FROM unnest(x.indkey::int2[]) WITH ORDINALITY k (k, at) WHERE k.at <= x.indnkeyatts ORDER BY k.at) END AS keys,
  ARRAY(SELECT k::text FROM unnest(x.indkey::int2[]) WITH ORDINALITY k (k, at) WHERE k.at > x.indnkeyatts) AS carried
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid AND c.relpersistence <> 't'
  JOIN pg_namespace n ON n.oid = c.relnamespace AND ${OTHERS} JOIN pg_am m ON m.oid = i.relam
  LEFT JOIN pg_stat_user_indexes s ON s.indexrelid = i.oid
  WHERE x.indisvalid AND i.relkind = 'i' ORDER BY i.relpages DESC, i.relname LIMIT ${INDEXES}`;
async function readScannedRows(database) {
  const [read] = await database.query(
    "SELECT coalesce(sum(seq_tup_read), 0)::float8 AS rows FROM pg_stat_user_tables"
  );
  return read.rows;
}
async function readCatalog(database) {
  return { tables: await database.query(TABLES_OF), indexes: await database.query(INDEXES_OF) };
}
export {
  NAMED,
  OTHERS,
  readCatalog,
  readScannedRows
};
