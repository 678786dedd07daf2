// src/compare/tested.ts
import { DETECT_PER_TOLERATE } from "./rules.js";
var LEVEL = 0.95;
function detectAtLeastTolerated(metric, asked, base) {
  const rule = metric.scale === "difference" ? toleratedInUnit(asked, base) : asked;
  if (!(rule.detect > 0)) return rule;
  const detect = Math.max(rule.detect, DETECT_PER_TOLERATE * floorOf(metric, rule, base));
  return { ...rule, detect: Math.min(detect, Number.MAX_VALUE) };
}
function toleratedInUnit({ tolerate, ...rule }, base) {
  if (tolerate.relative === 0 || !base) return { ...rule, tolerate };
  const absolute = Math.max(tolerate.absolute, tolerate.relative * Math.abs(base));
  const detect = rule.detect > 0 ? rule.detect : DETECT_PER_TOLERATE * absolute;
  return { ...rule, tolerate: { relative: 0, absolute }, detect };
}
function floorOf({ scale }, { tolerate }, base) {
  if (scale === "difference") return tolerate.absolute;
  return base ? tolerate.absolute / Math.abs(base) : 0;
}
function likelyWorse(estimated) {
  const { metric, estimate } = estimated;
  if (estimate === null) return false;
  const { better } = metric;
  const excludesZero = better !== "higher" && estimate.low > 0 || better !== "lower" && estimate.high < 0;
  return excludesZero && beyondTolerate(estimate.value, estimated);
}
function beyondTolerate(estimate, { metric, rule, base }) {
  const { relative, absolute } = rule.tolerate;
  const size = Math.abs(base ?? 0);
  if (metric.scale === "difference") return Math.abs(estimate) >= Math.max(absolute, relative * size);
  return Math.abs(estimate) >= Math.log1p(relative) && Math.abs(Math.expm1(estimate)) * size >= absolute;
}
function worseSign({ better }) {
  return better === "higher" ? -1 : 1;
}
function toScale(effect, { scale }) {
  return scale === "ratio" ? Math.log1p(effect) : effect;
}
function effectOf({ value, low, high, coverage = LEVEL }, metric) {
  const effect = { value: fromScale(value, metric), low: fromScale(low, metric), high: fromScale(high, metric) };
  return coverage < LEVEL ? { ...effect, coverage } : effect;
}
function fromScale(difference, { scale }) {
  return scale === "ratio" ? Math.expm1(difference) : difference;
}
export {
  beyondTolerate,
  detectAtLeastTolerated,
  effectOf,
  fromScale,
  likelyWorse,
  toScale,
  worseSign
};
