// src/compare/rate.ts
import { pooledShare } from "../model/series.js";
import { NO_PAIRS, pairUp, present } from "./pairs.js";
import { spread } from "./statistics/power.js";
import { poolRates, rateDifference, rateDifferencePs, rateEquivalence } from "./statistics/quasi-binomial.js";
import { detectAtLeastTolerated, worseSign } from "./tested.js";
function testRate(series, metric, asked) {
  const base = series.base.map(unlessEmpty);
  const head = series.head.map(unlessEmpty);
  const pairs = pairUp(base, head);
  const isPaired = pairs.length > 0;
  const typical = pooledShare(isPaired ? pairs.map(([b]) => b) : present(base));
  const rule = detectAtLeastTolerated(metric, asked, typical);
  const rates = poolRates(
    pairs.map(([b]) => b),
    pairs.map(([, h]) => h)
  );
  const { above, below } = rateDifferencePs(rates);
  const isHigherWorse = worseSign(metric) > 0;
  return {
    metric,
    rule,
    base: typical,
    head: pooledShare(isPaired ? pairs.map(([, h]) => h) : present(head)),
    rounds: pairs.length,
    problem: isPaired ? null : NO_PAIRS,
    estimate: isPaired ? rateDifference(rates) : null,
    pWorse: isHigherWorse ? above : below,
    pBetter: isHigherWorse ? below : above,
    pOutside: (margin) => rateEquivalence(rates, margin).p,
    noise: spread(pairs.map(([b, h]) => share(h) - share(b))),
    worseByRound: null
  };
}
function share({ events, total }) {
  return events / total;
}
function unlessEmpty(count) {
  return count === null || count.total === 0 ? null : count;
}
export {
  share,
  testRate,
  unlessEmpty
};
