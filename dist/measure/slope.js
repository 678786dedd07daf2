// src/measure/slope.ts
import jStat from "../vendor/jstat.js";
import { mean, median, sampleStandardDeviation } from "../vendor/simple-statistics.js";
var ENOUGH = 5;
function lowerBound(values) {
  if (values.length < ENOUGH) return null;
  const quantile = jStat.studentt.inv(0.975, values.length - 1);
  return mean([...values]) - quantile * sampleStandardDeviation([...values]) / Math.sqrt(values.length);
}
function theilSen(points) {
  const slopes = points.flatMap(
    (one, index) => points.slice(index + 1).flatMap((other) => other.x === one.x ? [] : [(other.y - one.y) / (other.x - one.x)])
  );
  return slopes.length === 0 ? null : median(slopes);
}
export {
  lowerBound,
  theilSen
};
