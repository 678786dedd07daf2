// src/compare/exact.ts
function compareExact(series, metric, rule) {
  const base = series.base;
  const head = series.head;
  return {
    metric,
    rule,
    change: changeOf(base, head, metric, rule),
    base,
    head,
    effect: effectOf(base, head, metric),
    p: null,
    pAdjusted: null,
    rounds: 1,
    smallestVisible: null
  };
}
function changeOf(base, head, { better }, { tolerate }) {
  const delta = head - base;
  if (Math.abs(delta) <= Math.max(tolerate.absolute, tolerate.relative * Math.abs(base))) return "unchanged";
  return delta > 0 === (better === "lower") ? "regressed" : "improved";
}
function effectOf(base, head, { scale }) {
  if (scale === "ratio" && base === 0) return null;
  const value = scale === "ratio" ? (head - base) / Math.abs(base) : head - base;
  return { value, low: value, high: value };
}
export {
  compareExact
};
