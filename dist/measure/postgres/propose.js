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
function bySearch({ filter, rows, alias }, table) {
  if (filter === null || alias === null) return null;
  const compared = conjunctsOf(filter).flatMap((one) => comparedColumn(one, alias, table.columns));
  const equal = compared.filter(({ operator }) => operator === "=").map(({ column }) => column);
  const range = compared.filter(({ operator }) => operator !== "=").map(({ column }) => column);
  const columns = [.../* @__PURE__ */ new Set([...equal, ...range.slice(0, 1)])].slice(0, MOST_COLUMNS);
  return columns.length === 0 ? null : { columns, costThen: DESCENT + PAGE * rows };
}
function byJoin({ joined, alias }, table) {
  if (joined === null || alias === null) return null;
  const sides = conjunctsOf(joined.condition).flatMap((one) => one.split(" = "));
  const columns = table.columns.filter((column) => sides.some((side) => isOf(alias, side, column)));
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
function comparedColumn(conjunct, alias, columns) {
  const match = OPERATOR.exec(conjunct);
  if (match === null || conjunct.includes(" OR ")) return [];
  const sides = [conjunct.slice(0, match.index), conjunct.slice(match.index + match[0].length)];
  const [side, ...others] = sides.filter((one) => isIn(alias, one));
  const path = /^\(?([^():]+)\)?(?:::[^():]+)?$/u.exec(side ?? "")?.[1];
  const column = columns.find((one) => path !== void 0 && isOf(alias, path, one));
  return column === void 0 || others.length > 0 ? [] : [{ column, operator: match[1] }];
}
var prefixesOf = (alias) => [`${alias}.`, `"${alias.replaceAll('"', '""')}".`];
var isOf = (alias, path, column) => prefixesOf(alias).some((prefix) => path === prefix + column);
function isIn(alias, text) {
  return prefixesOf(alias).some((prefix) => {
    let at = text.indexOf(prefix);
    while (at > 0 && /[\w$"]/u.test(text[at - 1])) at = text.indexOf(prefix, at + 1);
    return at >= 0;
  });
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
