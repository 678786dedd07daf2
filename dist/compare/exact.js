// src/compare/exact.ts
import { pairUp, present } from "./pairs.js";
import { worseSign } from "./tested.js";
function compareExact(series, metric, rule) {
  const base = series.base;
  const head = series.head;
  const change = changeOf(base, head, metric, rule);
  const doubt = doubtOf(series, metric, rule, change);
  const compared = {
    metric,
    rule,
    change,
    base,
    head,
    effect: effectOf(base, head, metric),
    p: null,
    pAdjusted: null,
    rounds: roundsOf(series),
    noise: null,
    smallestVisible: null
  };
  if (doubt !== null) return { ...compared, change: "inconclusive", note: doubt };
  return series.varies === void 0 ? compared : { ...compared, note: series.varies };
}
function changeOf(base, head, metric, rule) {
  const worse = (head - base) * worseSign(metric);
  if (Math.abs(worse) <= toleratedAt(base, rule)) return "unchanged";
  return worse > 0 ? "regressed" : "improved";
}
function toleratedAt(base, { tolerate }) {
  return Math.max(tolerate.absolute, tolerate.relative * Math.abs(base));
}
function roundsOf(series) {
  const { counts } = series;
  if (counts === void 0) return 1;
  return isBesideStored(series) ? present(counts.head).length : pairUp(counts.base, counts.head).length;
}
var isBesideStored = ({ counts }) => counts !== void 0 && present(counts.base).length === 0;
function doubtOf(series, metric, rule, change) {
  if (change === "improved") return isBesideStored(series) ? series.doubt ?? null : null;
  return change === "regressed" ? series.doubt ?? strayOf(series, metric, rule) : null;
}
function strayOf(series, metric, rule) {
  const base = series.base;
  const { baseAgain: again = base } = series;
  if (again === null) return NOT_AGAIN;
  const spread = buildSpread(series);
  const worst = worseSign(metric) > 0 ? Math.max(base, again) : Math.min(base, again);
  if ((series.head - worst) * worseSign(metric) > toleratedAt(worst, rule) + spread) return null;
  const unit = metric.unit === "bytes" ? " B" : "";
  return `two builds of base differ by ${spread}${unit} (${base}${unit}, ${again}${unit}), so this is not exact`;
}
function buildSpread({ base, baseAgain = base }) {
  if (baseAgain === base) return 0;
  return base === null || baseAgain === null ? Number.POSITIVE_INFINITY : Math.abs(baseAgain - base);
}
var NOT_AGAIN = "a second build of base gave no value, so nobody knows whether this is exact";
function effectOf(base, head, { scale }) {
  const value = scale === "ratio" ? (head - base) / Math.abs(base) : head - base;
  return Number.isFinite(value) ? { value, low: value, high: value } : null;
}
export {
  buildSpread,
  compareExact,
  roundsOf
};
