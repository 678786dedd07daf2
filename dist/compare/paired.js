// src/compare/paired.ts
import { whyInconclusive } from "./notes.js";
import { smallestVisible, spread } from "./statistics/power.js";
import { equivalence } from "./statistics/tost.js";
import {
  beyondTolerate,
  EQUIVALENCE_LEVEL,
  effectOf,
  fromScale,
  likelyWorse,
  toScale,
  worseSign
} from "./tested.js";
function decide(tested, family) {
  const { metric, rule, pairs, estimate } = tested;
  const rounds = pairs.differences.length;
  const sd = spread(pairs.differences);
  const visible = smallestVisible(sd, rounds, family.falseAlarms / family.divisor);
  const change = changeOf(tested, family);
  const decided = {
    metric,
    rule,
    change,
    base: pairs.base,
    head: pairs.head,
    effect: estimate && effectOf(estimate, metric),
    p: estimate && tested.pWorse,
    pAdjusted: rule.role === "gate" && estimate ? family.adjusted.worse : null,
    rounds,
    smallestVisible: visible === null ? null : fromScale(visible, metric)
  };
  return change === "inconclusive" ? { ...decided, note: whyInconclusive(tested, family, sd) } : decided;
}
function changeOf(tested, { adjusted, falseAlarms }) {
  const { metric, rule, pairs, estimate } = tested;
  if (estimate === null) return "inconclusive";
  const worse = estimate.value * worseSign(metric);
  const beyond = beyondTolerate(estimate.value, tested);
  if (adjusted.worse <= falseAlarms && worse > 0 && beyond) return "regressed";
  if (adjusted.better <= falseAlarms && worse < 0 && beyond) return "improved";
  if (likelyWorse(tested) || !(rule.detect > 0)) return "inconclusive";
  return equivalence(pairs.differences, toScale(rule.detect, metric)).p <= EQUIVALENCE_LEVEL ? "unchanged" : "inconclusive";
}
export {
  decide
};
