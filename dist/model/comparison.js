// src/model/comparison.ts
function intervalOf(effect) {
  return effect === null || effect.coverage !== void 0 ? null : { low: effect.low, high: effect.high };
}
var MOST_TOLERATED = 0.2;
function isTiny({ metric, rule, base }) {
  const isRatio = metric.kind !== "exact" && metric.scale === "ratio";
  return isRatio && base !== null && rule.tolerate.absolute > MOST_TOLERATED * Math.abs(base);
}
var UNDIRECTED = "it has changed, and nobody has said which way is better: say `better: lower` or `higher` of it in the config's `metrics`";
export {
  UNDIRECTED,
  intervalOf,
  isTiny
};
