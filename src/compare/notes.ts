import { type Comparison, isTiny } from "../model/comparison.ts";
import type { Metric, Unit } from "../model/metric.ts";
import type { Outlook } from "./looks.ts";
import { roundsForShare, roundsNeeded, smallestVisible } from "./statistics/power.ts";
import { type Estimated, fromScale, likelyWorse, type Tested, toScale, worseSign } from "./tested.ts";

/** Why nothing could be shown for a metric, and what it would take, as a clause without a full stop. */
export function whyInconclusive(tested: Tested, { share, last, misses }: Outlook, isDropped: boolean): string {
  const { metric, rule, problem, estimate, rounds, noise } = tested;
  if (problem !== null || estimate === null) return problem ?? "nothing to judge";
  if (!(rule.detect > 0)) return NOTHING_TO_DETECT;
  const needed = roundsNeeded(noise, toScale(rule.detect, metric), share);
  const likely = likelyClause(tested);
  const said = (size: number) =>
    isTiny(tested) ? inUnit(size * Math.abs(tested.base ?? 0), metric.unit) : amount(size, metric);
  const wanted = said(rule.detect);
  if (isDropped && needed <= last) return `${likely}given up, as only ${counted(rounds)} gave a value on both sides`;
  if (isDropped) {
    return `${likely}given up after ${counted(rounds)}: at this noise ${wanted} takes about ${counted(needed)}, and ${last} were planned`;
  }
  const least = Math.max(roundsForShare(share), roundsForShare(misses));
  if (rounds < least) {
    return `${counted(rounds)} ${rounds === 1 ? "is" : "are"} too few to settle it: needs at least ${counted(least)}`;
  }
  if (noise === 0) return `${likely}${leftOpen(tested, said)}`;
  const visible = said(fromScale(smallestVisible(noise, rounds, share) ?? 0, metric));
  const seen = `${counted(rounds)} could have shown ${worseningOf(metric)} of ${visible} or more`;
  if (needed > rounds) return `${likely}${seen}, and ${wanted} takes about ${counted(needed)}`;
  return `${likely}${seen}, and this change is too near the limits to call`;
}

/**
 * Of rounds that all differ alike, as where nothing failed in any: how they vary tells nothing of what they could have shown,
 * but the interval of a rate is as wide as its few events make it.
 */
function leftOpen({ metric, rule, estimate, rounds }: Tested, said: (size: number) => string): string {
  const { high, low } = estimate!;
  const worst = metric.better === null ? Math.max(high, -low) : worseSign(metric) > 0 ? high : -low;
  if (worst <= toScale(rule.detect, metric))
    return `after ${counted(rounds)} this change is too near the limits to call`;
  const possible = said(fromScale(worst, metric));
  return `after ${counted(rounds)} ${worseningOf(metric)} of up to ${possible} is still possible, and ${said(rule.detect)} is to be found`;
}

/** As whyInconclusive, for a metric that is set beside stored jobs. `visible` is on the metric's scale. */
export function whyStoredInconclusive(estimated: Estimated, jobs: number, visible: number): string {
  const { metric, rule } = estimated;
  if (!(rule.detect > 0)) return NOTHING_TO_DETECT;
  const least = amount(fromScale(visible, metric), metric);
  return `${likelyClause(estimated)}beside ${jobs} stored jobs only ${worseningOf(metric)} of ${least} or more is found 95 times in 100`;
}

function likelyClause(estimated: Estimated): string {
  const { metric, estimate } = estimated;
  if (estimate === null || !likelyWorse(estimated)) return "";
  const size = amount(fromScale(estimate.value, metric), metric);
  const way = metric.better !== null ? "worse" : estimate.value > 0 ? "more" : "less";
  return `likely ${way} by ${size}, but not for certain; `;
}

/** Where nobody has said which way is better, either way may be the worse one. */
const worseningOf = ({ better }: Metric) => (better === null ? "a change" : "a worsening");

const NOTHING_TO_DETECT =
  "`detect` is 0 here, so that nothing can be shown unchanged: set `detect` in the metric's unit";

function counted(rounds: number): string {
  return rounds === 1 ? "1 round" : `${rounds} rounds`;
}

/** How far a metric has moved: "+6 %"; null where that has no number. */
export function moveOf({ effect, metric }: Comparison): string | null {
  return effect && `${effect.value < 0 ? "-" : "+"}${amount(effect.value, metric)}`;
}

/** The size of an effect with its unit, three digits at most. */
function amount(effect: number, { scale, unit }: Metric): string {
  const size = Math.abs(effect);
  return scale === "ratio" ? `${digits(size * 100)} %` : inUnit(size, unit);
}

function inUnit(size: number, unit: Unit): string {
  switch (unit) {
    case "ms":
      return `${digits(size)} ms`;
    case "bytes":
      return `${digits(size)} B`;
    case "fraction":
      return `${digits(size * 100)} percentage points`;
    case "count":
    case "number":
      return digits(size);
    default:
      return unit satisfies never;
  }
}

function digits(value: number): string {
  return String(value >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}
