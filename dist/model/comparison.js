// src/model/comparison.ts
var MOST_TOLERATED = 0.2;
function isTiny({ metric, rule, base }) {
  const isRatio = metric.kind !== "exact" && metric.scale === "ratio";
  return isRatio && base !== null && rule.tolerate.absolute > MOST_TOLERATED * Math.abs(base);
}
export {
  isTiny
};
