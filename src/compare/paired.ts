import type { Change, Comparison } from "../model/comparison.ts";
import { whyInconclusive } from "./notes.ts";
import { smallestVisible, spread } from "./statistics/power.ts";
import { equivalence } from "./statistics/tost.ts";
import {
  beyondTolerate,
  EQUIVALENCE_LEVEL,
  effectOf,
  type Family,
  fromScale,
  likelyWorse,
  type Tested,
  toScale,
  worseSign,
} from "./tested.ts";

/** The comparison of a metric that both sides have. */
export function decide(tested: Tested, family: Family): Comparison {
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
    smallestVisible: visible === null ? null : fromScale(visible, metric),
  };
  return change === "inconclusive" ? { ...decided, note: whyInconclusive(tested, family, sd) } : decided;
}

function changeOf(tested: Tested, { adjusted, falseAlarms }: Family): Change {
  const { metric, rule, pairs, estimate } = tested;
  if (estimate === null) return "inconclusive";
  const worse = estimate.value * worseSign(metric);
  const beyond = beyondTolerate(estimate.value, tested);
  if (adjusted.worse <= falseAlarms && worse > 0 && beyond) return "regressed";
  if (adjusted.better <= falseAlarms && worse < 0 && beyond) return "improved";
  if (likelyWorse(tested) || !(rule.detect > 0)) return "inconclusive";
  return equivalence(pairs.differences, toScale(rule.detect, metric)).p <= EQUIVALENCE_LEVEL
    ? "unchanged"
    : "inconclusive";
}
