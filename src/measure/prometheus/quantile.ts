/**
 * Quantiles of a histogram's buckets as Prometheus has them: linear between the bounds of a bucket, the lowest beginning
 * at 0, and the last finite bound for what is beyond it (bucketQuantile in promql/quantile.go). Pure.
 */

/** `buckets`: upper bound → how many at or below it. null: nothing was counted, or no bucket is without a bound. */
export function histogramQuantile(share: number, buckets: ReadonlyMap<number, number>): number | null {
  const rising = monotonic([...buckets].sort(([a], [b]) => a - b));
  const all = rising.at(-1);
  if (all === undefined || rising.length < 2 || all.bound !== Infinity || !(all.count > 0)) return null;
  const rank = share * all.count;
  const index = rising.findIndex(({ count }) => count >= rank);
  const { bound, count } = rising[index]!;
  if (bound === Infinity) return rising.at(-2)!.bound;
  if (index === 0 && bound <= 0) return bound;
  const below = rising[index - 1] ?? { bound: 0, count: 0 };
  return below.bound + (bound - below.bound) * ((rank - below.count) / (count - below.count));
}

/** A bucket counts what the ones below it count; scraped while it is written, it may seem to count less. */
function monotonic(buckets: readonly (readonly [number, number])[]): readonly { bound: number; count: number }[] {
  let most = 0;
  return buckets.map(([bound, count]) => {
    most = Math.max(most, count);
    return { bound, count: most };
  });
}
