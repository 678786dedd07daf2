// src/measure/mysql/catalog.ts
var TABLES = 200;
var INDEXES = 1e3;
var TABLES_OF = `SELECT TABLE_NAME AS name, DATA_LENGTH AS bytes, INDEX_LENGTH AS indexBytes FROM information_schema.TABLES
  WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE' ORDER BY DATA_LENGTH + INDEX_LENGTH DESC, TABLE_NAME LIMIT ${TABLES}`;
var PARTS_OF = `SELECT TABLE_NAME AS \`table\`, INDEX_NAME AS name, COLUMN_NAME AS \`column\`, SUB_PART AS part, COLLATION AS direction,
  NON_UNIQUE AS other, INDEX_TYPE AS type FROM information_schema.STATISTICS
  WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX LIMIT ${4 * INDEXES}`;
var READS_OF = `SELECT OBJECT_NAME AS \`table\`, INDEX_NAME AS name, COUNT_READ AS rowsRead FROM performance_schema.table_io_waits_summary_by_index_usage
  WHERE OBJECT_SCHEMA = ? AND INDEX_NAME IS NOT NULL`;
async function wantFreshSizes(connection) {
  const known = await connection.query("SHOW VARIABLES WHERE Variable_name = 'information_schema_stats_expiry'");
  if (known.length > 0) await connection.query("SET SESSION information_schema_stats_expiry = 0");
}
async function readCatalog(connection, { database }) {
  const found = await connection.query(TABLES_OF, [database]);
  const tables = found.map(({ name, bytes, indexBytes }) => ({
    name,
    bytes: Number(bytes ?? 0),
    indexBytes: Number(indexBytes ?? 0)
  }));
  const parts = await connection.query(PARTS_OF, [database]);
  const read = await connection.query(READS_OF, [database]);
  const reads = new Map(read.map((one) => [keyOf(one), Number(one.rowsRead)]));
  return { tables, indexes: indexesOf(parts, tables, reads).slice(0, INDEXES) };
}
var keyOf = ({ table, name }) => JSON.stringify([table, name]);
function indexesOf(parts, tables, reads) {
  const byKey = groupBy(parts, keyOf);
  const secondary = groupBy(
    [...byKey.values()].map(([first]) => first).filter(({ name }) => name !== "PRIMARY"),
    ({ table }) => table
  );
  return [...byKey].map(([key, all]) => {
    const { table, name, other } = all[0];
    const together = tables.find((one) => one.name === table)?.indexBytes ?? 0;
    return {
      table,
      name,
      columns: all.every(({ column, type }) => column !== null && type === "BTREE") ? all.map(columnOf) : null,
      isUnique: Number(other) === 0,
      bytes: name === "PRIMARY" ? 0 : Math.round(together / (secondary.get(table)?.length ?? 1)),
      reads: reads.get(key) ?? 0
    };
  });
}
function columnOf({ column, part, direction }) {
  return `${column}${part === null ? "" : `(${part})`}${direction === "D" ? " DESC" : ""}`;
}
function groupBy(all, keyOf2) {
  const groups = /* @__PURE__ */ new Map();
  for (const one of all) {
    const group = groups.get(keyOf2(one));
    if (group) group.push(one);
    else groups.set(keyOf2(one), [one]);
  }
  return groups;
}
export {
  groupBy,
  keyOf,
  readCatalog,
  wantFreshSizes
};
