/** What tells a page's two sides apart. Pure. */
import type { Side } from "../../../model/series.ts";
import { type Part, partsApart } from "./apart.ts";
import { type AuditDifference, auditsApart } from "./audits.ts";
import { isSameElement } from "./element.ts";
import type { Amount } from "./loaded.ts";
import type { Seen } from "./seen.ts";

export interface Difference {
  /** The element of the largest paint; null where it is the same, or not known on both sides. */
  readonly element: Readonly<Record<Side, string>> | null;
  /** What got worse comes first. */
  readonly audits: readonly AuditDifference[];
  /** Resources that differ in an amount, the largest difference first. */
  readonly parts: (amount: Amount) => readonly Part[];
  /** Of a resource. */
  readonly typeOf: (name: string) => string;
}

/** @param base its runs with all categories; the first stands for the others, which say what varies by chance */
export function differenceOf(base: readonly Seen[], head: readonly Seen[]): Difference {
  const types = new Map([...base, ...head].flatMap(({ loaded }) => [...loaded.types]));
  return {
    element: elementsApart(base, head),
    audits: auditsApart(
      base.map(({ outcomes }) => outcomes),
      head.map(({ outcomes }) => outcomes),
    ),
    parts: (amount) =>
      partsApart(
        base.map(({ loaded }) => loaded.amounts[amount]),
        head.map(({ loaded }) => loaded.amounts[amount]),
      ),
    typeOf: (name) => types.get(name) ?? "Other",
  };
}

function elementsApart(base: readonly Seen[], head: readonly Seen[]): Difference["element"] {
  const of = (runs: readonly Seen[]) => runs.map(({ element }) => element);
  const [bases, heads] = [of(base), of(head)];
  const [one, other] = [bases[0], heads[0]];
  if (!one || !other) return null;
  const isShared = bases.some((mine) => heads.some((its) => mine && its && isSameElement(mine, its)));
  return isShared ? null : { base: one.name, head: other.name };
}
