// src/compare/statistics/hodges-lehmann.ts
import jStat from "../../vendor/jstat.js";
import { quickselect } from "../../vendor/simple-statistics.js";
import { coinSumDistribution } from "./sign-flip.js";
var MOST_LISTED = 200;
function hodgesLehmann(values, level = 0.95) {
  if (values.length === 0) throw new RangeError("hodgesLehmann needs at least one value.");
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new RangeError(`values[${wrong}] is ${values[wrong]}; it must be finite.`);
  const count = values.length * (values.length + 1) / 2;
  const walsh = values.length <= MOST_LISTED ? listed(values) : selected(values);
  const { leftOut, coverage } = cutOf(values.length, level);
  return {
    value: (walsh(Math.floor((count - 1) / 2)) + walsh(Math.floor(count / 2))) / 2,
    low: walsh(leftOut),
    high: walsh(count - 1 - leftOut),
    coverage
  };
}
function listed(values) {
  const averages = new Float64Array(values.length * (values.length + 1) / 2);
  let next = 0;
  for (let i = 0; i < values.length; i++) {
    for (let j = i; j < values.length; j++) averages[next++] = (values[i] + values[j]) / 2;
  }
  return (k) => {
    quickselect(averages, k);
    return averages[k];
  };
}
function selected(values) {
  const sorted = Float64Array.from(values).sort();
  return (k) => {
    let below = sorted[0];
    let above = sorted.at(-1);
    if (countAtMost(sorted, below) > k) return below;
    for (; ; ) {
      const middle = below / 2 + above / 2;
      if (middle <= below || middle >= above) return above;
      if (countAtMost(sorted, middle) > k) above = middle;
      else below = middle;
    }
  };
}
function countAtMost(sorted, x) {
  let count = 0;
  let j = sorted.length - 1;
  for (let i = 0; i <= j; i++) {
    while (j >= i && (sorted[i] + sorted[j]) / 2 > x) j--;
    count += j - i + 1;
  }
  return count;
}
var cuts = /* @__PURE__ */ new Map();
function cutOf(n, level) {
  const key = `${n} ${level}`;
  const cut = cuts.get(key) ?? (n <= MOST_LISTED ? exactCut(n, level) : normalCut(n, level));
  cuts.set(key, cut);
  return cut;
}
function exactCut(n, level) {
  const tail = (1 - level) / 2;
  const ranks = Array.from({ length: n }, (_, i) => i + 1);
  const mass = coinSumDistribution(ranks);
  let leftOut = 0;
  let below = mass[0];
  while (below + mass[leftOut + 1] <= tail) below += mass[++leftOut];
  return { leftOut, coverage: Math.max(0, 1 - 2 * below) };
}
function normalCut(n, level) {
  const mean = n * (n + 1) / 4;
  const sd = Math.sqrt(n * (n + 1) * (2 * n + 1) / 24);
  return { leftOut: Math.floor(mean - jStat.normal.inv((1 + level) / 2, 0, 1) * sd - 0.5), coverage: level };
}
export {
  hodgesLehmann
};
