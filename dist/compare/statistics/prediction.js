// src/compare/statistics/prediction.ts
import jStat from "../../vendor/jstat.js";
import { mean, sampleStandardDeviation } from "../../vendor/simple-statistics.js";
var POWER = 0.95;
function predictNext(values, floor = 0) {
  if (values.length < 2) throw new RangeError("predictNext needs at least two values.");
  const centre = mean(values);
  const isConstant = values.every((value) => value === values[0]);
  const sd = Math.max(floor, isConstant ? 0 : sampleStandardDeviation(values));
  return {
    centre: isConstant ? values[0] : centre,
    error: sd * Math.sqrt(1 + 1 / values.length),
    df: values.length - 1
  };
}
var LARGEST_T = 1e6;
function predictionP(deviation, { error, df }) {
  return jStat.studentt.cdf(-Math.max(-LARGEST_T, Math.min(LARGEST_T, deviation / error)), df);
}
function predictionBound(share, { error, df }) {
  return jStat.studentt.inv(1 - share, df) * error;
}
function smallestShift(share, prediction) {
  return predictionBound(share, prediction) + predictionBound(1 - POWER, prediction);
}
export {
  predictNext,
  predictionBound,
  predictionP,
  smallestShift
};
