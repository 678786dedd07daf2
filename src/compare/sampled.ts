import type { Rule } from "../model/comparison.ts";
import type { Metric } from "../model/metric.ts";
import type { SampledSeries } from "../model/series.ts";
import { pairSampled } from "./pairs.ts";
import { hodgesLehmann } from "./statistics/hodges-lehmann.ts";
import { spread } from "./statistics/power.ts";
import { signFlipPs } from "./statistics/sign-flip.ts";
import { equivalence } from "./statistics/tost.ts";
import { detectAtLeastTolerated, type Tested, worseSign } from "./tested.ts";

/** What differs by chance from run to run, by exact tests of the rounds' signs. */
export function testSampled(series: SampledSeries, metric: Metric, asked: Rule): Tested {
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
    worseByRound: byRound.map((d) => d && d * sign),
  };
}
