// src/compare/recommend.ts
import { EFFORTS } from "../model/plan.js";
import { dimensionOf } from "../model/quantity.js";
var MARGIN = 1.2;
var WORTH_GATING = 3;
var SPARE_TIME = 1.1;
var MOST_MINUTES = 360;
function recommend(rows, plans, maxMinutes) {
  const candidates = [
    { plan: plans.asSet, visible: ({ asSet: asSet2 }) => asSet2 },
    ...EFFORTS.map((effort) => ({ plan: plans.efforts[effort], visible: (row) => row.visible[effort] }))
  ];
  const finds = ({ visible }, row) => (visible(row) ?? Number.POSITIVE_INFINITY) <= row.detect;
  const asSet = candidates[0];
  const most = candidates.at(-1);
  const findable = rows.filter((row) => finds(most, row));
  const chosen = rows.length > 0 && findable.length === 0 ? most : candidates.find((one) => findable.every((row) => finds(one, row)));
  return {
    isKept: rows.every((row) => finds(asSet, row)),
    plan: chosen.plan,
    maxMinutes: chosen === asSet ? maxMinutes : minutesFor(chosen.plan, maxMinutes),
    metrics: rows.filter((row) => !finds(chosen, row)).map((row) => adviceFor(row, chosen.visible(row)))
  };
}
function minutesFor({ minutes }, maxMinutes) {
  return Math.min(MOST_MINUTES, Math.max(maxMinutes, Math.ceil(minutes * SPARE_TIME)));
}
function adviceFor({ metric, detect }, visible) {
  const isWorthGating = visible !== null && visible <= WORTH_GATING * detect;
  return { metric: metric.id, detect: isWorthGating ? written(visible * MARGIN, metric) : null };
}
function written(size, { scale, unit }) {
  const dimension = scale === "ratio" ? "fraction" : dimensionOf(unit);
  const shown = dimension === "fraction" ? size * 100 : size;
  const step = 10 ** (Math.floor(Math.log10(shown)) - 1);
  const rounded = Number((Math.ceil(shown / step) * step).toPrecision(2));
  const suffix = { fraction: "%", ms: "ms", bytes: "B", plain: "" }[dimension];
  return { value: dimension === "fraction" ? rounded / 100 : rounded, written: `${rounded}${suffix}` };
}
export {
  recommend
};
