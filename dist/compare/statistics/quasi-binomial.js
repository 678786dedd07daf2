// src/compare/statistics/quasi-binomial.ts
import jStat from "../../vendor/jstat.js";
import { fisherP } from "./fisher.js";
var FEW = 5;
var HALVINGS = 40;
var LARGEST_T = 1e6;
function poolRates(base, head) {
  const sides = { base: poolCounts(base, "base"), head: poolCounts(head, "head") };
  const df = Math.min(base.length, head.length) < 2 ? 0 : base.length + head.length - 2;
  const spread = variance(overall(sides));
  const within = scatter(base, sides.base) + scatter(head, sides.head);
  return { ...sides, df, phi: df > 0 && spread > 0 ? Math.max(1, within / spread / df) : 1 };
}
function rateDifferencePs(rates) {
  const { base, head, phi, df } = rates;
  if (df < 1) return { above: 1, below: 1 };
  if (phi === 1 && leastExpected(rates) < FEW) return { above: fisherP(head, base), below: fisherP(base, head) };
  const t = distance(rates, 0);
  return { above: upperTail(t, df), below: upperTail(-t, df) };
}
function rateDifference(rates, level = 0.95) {
  const value = shareOf(rates.head) - shareOf(rates.base);
  if (rates.df < 1) return { value, low: -1, high: 1 };
  const bound = jStat.studentt.inv((1 + level) / 2, rates.df);
  return {
    value,
    low: crossing((delta) => distance(rates, delta) <= bound, -1, value),
    high: crossing((delta) => distance(rates, delta) < -bound, value, 1)
  };
}
function rateEquivalence(rates, margin) {
  if (!(margin > 0)) throw new RangeError(`margin is ${margin}; it must be above 0.`);
  if (rates.df < 1) return { aboveLow: 1, belowHigh: 1, p: 1 };
  const aboveLow = upperTail(distance(rates, -margin), rates.df);
  const belowHigh = upperTail(-distance(rates, margin), rates.df);
  return { aboveLow, belowHigh, p: Math.max(aboveLow, belowHigh) };
}
function distance({ base, head, phi }, delta) {
  const difference = shareOf(head) - shareOf(base) - delta;
  if (difference === 0) return 0;
  if (Math.abs(delta) >= 1) return difference > 0 ? LARGEST_T : -LARGEST_T;
  const p = delta === 0 ? overall({ base, head }) : restrictedShare(base, head, delta);
  const error = Math.sqrt(phi * (variance(p) / head.total + variance(p - delta) / base.total));
  return Math.max(-LARGEST_T, Math.min(LARGEST_T, difference / error));
}
function restrictedShare(base, head, delta) {
  const [pBase, pHead] = [shareOf(base), shareOf(head)];
  const theta = base.total / head.total;
  const a = 1 + theta;
  const b = -(a + pHead + theta * pBase + delta * (theta + 2));
  const c = delta ** 2 + delta * (2 * pHead + a) + pHead + theta * pBase;
  const d = -pHead * delta * (1 + delta);
  const v = (b / (3 * a)) ** 3 - b * c / (6 * a ** 2) + d / (2 * a);
  const u = Math.sign(v) * Math.sqrt(Math.max(0, (b / (3 * a)) ** 2 - c / (3 * a)));
  const angle = u === 0 ? 0 : Math.acos(Math.max(-1, Math.min(1, v / u ** 3)));
  const root = 2 * u * Math.cos((Math.PI + angle) / 3) - b / (3 * a);
  const [low, high] = [Math.min(pHead, pBase + delta), Math.max(pHead, pBase + delta)];
  return Math.max(low, delta, 0, Math.min(high, 1 + delta, 1, root));
}
function crossing(holds, from, to) {
  let low = from;
  let high = to;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
function upperTail(t, df) {
  return jStat.studentt.cdf(-t, df);
}
function leastExpected({ base, head }) {
  const p = overall({ base, head });
  return Math.min(p, 1 - p) * Math.min(base.total, head.total);
}
function scatter(runs, pooled) {
  const share = shareOf(pooled);
  return runs.reduce((sum, { events, total }) => sum + (events - total * share) ** 2 / total, 0);
}
function poolCounts(runs, side) {
  let [events, total] = [0, 0];
  for (const [i, run] of runs.entries()) {
    if (!(Number.isSafeInteger(run.total) && run.total > 0 && Number.isSafeInteger(run.events)))
      throw new RangeError(
        `${side}[${i}] is ${run.events} of ${run.total}; it must be whole numbers, the total above 0.`
      );
    if (run.events < 0 || run.events > run.total)
      throw new RangeError(`${side}[${i}] is ${run.events} of ${run.total}; events are 0 to all of the total.`);
    events += run.events;
    total += run.total;
  }
  return { events, total };
}
var overall = ({ base, head }) => shareOf({ events: base.events + head.events, total: base.total + head.total });
var shareOf = ({ events, total }) => total === 0 ? 0 : events / total;
var variance = (share) => share * (1 - share);
export {
  poolRates,
  rateDifference,
  rateDifferencePs,
  rateEquivalence
};
