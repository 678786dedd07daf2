// src/model/series.ts
var SIDES = ["base", "head"];
var SLOTS = ["a", "b"];
function inRounds(one) {
  if (one.kind !== "exact" || one.counts === void 0) return one;
  return { kind: "sampled", metric: { ...one.metric, kind: "sampled" }, ...one.counts };
}
function pooledShare(counts) {
  const total = counts.reduce((sum, count) => sum + (count?.total ?? 0), 0);
  return total === 0 ? null : counts.reduce((sum, count) => sum + (count?.events ?? 0), 0) / total;
}
export {
  SIDES,
  SLOTS,
  inRounds,
  pooledShare
};
