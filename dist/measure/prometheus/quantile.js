// src/measure/prometheus/quantile.ts
function histogramQuantile(share, buckets) {
  const rising = monotonic([...buckets].sort(([a], [b]) => a - b));
  const all = rising.at(-1);
  if (all === void 0 || rising.length < 2 || all.bound !== Infinity || !(all.count > 0)) return null;
  const rank = share * all.count;
  const index = rising.findIndex(({ count: count2 }) => count2 >= rank);
  const { bound, count } = rising[index];
  if (bound === Infinity) return rising.at(-2).bound;
  if (index === 0 && bound <= 0) return bound;
  const below = rising[index - 1] ?? { bound: 0, count: 0 };
  return below.bound + (bound - below.bound) * ((rank - below.count) / (count - below.count));
}
function monotonic(buckets) {
  let most = 0;
  return buckets.map(([bound, count]) => {
    most = Math.max(most, count);
    return { bound, count: most };
  });
}
export {
  histogramQuantile
};
