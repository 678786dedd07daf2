// src/model/series.ts
var SIDES = ["base", "head"];
var SLOTS = ["a", "b"];
function pooledShare(counts) {
  const total = counts.reduce((sum, count) => sum + (count?.total ?? 0), 0);
  return total === 0 ? null : counts.reduce((sum, count) => sum + (count?.events ?? 0), 0) / total;
}
export {
  SIDES,
  SLOTS,
  pooledShare
};
