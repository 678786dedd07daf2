// src/pipeline/decide.ts
import { checkBudgets } from "../compare/budgets.js";
import { compareAll } from "../compare/compare.js";
import { sharersOf } from "../compare/live.js";
import { endLooksAt, weighLooks } from "../compare/looks.js";
import { roundsForShare } from "../compare/statistics/power.js";
import { parseMetricId } from "../model/metric.js";
function createDecider(deciding) {
  const { lanes, overrides, falseAlarms, all, fixed, earlier, familyOf } = deciding;
  let plan = null;
  const notices = [];
  const planned = (series) => {
    if (plan !== null) return plan;
    const family = Math.max(earlier?.family ?? 0, familyOf(series));
    const asked = lanes.map((lane) => spread(lane, sharersOf(series, lane.collector, family, overrides), falseAlarms));
    const done = earlier?.collectors.filter(({ collector }) => !lanes.some((lane) => lane.collector === collector)) ?? [];
    plan = { family, all: fixed, collectors: [...asked, ...done] };
    for (const [i, lane] of lanes.entries()) {
      const sharing = sharersOf(series, lane.collector, family, overrides);
      const blind = family === 0 ? null : blindness(lane, asked[i].looks.at(-1), sharing, falseAlarms);
      if (blind !== null) notices.push(blind);
    }
    return plan;
  };
  async function ask(series, kept) {
    const reached = lanes.filter(({ collector, looks }) => looks.includes(kept.get(collector)));
    if (reached.length === 0) return /* @__PURE__ */ new Map();
    const now = planned(series);
    if (fixed) return /* @__PURE__ */ new Map();
    const baseline = await deciding.beside(series);
    const against = baseline && { kind: "beside", baseline };
    const compared = compareAll({ series, overrides, falseAlarms, plan: now, against });
    const isDeciding = reached.some(({ collector }) => weightAt(now, collector, kept.get(collector)) > 0);
    if (!all && isDeciding && isCertain(compared)) return new Map(lanes.map(({ collector }) => [collector, "certain"]));
    const gating = compared.comparisons.filter(({ rule, p }) => rule.role === "gate" && p !== null);
    const asking = new Set(gating.map(({ metric }) => parseMetricId(metric.id)?.collector));
    const idle = reached.filter(({ collector }) => !asking.has(collector));
    return new Map([...idle.map(({ collector }) => [collector, "settled"]), ...compared.ended]);
  }
  return { ask, planAfter: (series, ends) => after(planned(series), ends), notices: () => notices };
}
function spread({ collector, looks, left }, family, falseAlarms) {
  const weighed = weighLooks({ looks, family, falseAlarms, share: left.share });
  return { collector, looks: [...left.taken, ...weighed], from: left.kept, ended: "spent", unfit: null };
}
function weightAt(plan, collector, rounds) {
  const looks = plan.collectors.find((one) => one.collector === collector)?.looks ?? [];
  return looks.find((look) => look.rounds === rounds)?.weight ?? 0;
}
function isCertain({ comparisons, series }) {
  const regressed = comparisons.some(({ change, rule }) => change === "regressed" && rule.role === "gate");
  const exact = series.filter(({ kind }) => kind === "exact");
  const broken = checkBudgets({ series: exact, comparisons, limits: [] });
  return regressed || broken.some(({ level, outcome }) => level === "max" && outcome === "broken");
}
function blindness({ collector, left }, last, sharers, falseAlarms) {
  if (roundsForShare(falseAlarms * last.weight / sharers) <= last.rounds) return null;
  const needed = roundsForShare(falseAlarms * left.share / sharers);
  return `${collector}: ${Math.round(sharers)} gating metrics share ${falseAlarms * 100} % false alarms, so fewer than ${needed} rounds cannot show any slowdown, and ${last.rounds} fit: raise gate.maxMinutes, or gate fewer metrics.`;
}
function after(plan, ends) {
  const collectors = plan.collectors.map((one) => {
    const end = ends.get(one.collector);
    if (end === void 0) return one;
    const looks = end.ended === "time" ? endLooksAt(one.looks, end.kept) : one.looks;
    return { ...one, looks, ended: end.ended, unfit: end.unfit };
  });
  return { ...plan, collectors };
}
export {
  createDecider
};
