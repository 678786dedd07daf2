// src/model/comparison.ts
function intervalOf(effect) {
  return effect === null || effect.coverage !== void 0 ? null : { low: effect.low, high: effect.high };
}
var MOST_TOLERATED = 0.2;
function isTiny({ metric, rule, base }) {
  const isRatio = metric.kind !== "exact" && metric.scale === "ratio";
  return isRatio && base !== null && rule.tolerate.absolute > MOST_TOLERATED * Math.abs(base);
}
export {
  intervalOf,
  isTiny
};
