/** Indexes beside each other. Pure. */
import { type Catalog, groupBy, type Index, keyOf } from "./catalog.ts";

export interface Doubled {
  readonly index: Index;
  /** Whose columns begin with those of `index`. */
  readonly by: Index;
}

/** Those that another one of the same table makes needless; of two that are the same, the later by name. */
export function duplicates({ indexes }: Catalog): readonly Doubled[] {
  const ofTable = groupBy(indexes, ({ table }) => table);
  return indexes.flatMap((index) => {
    const by = ofTable.get(index.table)!.find((other) => covers(other, index));
    return by === undefined ? [] : [{ index, by }];
  });
}

function covers(other: Index, index: Index): boolean {
  if (other === index || other.columns === null || index.columns === null || index.name === "PRIMARY") return false;
  if (!index.columns.every((column, at) => other.columns![at] === column)) return false;
  const isSame = other.columns.length === index.columns.length;
  // A unique one says more than a longer one does, and as much as a unique one of the same columns.
  if (index.isUnique) return isSame && other.isUnique && (other.name === "PRIMARY" || other.name < index.name);
  return !isSame || other.isUnique || other.name < index.name;
}

/** Those of `one` that `other` does not have, by table, name and columns. */
export function onlyIn(one: Catalog, other: Catalog): readonly Index[] {
  const known = new Set(other.indexes.map(identityOf));
  return one.indexes.filter((index) => !known.has(identityOf(index)));
}

const identityOf = (index: Index): string => JSON.stringify([keyOf(index), index.columns]);

/** "(customer, made DESC)" */
export const definitionOf = ({ columns }: Index): string =>
  columns === null ? "(expression)" : `(${columns.join(", ")})`;
