// src/compare/resample.ts
import { laneOf } from "../model/metric.js";
import { compareAll } from "./compare.js";
import { judge } from "./judge.js";
import { generator } from "./statistics/random.js";
var JUDGED = {
  budgets: [],
  findings: [],
  weighed: { kind: "compared" },
  accept: [],
  commit: null,
  override: null,
  onInconclusive: "warn",
  enforce: true
};
function judgeDrawn(resampling, by) {
  let fail = 0;
  let inconclusive = 0;
  for (const series of drawPullRequests(resampling)) {
    const { comparisons } = compareAll({ series, ...by, stopping: true });
    const { verdict } = judge({ comparisons, ...JUDGED });
    if (verdict === "fail") fail++;
    if (verdict === "inconclusive") inconclusive++;
  }
  return { count: resampling.count, fail, inconclusive };
}
function* drawPullRequests({ series, rounds, count, seed }) {
  const random = generator(seed);
  const collectors = [...new Set(series.map(({ metric }) => laneOf(metric)))];
  for (let id = 0; id < count; id++) {
    const turns = new Map(collectors.map((collector) => [collector, []]));
    for (const [collector, drawn] of turns) {
      const recorded = series.find((one) => laneOf(one.metric) === collector).base.length;
      for (let round = 0; round < rounds[collector]; round++)
        drawn.push({ from: Math.floor(random() * recorded), isTurned: random() < 0.5 });
    }
    yield series.map((one) => turned(one, turns.get(laneOf(one.metric))));
  }
}
function turned(series, turns) {
  const side = (plain, other) => turns.map(({ from, isTurned }) => (isTurned ? other : plain)[from]);
  return series.kind === "rate" ? { ...series, base: side(series.base, series.head), head: side(series.head, series.base) } : { ...series, base: side(series.base, series.head), head: side(series.head, series.base) };
}
export {
  drawPullRequests,
  judgeDrawn
};
