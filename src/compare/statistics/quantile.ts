/**
 * The q-quantile by linear interpolation between order statistics: type 7 of Hyndman and Fan (1996), the default of R
 * and numpy. (simple-statistics' own does not interpolate.) `q` in [0, 1]. Throws RangeError for no values or q outside.
 */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError("quantile needs at least one value.");
  if (!(q >= 0 && q <= 1)) throw new RangeError(`quantile: q is ${q}, which is not between 0 and 1.`);
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * q;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (position - below) * (high - low);
}
