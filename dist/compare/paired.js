// src/compare/paired.ts
import { whyInconclusive } from "./notes.js";
import { roundsNeeded, smallestVisible } from "./statistics/power.js";
import { beyondTolerate, effectOf, fromScale, likelyWorse, toScale, worseSign } from "./tested.js";
function changeAt(tested, { level, adjusted, equivalence, wasUnchanged }) {
  const { metric, rule, estimate } = tested;
  if (estimate === null) return "inconclusive";
  const worse = estimate.value * worseSign(metric);
  const beyond = level > 0 && beyondTolerate(estimate.value, tested);
  if (adjusted.worse <= level && worse > 0 && beyond) return "regressed";
  if (adjusted.better <= level && worse < 0 && beyond) return "improved";
  if (likelyWorse(tested)) return "inconclusive";
  const margin = rule.detect > 0 ? toScale(rule.detect, metric) : isSame(tested) ? Number.MIN_VALUE : null;
  if (margin === null) return "inconclusive";
  const isInside = wasUnchanged || tested.pOutside(margin) <= equivalence;
  return isInside ? "unchanged" : "inconclusive";
}
function isSame({ worseByRound }) {
  return worseByRound?.every((d) => d === null || d === 0) === true;
}
var HOPE = 2;
function isFutile(tested, { share, last }) {
  const { metric, rule, estimate, noise } = tested;
  if (estimate === null) return true;
  const seems = metric.better === null ? Math.abs(estimate.value) : Math.max(0, estimate.value * worseSign(metric));
  return roundsNeeded(noise, Math.max(seems, toScale(rule.detect, metric)), share) > HOPE * last;
}
function comparisonOf(tested, { change, outlook, isDropped, pFamily }) {
  const { metric, rule, base, head, estimate, rounds, noise } = tested;
  const visible = estimate === null ? null : smallestVisible(noise, rounds, outlook.share);
  const compared = {
    metric,
    rule,
    change,
    base,
    head,
    effect: estimate && effectOf(estimate, metric),
    p: estimate && tested.pWorse,
    pAdjusted: estimate && pFamily,
    rounds,
    noise: estimate && rounds > 1 ? noise : null,
    smallestVisible: visible === null ? null : fromScale(visible, metric)
  };
  if (change !== "inconclusive") return compared;
  const note = whyInconclusive(tested, outlook, isDropped);
  return isDropped ? { ...compared, dropped: true, note } : { ...compared, note };
}
export {
  HOPE,
  changeAt,
  comparisonOf,
  isFutile
};
