// src/measure/postgres/indexes.ts
var identityOf = ({ table, definition, isUnique }) => JSON.stringify([table, definition, isUnique]);
function onlyIn(indexes, others) {
  const there = new Set(others.map(identityOf));
  return indexes.filter((index) => !there.has(identityOf(index)));
}
function duplicates(indexes) {
  return indexes.flatMap((index) => {
    const by = indexes.find((other) => other !== index && covers(other, index));
    return by === void 0 ? [] : [{ index, by }];
  });
}
function covers(other, index) {
  if (other.table !== index.table || other.keys === null || index.keys === null) return false;
  const keys = index.keys;
  if (keys.length > other.keys.length || !keys.every((key, at) => key === other.keys[at])) return false;
  const has = /* @__PURE__ */ new Set([...other.keys.map((key) => key.split(" ")[0]), ...other.carried]);
  if (!index.carried.every((column) => has.has(column))) return false;
  const isSame = keys.length === other.keys.length && index.carried.length === other.carried.length;
  if (index.isUnique && !(isSame && other.isUnique)) return false;
  return !isSame || other.isUnique && !index.isUnique || other.name < index.name;
}
export {
  duplicates,
  identityOf,
  onlyIn
};
