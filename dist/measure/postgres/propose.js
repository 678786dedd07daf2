// src/measure/postgres/propose.ts
var PAGE = 4;
var DESCENT = 2 * PAGE;
var MOST_COLUMNS = 3;
var LEAST_GAIN = 2;
function proposeIndexes(explained, { tables, indexes }) {
  return explained.flatMap(
    ({ statement, plan }) => plan.flatMap((step) => {
      const table = tables.find(({ relation, schema }) => relation === step.relation && schema === step.schema);
      if (step.type !== "Seq Scan" || table === void 0) return [];
      const found = bySearch(step, table) ?? byJoin(step, table);
      if (found === null || found.costThen * LEAST_GAIN > step.cost || isThere(indexes, table, found.columns))
        return [];
      const sql = `CREATE INDEX ON ${table.name} (${found.columns.join(", ")})`;
      return [{ table: table.name, statement, sql, rows: table.rows, cost: step.cost, ...found }];
    })
  );
}
function bySearch({ filter, rows }, table) {
  if (filter === null) return null;
  const compared = conjunctsOf(filter).flatMap((one) => comparedColumn(one, table.columns));
  const equal = compared.filter(({ operator }) => operator === "=").map(({ column }) => column);
  const range = compared.filter(({ operator }) => operator !== "=").map(({ column }) => column);
  const columns = [.../* @__PURE__ */ new Set([...equal, ...range.slice(0, 1)])].slice(0, MOST_COLUMNS);
  return columns.length === 0 ? null : { columns, costThen: DESCENT + PAGE * rows };
}
function byJoin({ joined, alias }, table) {
  if (joined === null) return null;
  const sides = conjunctsOf(joined.condition).flatMap((one) => one.split(" = "));
  const columns = table.columns.filter(
    (column) => sides.some((side) => side === `${alias}.${column}` || side === `"${alias}".${column}`)
  );
  if (columns.length !== 1) return null;
  return { columns, costThen: DESCENT * joined.others + PAGE * joined.rows };
}
function conjunctsOf(condition) {
  const bare = unwrapped(condition);
  const parts = [];
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
function unwrapped(text) {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  let depth = 0;
  for (let at = 0; at < text.length - 1; at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")") depth--;
    if (depth === 0) return text;
  }
  return unwrapped(text.slice(1, -1));
}
var OPERATOR = / (=|<|>|<=|>=) /u;
function comparedColumn(conjunct, columns) {
  const match = OPERATOR.exec(conjunct);
  if (match === null || conjunct.includes(" OR ")) return [];
  const left = conjunct.slice(0, match.index).replace(/^\(/u, "");
  const end = left.search(/[():]/u);
  const path = end < 0 ? left : left.slice(0, end);
  if (end >= 0 && left[end] === "(") return [];
  const column = columns.find((one) => path === one || path.endsWith(`.${one}`));
  const right = conjunct.slice(match.index + match[0].length);
  const isColumn = columns.some((one) => right === one || right.endsWith(`.${one}`));
  return column === void 0 || isColumn ? [] : [{ column, operator: match[1] }];
}
function isThere(indexes, table, columns) {
  const start = `btree (${columns.join(", ")}`;
  const starts = [`${start},`, `${start})`];
  return indexes.some((index) => index.table === table.name && starts.some((one) => index.definition.startsWith(one)));
}
export {
  conjunctsOf,
  proposeIndexes
};
