// src/explain/difference.ts
import { spentOn } from "./spent.js";
var SAME = 0.02;
var LEAST_SHARE = 0.05;
var ALONE = 2;
var MOST = 10;
function differenceOf(profiled) {
  const { whole, functions, apart } = spentOn(profiled);
  const [base, head] = [mean(whole.base), mean(whole.head)];
  const more = head - base;
  const change = more <= SAME * base ? "same" : isHigher(whole) ? "grew" : "unclear";
  const least = Math.max(LEAST_SHARE * more, SAME * base);
  const isPart = (costs) => change !== "same" && isHigher(costs, change === "grew" ? 1 : ALONE) && moreOf(costs) >= least;
  const named = functions.filter(({ costs }) => isPart(costs)).map((one) => nameOf(one, more));
  const ordered = named.sort((x, y) => y.share - x.share).slice(0, MOST);
  return {
    base,
    head,
    change,
    named: ordered,
    share: Math.min(
      1,
      ordered.reduce((sum, { share }) => sum + share, 0)
    ),
    apart: [...apart].filter(([, costs]) => isPart(costs)).map(([name, costs]) => ({ name, more: moreOf(costs) })).sort((x, y) => y.more - x.more)
  };
}
function isHigher({ base, head }, times = 1) {
  return mean(head) - mean(base) > times * (spread(base) + spread(head));
}
var spread = (values) => Math.max(...values) - Math.min(...values);
var mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
var moreOf = ({ base, head }) => mean(head) - mean(base);
function nameOf({ frame, costs, caller }, change) {
  const at = sourceOf(frame);
  return {
    name: frame.name,
    at,
    elsewhere: at === null ? frame.file : null,
    caller,
    base: mean(costs.base),
    head: mean(costs.head),
    share: moreOf(costs) / change
  };
}
function sourceOf({ file, line, inTree }) {
  return inTree && file !== null ? { file, line } : null;
}
export {
  differenceOf,
  isHigher,
  mean,
  sourceOf
};
