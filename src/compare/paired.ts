import type { Change, Comparison } from "../model/comparison.ts";
import type { Outlook } from "./looks.ts";
import { whyInconclusive } from "./notes.ts";
import { roundsNeeded, smallestVisible } from "./statistics/power.ts";
import { beyondTolerate, effectOf, fromScale, likelyWorse, type Tested, toScale, worseSign } from "./tested.ts";

/** What a metric's tests are held against at one look. */
export interface Bounds {
  /** The false alarms that may be spent here, all metrics together. */
  readonly level: number;
  /** This metric's p for the whole family, to be held against `level`. Each direction is a family. */
  readonly adjusted: { readonly worse: number; readonly better: number };
  /** The p that each one-sided equivalence test must reach here. */
  readonly equivalence: number;
  /** An earlier look showed it unchanged: the chance of having been wrong is spent, so it need not be shown again. */
  readonly wasUnchanged: boolean;
}

/**
 * What one look says of a metric. regressed comes first: it is final, and outranks that the change is inside ±detect too.
 */
export function changeAt(tested: Tested, { level, adjusted, equivalence, wasUnchanged }: Bounds): Change {
  const { metric, rule, estimate } = tested;
  if (estimate === null) return "inconclusive";
  const worse = estimate.value * worseSign(metric);
  // Where nothing is to be spent nothing is called a change, not even by a p that is too small for a number.
  const beyond = level > 0 && beyondTolerate(estimate.value, tested);
  if (adjusted.worse <= level && worse > 0 && beyond) return "regressed";
  if (adjusted.better <= level && worse < 0 && beyond) return "improved";
  if (likelyWorse(tested)) return "inconclusive";
  const margin = rule.detect > 0 ? toScale(rule.detect, metric) : isSame(tested) ? Number.MIN_VALUE : null;
  if (margin === null) return "inconclusive";
  const isInside = wasUnchanged || tested.pOutside(margin) <= equivalence;
  return isInside ? "unchanged" : "inconclusive";
}

/** The same on both sides in each round is unchanged by whatever margin. */
function isSame({ worseByRound }: Tested): boolean {
  return worseByRound?.every((d) => d === null || d === 0) === true;
}

/**
 * A spread is known to within a half or so after 8 rounds, and rounds go with its square: what seems to need no more than
 * twice the rounds there are may yet be settled.
 */
export const HOPE = 2;

/**
 * Whether a metric that is still open cannot be settled in what is left: neither what it should detect nor what it seems to
 * have worsened by shows in so many rounds at this noise. It decides how long to measure, never what a change is called.
 */
export function isFutile(tested: Tested, { share, last }: Outlook): boolean {
  const { metric, rule, estimate, noise } = tested;
  if (estimate === null) return true;
  const seems = metric.better === null ? Math.abs(estimate.value) : Math.max(0, estimate.value * worseSign(metric));
  return roundsNeeded(noise, Math.max(seems, toScale(rule.detect, metric)), share) > HOPE * last;
}

/** How a look, or the last one, left a metric. */
export interface Left {
  readonly change: Change;
  readonly outlook: Outlook;
  /** Measuring was not gone on with, as nothing that is open could have been settled in what was left. */
  readonly isDropped: boolean;
  /** Over all metrics and looks. */
  readonly pFamily: number;
}

/** The comparison of a metric that both sides have, as its look found it. */
export function comparisonOf(tested: Tested, { change, outlook, isDropped, pFamily }: Left): Comparison {
  const { metric, rule, base, head, estimate, rounds, noise } = tested;
  const visible = estimate === null ? null : smallestVisible(noise, rounds, outlook.share);
  const compared: Comparison = {
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
    smallestVisible: visible === null ? null : fromScale(visible, metric),
  };
  if (change !== "inconclusive") return compared;
  const note = whyInconclusive(tested, outlook, isDropped);
  return isDropped ? { ...compared, dropped: true, note } : { ...compared, note };
}
