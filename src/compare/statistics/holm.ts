/**
 * Holm's step-down adjustment (Holm 1979) with the number of tests fixed beforehand: the i-th smallest p is multiplied
 * by `divisor - i + 1`, made monotone and cut at 1. Rejecting where the result is <= alpha keeps the chance of any false
 * rejection at alpha whatever the dependence. A divisor above the number of ps counts planned tests that gave no p, as if
 * theirs were 1. Returned in the order given. Throws RangeError when divisor < ps.length.
 */
export function holm(ps: readonly number[], divisor: number): readonly number[] {
  if (divisor < ps.length) throw new RangeError(`holm: divisor ${divisor} is below the ${ps.length} p-values given.`);
  const order = ps.map((_, i) => i).sort((a, b) => ps[a]! - ps[b]!);
  const adjusted = new Array<number>(ps.length);
  let largest = 0;
  for (const [rank, i] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (divisor - rank) * ps[i]!));
    adjusted[i] = largest;
  }
  return adjusted;
}
