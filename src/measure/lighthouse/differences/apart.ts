/** What tells the runs of two sides apart, beyond what differs from run to run of the same side. Pure. */

export type Numbers = ReadonlyMap<string, number>;

/** null: it was not there. */
export interface Part {
  readonly name: string;
  readonly base: number | null;
  readonly head: number | null;
}

/** Whether every run of one side is above every run of the other; null, below all numbers, is that there was nothing. */
export function areApart(base: readonly (number | null)[], head: readonly (number | null)[]): boolean {
  const bounds = (runs: readonly (number | null)[]) => {
    const numbers = runs.map((number) => number ?? -1);
    return { low: Math.min(...numbers), high: Math.max(...numbers) };
  };
  const [one, other] = [bounds(base), bounds(head)];
  return one.high < other.low || other.high < one.low;
}

/**
 * What differs, the largest difference first.
 *
 * @param base numbers from 0 by name, a map a run; the first stands for the side
 */
export function partsApart(base: readonly Numbers[], head: readonly Numbers[]): readonly Part[] {
  const names = new Set([...(head[0]?.keys() ?? []), ...(base[0]?.keys() ?? [])]);
  const parts = [...names].flatMap((name): readonly Part[] => {
    const of = (runs: readonly Numbers[]) => runs.map((run) => run.get(name) ?? null);
    const [bases, heads] = [of(base), of(head)];
    return areApart(bases, heads) ? [{ name, base: bases[0] ?? null, head: heads[0] ?? null }] : [];
  });
  return parts.sort((a, b) => sizeOf(b) - sizeOf(a));
}

export const sizeOf = ({ base, head }: Part) => Math.abs((head ?? 0) - (base ?? 0));
