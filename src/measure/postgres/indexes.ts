/** What differs between the indexes of both sides, and which are of no use. Pure. */
import type { Index } from "./catalog.ts";

/** The same index on both sides, whatever it is called. */
export const identityOf = ({ table, definition, isUnique }: Index): string =>
  JSON.stringify([table, definition, isUnique]);

/** Indexes of one side that the other has under no name. */
export function onlyIn(indexes: readonly Index[], others: readonly Index[]): readonly Index[] {
  const there = new Set(others.map(identityOf));
  return indexes.filter((index) => !there.has(identityOf(index)));
}

export interface Duplicate {
  readonly index: Index;
  /** Answers all that it does. */
  readonly by: Index;
}

/**
 * Trees whose keys are the first ones of another on the same table. What keeps rows unique is never one, save beside another
 * that keeps the same; of two that are the same it is the later one by name.
 */
export function duplicates(indexes: readonly Index[]): readonly Duplicate[] {
  return indexes.flatMap((index) => {
    const by = indexes.find((other) => other !== index && covers(other, index));
    return by === undefined ? [] : [{ index, by }];
  });
}

function covers(other: Index, index: Index): boolean {
  if (other.table !== index.table || other.keys === null || index.keys === null) return false;
  const keys = index.keys;
  if (keys.length > other.keys.length || !keys.every((key, at) => key === other.keys![at])) return false;
  const has = new Set([...other.keys.map((key) => key.split(" ")[0]), ...other.carried]);
  if (!index.carried.every((column) => has.has(column))) return false;
  const isSame = keys.length === other.keys.length && index.carried.length === other.carried.length;
  if (index.isUnique && !(isSame && other.isUnique)) return false;
  return !isSame || (other.isUnique && !index.isUnique) || other.name < index.name;
}
