// src/compare/tested.ts
import { hodgesLehmann } from "./statistics/hodges-lehmann.js";
import { signFlipP } from "./statistics/sign-flip.js";
var EQUIVALENCE_LEVEL = 0.02;
function testPairs(metric, asked, pairs) {
  const { differences } = pairs;
  const detect = asked.detect > 0 ? Math.max(asked.detect, floorOf(metric, asked, pairs)) : asked.detect;
  const rule = { ...asked, detect };
  const worse = differences.map((d) => d * worseSign(metric));
  return {
    metric,
    rule,
    pairs,
    estimate: differences.length === 0 ? null : hodgesLehmann(differences),
    pWorse: signFlipP(worse),
    pBetter: signFlipP(worse.map((d) => -d))
  };
}
function floorOf({ scale }, { tolerate }, { base }) {
  if (scale === "difference") return tolerate.absolute;
  return base ? tolerate.absolute / Math.abs(base) : 0;
}
function likelyWorse(tested) {
  const { metric, estimate } = tested;
  if (estimate === null) return false;
  const excludesZero = worseSign(metric) > 0 ? estimate.low > 0 : estimate.high < 0;
  return excludesZero && beyondTolerate(estimate.value, tested);
}
function beyondTolerate(estimate, { metric, rule, pairs }) {
  const { relative, absolute } = rule.tolerate;
  const base = Math.abs(pairs.base ?? 0);
  if (metric.scale === "difference") return Math.abs(estimate) >= Math.max(absolute, relative * base);
  return Math.abs(estimate) >= Math.log1p(relative) && Math.abs(Math.expm1(estimate)) * base >= absolute;
}
function worseSign({ better }) {
  return better === "lower" ? 1 : -1;
}
function toScale(effect, { scale }) {
  return scale === "ratio" ? Math.log1p(effect) : effect;
}
function fromScale(difference, { scale }) {
  return scale === "ratio" ? Math.expm1(difference) : difference;
}
export {
  EQUIVALENCE_LEVEL,
  beyondTolerate,
  fromScale,
  likelyWorse,
  testPairs,
  toScale,
  worseSign
};
