/** What the rounds of a side gave of a count. Pure. */
import type { Metric } from "../model/metric.ts";
import type { Side } from "../model/series.ts";

/** One a round; null where it gave none. */
type Given = readonly (number | null)[];

type Nearest = Readonly<Record<Side, number>>;

/** Head's less base's, of rounds that have both; without what dividing by requests rounds off. */
export function differencesOf({ base, head }: Readonly<Record<Side, Given>>): readonly number[] {
  return base.flatMap((value, round) => {
    const other = head[round] ?? null;
    return value === null || other === null ? [] : [Number((other - value).toFixed(6))];
  });
}

/** Of those that rise, the middle one, or the lower of the two. */
export const middle = (values: readonly number[]) => values[Math.floor((values.length - 1) / 2)]!;

/** null where the sides overlap. Both rise. */
export function nearestOf(base: readonly number[], head: readonly number[]): Nearest | null {
  if (base.at(-1)! < head[0]!) return { base: base.at(-1)!, head: head[0]! };
  if (head.at(-1)! < base[0]!) return { base: base[0]!, head: head.at(-1)! };
  return null;
}

/** By what its collector says is better: what the config says of that comes later. */
export function isWorse(nearest: Nearest | null, { better }: Metric): boolean {
  if (nearest === null) return false;
  return better === "higher" ? nearest.head < nearest.base : nearest.head > nearest.base;
}

export const present = (values: Given) => values.filter((value) => value !== null);

/** null where there are none, or several. */
export const only = (values: readonly number[]) => (values.length === 1 ? values[0]! : null);

/** Rising. */
export const distinct = (values: Given) => [...new Set(present(values))].sort((a, b) => a - b);

const MOST_LISTED = 4;

/** "1, 2, 3, 4, …". */
export function list(values: readonly number[]): string {
  const shown = values.slice(0, MOST_LISTED).map((value) => Number(value.toPrecision(6)));
  return `${shown.join(", ")}${values.length > MOST_LISTED ? ", …" : ""}`;
}
