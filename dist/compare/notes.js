// src/compare/notes.ts
import { isTiny } from "../model/comparison.js";
import { roundsForShare, roundsNeeded, smallestVisible } from "./statistics/power.js";
import { fromScale, likelyWorse, toScale, worseSign } from "./tested.js";
function whyInconclusive(tested, { share, last, misses }, isDropped) {
  const { metric, rule, problem, estimate, rounds, noise } = tested;
  if (problem !== null || estimate === null) return problem ?? "nothing to judge";
  if (!(rule.detect > 0)) return NOTHING_TO_DETECT;
  const needed = roundsNeeded(noise, toScale(rule.detect, metric), share);
  const likely = likelyClause(tested);
  const said = (size) => isTiny(tested) ? inUnit(size * Math.abs(tested.base ?? 0), metric.unit) : amount(size, metric);
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
function leftOpen({ metric, rule, estimate, rounds }, said) {
  const { high, low } = estimate;
  const worst = metric.better === null ? Math.max(high, -low) : worseSign(metric) > 0 ? high : -low;
  if (worst <= toScale(rule.detect, metric))
    return `after ${counted(rounds)} this change is too near the limits to call`;
  const possible = said(fromScale(worst, metric));
  return `after ${counted(rounds)} ${worseningOf(metric)} of up to ${possible} is still possible, and ${said(rule.detect)} is to be found`;
}
function whyStoredInconclusive(estimated, jobs, visible) {
  const { metric, rule } = estimated;
  if (!(rule.detect > 0)) return NOTHING_TO_DETECT;
  const least = amount(fromScale(visible, metric), metric);
  return `${likelyClause(estimated)}beside ${jobs} stored jobs only ${worseningOf(metric)} of ${least} or more is found 95 times in 100`;
}
function likelyClause(estimated) {
  const { metric, estimate } = estimated;
  if (estimate === null || !likelyWorse(estimated)) return "";
  const size = amount(fromScale(estimate.value, metric), metric);
  const way = metric.better !== null ? "worse" : estimate.value > 0 ? "more" : "less";
  return `likely ${way} by ${size}, but not for certain; `;
}
var worseningOf = ({ better }) => better === null ? "a change" : "a worsening";
var NOTHING_TO_DETECT = "`detect` is 0 here, so that nothing can be shown unchanged: set `detect` in the metric's unit";
function counted(rounds) {
  return rounds === 1 ? "1 round" : `${rounds} rounds`;
}
function moveOf({ effect, metric }) {
  return effect && `${effect.value < 0 ? "-" : "+"}${amount(effect.value, metric)}`;
}
function amount(effect, { scale, unit }) {
  const size = Math.abs(effect);
  return scale === "ratio" ? `${digits(size * 100)} %` : inUnit(size, unit);
}
function inUnit(size, unit) {
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
      return unit;
  }
}
function digits(value) {
  return String(value >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}
export {
  moveOf,
  whyInconclusive,
  whyStoredInconclusive
};
