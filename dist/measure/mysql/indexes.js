// src/measure/mysql/indexes.ts
import { groupBy, keyOf } from "./catalog.js";
function duplicates({ indexes }) {
  const ofTable = groupBy(indexes, ({ table }) => table);
  return indexes.flatMap((index) => {
    const by = ofTable.get(index.table).find((other) => covers(other, index));
    return by === void 0 ? [] : [{ index, by }];
  });
}
function covers(other, index) {
  if (other === index || other.columns === null || index.columns === null || index.name === "PRIMARY") return false;
  if (!index.columns.every((column, at) => other.columns[at] === column)) return false;
  const isSame = other.columns.length === index.columns.length;
  if (index.isUnique) return isSame && other.isUnique && (other.name === "PRIMARY" || other.name < index.name);
  return !isSame || other.isUnique || other.name < index.name;
}
function onlyIn(one, other) {
  const known = new Set(other.indexes.map(identityOf));
  return one.indexes.filter((index) => !known.has(identityOf(index)));
}
var identityOf = (index) => JSON.stringify([keyOf(index), index.columns]);
var definitionOf = ({ columns }) => columns === null ? "(expression)" : `(${columns.join(", ")})`;
export {
  definitionOf,
  duplicates,
  onlyIn
};
