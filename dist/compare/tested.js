// src/compare/tested.ts
import { hodgesLehmann } from "./statistics/hodges-lehmann.js";
import { signFlipP } from "./statistics/sign-flip.js";
var EQUIVALENCE_LEVEL = 0.02;
function testPairs(metric, asked, pairs) {
  const { base, differences } = pairs;
  const worse = differences.map((d) => d * worseSign(metric));
  return {
    metric,
    rule: detectAtLeastTolerated(metric, asked, base),
    base,
    pairs,
    estimate: differences.length === 0 ? null : hodgesLehmann(differences),
    pWorse: signFlipP(worse),
    pBetter: signFlipP(worse.map((d) => -d))
  };
}
function detectAtLeastTolerated(metric, rule, base) {
  return rule.detect > 0 ? { ...rule, detect: Math.max(rule.detect, floorOf(metric, rule, base)) } : rule;
}
function floorOf({ scale }, { tolerate }, base) {
  if (scale === "difference") return tolerate.absolute;
  return base ? tolerate.absolute / Math.abs(base) : 0;
}
function likelyWorse(estimated) {
  const { metric, estimate } = estimated;
  if (estimate === null) return false;
  const excludesZero = worseSign(metric) > 0 ? estimate.low > 0 : estimate.high < 0;
  return excludesZero && beyondTolerate(estimate.value, estimated);
}
function beyondTolerate(estimate, { metric, rule, base }) {
  const { relative, absolute } = rule.tolerate;
  const size = Math.abs(base ?? 0);
  if (metric.scale === "difference") return Math.abs(estimate) >= Math.max(absolute, relative * size);
  return Math.abs(estimate) >= Math.log1p(relative) && Math.abs(Math.expm1(estimate)) * size >= absolute;
}
function worseSign({ better }) {
  return better === "lower" ? 1 : -1;
}
function toScale(effect, { scale }) {
  return scale === "ratio" ? Math.log1p(effect) : effect;
}
function effectOf({ value, low, high }, metric) {
  return { value: fromScale(value, metric), low: fromScale(low, metric), high: fromScale(high, metric) };
}
function fromScale(difference, { scale }) {
  return scale === "ratio" ? Math.expm1(difference) : difference;
}
export {
  EQUIVALENCE_LEVEL,
  beyondTolerate,
  detectAtLeastTolerated,
  effectOf,
  fromScale,
  likelyWorse,
  testPairs,
  toScale,
  worseSign
};
