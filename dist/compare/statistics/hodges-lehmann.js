// src/compare/statistics/hodges-lehmann.ts
import { medianSorted } from "../../vendor/simple-statistics.js";
import { coinSumDistribution } from "./sign-flip.js";
function hodgesLehmann(values, level = 0.95) {
  if (values.length === 0) throw new RangeError("hodgesLehmann needs at least one value.");
  const walsh = walshAverages(values);
  const tail = (1 - level) / 2;
  const null_ = coinSumDistribution(values.map((_, i) => i + 1));
  let k = 0;
  let below = null_[0];
  while (below + null_[k + 1] <= tail) below += null_[++k];
  return {
    value: medianSorted(walsh),
    low: walsh[k],
    high: walsh[walsh.length - 1 - k],
    coverage: Math.max(0, 1 - 2 * below)
  };
}
function walshAverages(values) {
  const averages = new Float64Array(values.length * (values.length + 1) / 2);
  let next = 0;
  for (let i = 0; i < values.length; i++) {
    for (let j = i; j < values.length; j++) averages[next++] = (values[i] + values[j]) / 2;
  }
  return Array.from(averages.sort());
}
export {
  hodgesLehmann
};
