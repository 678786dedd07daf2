// src/measure/mysql/plan.ts
function planOf(rows) {
  const plan = rows.flatMap(access);
  return plan.length === 0 ? null : plan;
}
function access({ table, type, key }) {
  if (table === null || type === null || table.startsWith("<")) return [];
  if (type === "ALL") return [`full scan of ${table}`];
  if (type === "index") return [`full scan of ${table} by ${key}`];
  return [`${table}${key === null ? "" : ` by ${key}`} (${type})`];
}
export {
  planOf
};
