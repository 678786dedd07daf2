import jStat from "jstat";
import type { Count } from "../../model/series.ts";
import { fisherP } from "./fisher.ts";
import type { Equivalence } from "./tost.ts";

/** Two shares set against each other, run by run; differences are head's share less base's, -1 to 1. */
export interface Rates {
  /** The dispersion: how many times as much as by independent events the shares of the runs vary; at least 1. */
  readonly phi: number;
  /** Degrees of freedom: the runs of both sides less two; below 1 nothing can be tested. */
  readonly df: number;
  readonly base: Count;
  readonly head: Count;
}

/** A difference of shares with its interval. */
export interface ShareDifference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Expected counts below this are too few for a normal approximation (Cochran 1954). */
const FEW = 5;

/** Halvings of a bracket of shares: down to 1e-12. */
const HALVINGS = 40;

/** Beyond it jstat's formula overflows, and every p is 0 for all purposes. */
const LARGEST_T = 1e6;

/**
 * Pools the runs of each side. The run is the unit: events come in clusters (one bad connection, many failed requests),
 * and phi is Pearson's statistic within the sides over its degrees of freedom (Wedderburn 1974; McCullagh and Nelder 1989,
 * Generalized Linear Models, section 4.5), with the variance of the shares under 'no difference' for both sides. That is
 * what makes it safe for rare clusters: with each side's own variance, one without events would seem to be without noise,
 * and a level of .17 % be 1 % in truth. `base` and `head` hold one count a run, its total above 0; throws RangeError where
 * one has none, or events that are no whole part of it.
 */
export function poolRates(base: readonly Count[], head: readonly Count[]): Rates {
  const sides = { base: poolCounts(base, "base"), head: poolCounts(head, "head") };
  const df = Math.min(base.length, head.length) < 2 ? 0 : base.length + head.length - 2;
  const spread = variance(overall(sides));
  const within = scatter(base, sides.base) + scatter(head, sides.head);
  return { ...sides, df, phi: df > 0 && spread > 0 ? Math.max(1, within / spread / df) : 1 };
}

/**
 * One-sided p that head's share is no higher (`above`) or no lower (`below`) than base's: the score z over sqrt(phi) against
 * Student's t. Where runs show no more dispersion than independent events, and an expected count is below 5, Fisher's exact
 * test of the pooled counts. 1 with fewer than two runs a side.
 */
export function rateDifferencePs(rates: Rates): { readonly above: number; readonly below: number } {
  const { base, head, phi, df } = rates;
  if (df < 1) return { above: 1, below: 1 };
  if (phi === 1 && leastExpected(rates) < FEW) return { above: fisherP(head, base), below: fisherP(base, head) };
  const t = distance(rates, 0);
  return { above: upperTail(t, df), below: upperTail(-t, df) };
}

/**
 * The difference of the pooled shares with the interval of all differences that the same score test, its variance
 * restricted to the difference in question, does not reject two-sided (Mee 1984; Miettinen and Nurminen 1985). It says
 * something where neither side has events, too. -1 to 1 with fewer than two runs a side.
 */
export function rateDifference(rates: Rates, level = 0.95): ShareDifference {
  const value = shareOf(rates.head) - shareOf(rates.base);
  if (rates.df < 1) return { value, low: -1, high: 1 };
  const bound = jStat.studentt.inv((1 + level) / 2, rates.df);
  return {
    value,
    low: crossing((delta) => distance(rates, delta) <= bound, -1, value),
    high: crossing((delta) => distance(rates, delta) < -bound, value, 1),
  };
}

/**
 * Two one-sided tests: is the difference of the shares shown to lie inside ±margin? The variance of each is restricted to
 * shares that differ by just the margin (Farrington and Manning 1990), times phi, against Student's t; so no event in many
 * requests shows something, and none in a few does not. `margin` is a share above 0. 1 with fewer than two runs a side.
 */
export function rateEquivalence(rates: Rates, margin: number): Equivalence {
  if (!(margin > 0)) throw new RangeError(`margin is ${margin}; it must be above 0.`);
  if (rates.df < 1) return { aboveLow: 1, belowHigh: 1, p: 1 };
  const aboveLow = upperTail(distance(rates, -margin), rates.df);
  const belowHigh = upperTail(-distance(rates, margin), rates.df);
  return { aboveLow, belowHigh, p: Math.max(aboveLow, belowHigh) };
}

/** How many standard errors the difference lies above `delta`, were that the true one. */
function distance({ base, head, phi }: Rates, delta: number): number {
  const difference = shareOf(head) - shareOf(base) - delta;
  if (difference === 0) return 0;
  // All or none on either side: beyond it no difference is possible.
  if (Math.abs(delta) >= 1) return difference > 0 ? LARGEST_T : -LARGEST_T;
  const p = delta === 0 ? overall({ base, head }) : restrictedShare(base, head, delta);
  const error = Math.sqrt(phi * (variance(p) / head.total + variance(p - delta) / base.total));
  return Math.max(-LARGEST_T, Math.min(LARGEST_T, difference / error));
}

/**
 * Head's share of greatest likelihood while it is `delta` above base's: the root of the cubic likelihood equation that is
 * a share, in closed form (Farrington and Manning 1990, appendix).
 */
function restrictedShare(base: Count, head: Count, delta: number): number {
  const [pBase, pHead] = [shareOf(base), shareOf(head)];
  const theta = base.total / head.total;
  const a = 1 + theta;
  const b = -(a + pHead + theta * pBase + delta * (theta + 2));
  const c = delta ** 2 + delta * (2 * pHead + a) + pHead + theta * pBase;
  const d = -pHead * delta * (1 + delta);
  const v = (b / (3 * a)) ** 3 - (b * c) / (6 * a ** 2) + d / (2 * a);
  const u = Math.sign(v) * Math.sqrt(Math.max(0, (b / (3 * a)) ** 2 - c / (3 * a)));
  const angle = u === 0 ? 0 : Math.acos(Math.max(-1, Math.min(1, v / u ** 3)));
  const root = 2 * u * Math.cos((Math.PI + angle) / 3) - b / (3 * a);
  // It lies between the shares that suit either side alone; the last digits of the root may not.
  const [low, high] = [Math.min(pHead, pBase + delta), Math.max(pHead, pBase + delta)];
  return Math.max(low, delta, 0, Math.min(high, 1 + delta, 1, root));
}

/** Where in an interval a condition that holds only above some place begins to hold. */
function crossing(holds: (x: number) => boolean, from: number, to: number): number {
  let low = from;
  let high = to;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

function upperTail(t: number, df: number): number {
  return jStat.studentt.cdf(-t, df);
}

/** The least of the four counts that are expected when both sides have the same share. */
function leastExpected({ base, head }: Rates): number {
  const p = overall({ base, head });
  return Math.min(p, 1 - p) * Math.min(base.total, head.total);
}

/** Sum over the runs of (events - total * share)^2 / total. */
function scatter(runs: readonly Count[], pooled: Count): number {
  const share = shareOf(pooled);
  return runs.reduce((sum, { events, total }) => sum + (events - total * share) ** 2 / total, 0);
}

function poolCounts(runs: readonly Count[], side: string): Count {
  let [events, total] = [0, 0];
  for (const [i, run] of runs.entries()) {
    if (!(Number.isSafeInteger(run.total) && run.total > 0 && Number.isSafeInteger(run.events)))
      throw new RangeError(
        `${side}[${i}] is ${run.events} of ${run.total}; it must be whole numbers, the total above 0.`,
      );
    if (run.events < 0 || run.events > run.total)
      throw new RangeError(`${side}[${i}] is ${run.events} of ${run.total}; events are 0 to all of the total.`);
    events += run.events;
    total += run.total;
  }
  return { events, total };
}

const overall = ({ base, head }: { base: Count; head: Count }) =>
  shareOf({ events: base.events + head.events, total: base.total + head.total });

const shareOf = ({ events, total }: Count) => (total === 0 ? 0 : events / total);

const variance = (share: number) => share * (1 - share);
