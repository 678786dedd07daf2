// src/compare/stored.ts
import { median } from "../vendor/simple-statistics.js";
import { whyStoredInconclusive } from "./notes.js";
import { typicalHead } from "./pairs.js";
import { predictionBound, predictionP, predictNext, smallestShift } from "./statistics/prediction.js";
import {
  beyondTolerate,
  detectAtLeastTolerated,
  effectOf,
  fromScale,
  likelyWorse,
  toScale,
  worseSign
} from "./tested.js";
var FEWEST_JOBS = 5;
var CLEARING_LEVEL = 0.015;
function testStored(series, metric, asked, history) {
  const { values } = history;
  const head = typicalHead(series);
  const nothing = { estimate: null, prediction: null, pWorse: 1, pBetter: 1 };
  const untested = (problem) => {
    const base2 = values.length === 0 ? null : median(values);
    const rule2 = detectAtLeastTolerated(metric, asked, base2);
    return { metric, rule: rule2, base: base2, head, jobs: values.length, problem, ...nothing };
  };
  if (head === null) return untested("no round gave a value");
  if (values.length < FEWEST_JOBS) return untested(tooFew(history));
  const isRatio = metric.scale === "ratio";
  if (isRatio && Math.min(head, ...values) <= 0)
    return untested("a job gave 0 or less, which has no ratio: set `scale: difference` for this metric");
  const scaled = isRatio ? values.map(Math.log) : values;
  const prediction = predictNext(scaled, series.kind === "rate" ? leastSpread(series, values) : 0);
  if (!Number.isFinite(prediction.error)) return untested("stored jobs gave numbers too large to reckon with");
  const base = isRatio ? Math.exp(prediction.centre) : prediction.centre;
  const deviation = (isRatio ? Math.log(head) : head) - prediction.centre;
  const rule = detectAtLeastTolerated(metric, asked, base);
  const tested = { metric, rule, base, head, jobs: values.length };
  if (prediction.error === 0) {
    const same = `all ${values.length} stored jobs gave the same value, so that nothing is known of how it varies`;
    return { ...tested, ...nothing, problem: deviation === 0 ? null : same };
  }
  const reach = predictionBound(0.025, prediction);
  const worse = deviation * worseSign(metric);
  return {
    ...tested,
    prediction,
    problem: null,
    estimate: { value: deviation, low: deviation - reach, high: deviation + reach },
    pWorse: predictionP(worse, prediction),
    pBetter: predictionP(-worse, prediction)
  };
}
function decideStored(tested, family) {
  const { metric, rule, base, head, estimate, prediction, jobs } = tested;
  const visible = prediction && smallestShift(family.falseAlarms / family.divisor, prediction);
  const change = changeOf(tested, family);
  const decided = {
    metric,
    rule,
    change,
    base,
    head,
    effect: estimate && effectOf(estimate, metric),
    p: estimate && tested.pWorse,
    pAdjusted: rule.role === "gate" && estimate ? family.adjusted.worse : null,
    rounds: jobs,
    noise: null,
    smallestVisible: visible === null ? null : fromScale(visible, metric)
  };
  if (change !== "inconclusive") return decided;
  return { ...decided, note: tested.problem ?? whyStoredInconclusive(tested, jobs, visible ?? 0) };
}
function changeOf(tested, { adjusted, falseAlarms }) {
  const { metric, prediction, estimate, problem } = tested;
  if (problem !== null) return "inconclusive";
  if (prediction === null || estimate === null) return "unchanged";
  const worse = estimate.value * worseSign(metric);
  const beyond = beyondTolerate(estimate.value, tested);
  if (adjusted.worse <= falseAlarms && worse > 0 && beyond) return "regressed";
  if (adjusted.better <= falseAlarms && worse < 0 && beyond) return "improved";
  return isUnchanged(tested) ? "unchanged" : "inconclusive";
}
function isUnchanged(tested) {
  const { metric, rule, prediction, estimate } = tested;
  if (prediction === null || estimate === null || likelyWorse(tested) || !(rule.detect > 0)) return false;
  const margin = toScale(rule.detect, metric);
  const p = Math.max(
    predictionP(estimate.value + margin, prediction),
    predictionP(margin - estimate.value, prediction)
  );
  return p <= CLEARING_LEVEL;
}
function clears(series, metric, rule, history) {
  const tested = testStored(series, metric, rule, { ...history, values: history.early });
  const { prediction } = tested;
  if (prediction === null || !(tested.rule.detect > 0)) return false;
  const isQuiet = 2 * predictionBound(CLEARING_LEVEL, prediction) < toScale(tested.rule.detect, metric);
  return isQuiet && isUnchanged(tested);
}
function tooFew({ jobs, values }) {
  if (jobs === 0) return "no stored job was measured as this one was (the line on the baseline says what differs)";
  const these = values.length === 1 ? "1 stored job that is" : `${values.length} stored jobs that are`;
  return `${these} comparable and ${values.length === 1 ? "has" : "have"} it, but at least ${FEWEST_JOBS} are needed`;
}
function leastSpread({ head }, shares) {
  const total = head.reduce((sum, count) => sum + (count?.total ?? 0), 0);
  const events = total * (shares.reduce((sum, share2) => sum + share2, 0) / shares.length);
  const share = (events + 1) / (total + 2);
  return Math.sqrt(share * (1 - share) / total);
}
export {
  clears,
  decideStored,
  testStored
};
