import type { Rule } from "../model/comparison.ts";
import type { Metric } from "../model/metric.ts";
import { type Count, pooledShare, type RateSeries } from "../model/series.ts";
import { NO_PAIRS, pairUp, present } from "./pairs.ts";
import { spread } from "./statistics/power.ts";
import { poolRates, rateDifference, rateDifferencePs, rateEquivalence } from "./statistics/quasi-binomial.ts";
import { detectAtLeastTolerated, type Tested, worseSign } from "./tested.ts";

/**
 * Events of a total, as the difference of two shares. Events that come in clusters (one bad connection, many failed
 * requests) are not each evidence of their own: how much more the runs vary than independent events would is estimated from
 * the runs and taken out (quasi-binomial). A run without a total gave no value.
 */
export function testRate(series: RateSeries, metric: Metric, asked: Rule): Tested {
  const base = series.base.map(unlessEmpty);
  const head = series.head.map(unlessEmpty);
  const pairs = pairUp(base, head);
  const isPaired = pairs.length > 0;
  const typical = pooledShare(isPaired ? pairs.map(([b]) => b) : present(base));
  const rule = detectAtLeastTolerated(metric, asked, typical);
  const rates = poolRates(
    pairs.map(([b]) => b),
    pairs.map(([, h]) => h),
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
    worseByRound: null,
  };
}

export function share({ events, total }: Count): number {
  return events / total;
}

export function unlessEmpty(count: Count | null): Count | null {
  return count === null || count.total === 0 ? null : count;
}
