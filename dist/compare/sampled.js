// src/compare/sampled.ts
import { pairSampled } from "./pairs.js";
import { hodgesLehmann } from "./statistics/hodges-lehmann.js";
import { spread } from "./statistics/power.js";
import { signFlipPs } from "./statistics/sign-flip.js";
import { equivalence } from "./statistics/tost.js";
import { detectAtLeastTolerated, worseSign } from "./tested.js";
function testSampled(series, metric, asked) {
  const { base, head, differences, byRound, problem } = pairSampled(series, metric);
  const rule = detectAtLeastTolerated(metric, asked, base);
  const sign = worseSign(metric);
  const worse = differences.map((d) => d * sign);
  const p = signFlipPs(worse);
  return {
    metric,
    rule,
    base,
    head,
    rounds: differences.length,
    problem,
    estimate: differences.length === 0 ? null : hodgesLehmann(differences),
    pWorse: p.worse,
    pBetter: p.better,
    pOutside: (margin) => equivalence(differences, margin).p,
    noise: spread(differences),
    worseByRound: byRound.map((d) => d && d * sign)
  };
}
export {
  testSampled
};
