// src/explain/difference.ts
import jStat from "../vendor/jstat.js";
import { mean, sampleVariance } from "../vendor/simple-statistics.js";
import { isNameless } from "./locate.js";
import { spentOn } from "./spent.js";
var LEAST = 0.02;
var LEAST_SHARE = 0.05;
var SAME = 0.05;
var OVERLOOKED = 0.05;
var CHANCE = 0.01;
var ALONE = 5e-3;
var MOST = 10;
function differenceOf(profiled) {
  const { whole, functions, apart } = spentOn(profiled);
  const [base, head] = [mean([...whole.base]), mean([...whole.head])];
  const more = head - base;
  const each = functions.map(({ costs }) => costs);
  const noise = noiseOf(each);
  const change = changeOf(whole);
  const least = Math.max(change === "grew" ? LEAST_SHARE * more : 0, LEAST * base);
  const able = each.filter(({ base: base2, head: head2 }) => Math.max(mean([...base2]), mean([...head2])) >= least);
  const chance = change === "grew" ? CHANCE : ALONE / Math.max(1, able.length);
  const isPart = (costs) => moreOf(costs) >= least && isHigher(costs, { chance, noise });
  const parts = functions.filter(({ costs }) => isPart(costs)).sort((x, y) => moreOf(y.costs) - moreOf(x.costs));
  const named = parts.slice(0, MOST).map((one) => nameOf(one, change === "grew" ? more : null));
  const explained = named.reduce((sum, { share }) => sum + (share ?? 0), 0);
  return {
    base,
    head,
    change,
    named,
    share: Math.min(1, explained),
    apart: [...apart].filter(([, costs]) => isPart(costs)).map(([name, costs]) => ({ name, more: moreOf(costs) })).sort((x, y) => y.more - x.more)
  };
}
function changeOf(whole) {
  const more = moreOf(whole);
  const base = mean([...whole.base]);
  if (more > LEAST * base && isHigher(whole)) return "grew";
  return more + marginOf(whole, { chance: OVERLOOKED }) <= SAME * base ? "same" : "unclear";
}
function isHigher(costs, by = {}) {
  return moreOf(costs) > marginOf(costs, by);
}
function marginOf(costs, { chance = CHANCE, noise } = {}) {
  const own = differencesIn(costs);
  if (own.length < 2) return Number.POSITIVE_INFINITY;
  const usual = noise === void 0 ? null : noise.scale * weightOf(costs, noise);
  const variance = usual === null ? sampleVariance(own) : (sampleVariance(own) + usual) / 2;
  const freedom = (usual === null ? 1 : 2) * (own.length - 1);
  return jStat.studentt.inv(1 - chance, freedom) * Math.sqrt(variance / own.length);
}
function noiseOf(functions) {
  const whole = wholeOf(functions);
  const varies = (costs) => costs.base.length < 2 ? 0 : sampleVariance(differencesIn(costs));
  const weight = sumOf(functions, (costs) => weightOf(costs, { whole }));
  return { scale: weight === 0 ? 0 : sumOf(functions, varies) / weight, whole };
}
var wholeOf = (functions) => functions.length > 1 ? sumOf(functions, sizeOf) : Infinity;
var sumOf = (functions, of) => functions.reduce((total, costs) => total + of(costs), 0);
function weightOf(costs, { whole }) {
  const size = sizeOf(costs);
  return size * (1 - Math.min(1, size / whole));
}
var differencesIn = ({ base, head }) => base.map((value, pair) => head[pair] - value);
var sizeOf = ({ base, head }) => (mean([...base]) + mean([...head])) / 2;
var moreOf = ({ base, head }) => mean([...head]) - mean([...base]);
function nameOf({ frame, costs, caller }, change) {
  const at = sourceOf(frame);
  return {
    name: isNameless(frame) ? "(anonymous)" : frame.name,
    at,
    elsewhere: at === null ? frame.file : null,
    caller: caller && callerText(caller),
    base: mean([...costs.base]),
    head: mean([...costs.head]),
    share: change === null ? null : moreOf(costs) / change
  };
}
function callerText(caller) {
  if (!isNameless(caller)) return caller.name;
  return `an anonymous function${caller.file === null ? "" : ` in ${caller.file}`}`;
}
function sourceOf({ file, line, inTree }) {
  return inTree && file !== null ? { file, line } : null;
}
export {
  LEAST,
  OVERLOOKED,
  differenceOf,
  isHigher,
  marginOf,
  moreOf,
  noiseOf,
  sourceOf
};
