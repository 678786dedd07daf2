// src/pipeline/decide.ts
import { acceptedOf } from "../compare/accept.js";
import { checkBudgets } from "../compare/budgets.js";
import { compareAll } from "../compare/compare.js";
import { isOpen } from "../compare/judge.js";
import { standingOf } from "../compare/live.js";
import { attemptShare, endLooksAt, firstLooks, weighLooks } from "../compare/looks.js";
import { roundsForShare } from "../compare/statistics/power.js";
import { laneOf } from "../model/metric.js";
function createDecider(deciding) {
  const { lanes, overrides, falseAlarms, accept, all, fixed, earlier, familyOf } = deciding;
  let plan = null;
  const notices = [];
  const asked = /* @__PURE__ */ new Map();
  const planned = (series) => {
    if (plan !== null) return plan;
    const family = Math.max(earlier?.family ?? 0, familyOf(series));
    const heldBy = (id) => earlier === null ? void 0 : earlier.collectors.find(({ collector }) => collector === id)?.part ?? 0;
    const standings = lanes.map(({ collector: id }) => standingOf(series, id, family, overrides, heldBy(id)));
    const spreads = lanes.map((lane, i) => spread(lane, standings[i], falseAlarms));
    const done = earlier?.collectors.filter(({ collector }) => !lanes.some((lane) => lane.collector === collector)) ?? [];
    plan = { family, collectors: [...spreads, ...done] };
    for (const [i, lane] of lanes.entries()) {
      const { gating, sharers } = standings[i];
      const blind = gating === 0 ? null : blindness(lane, spreads[i].looks.at(-1), sharers, falseAlarms);
      if (blind !== null) notices.push(blind);
    }
    return plan;
  };
  async function ask(series, kept) {
    const reached = lanes.filter(({ collector, looks }) => {
      const rounds = kept.get(collector);
      return looks.includes(rounds) && asked.get(collector) !== rounds;
    });
    if (reached.length === 0) return /* @__PURE__ */ new Map();
    for (const { collector } of reached) asked.set(collector, kept.get(collector));
    const now = planned(series);
    if (fixed) return /* @__PURE__ */ new Map();
    const baseline = await deciding.beside(series);
    const against = baseline && { kind: "beside", baseline };
    const compared = compareAll({ series, overrides, falseAlarms, plan: now, against });
    plan = withCleared(now, compared);
    const isDeciding = reached.some(({ collector }) => weightAt(now, collector, kept.get(collector)) > 0);
    if (!all && isDeciding && isCertain(compared, accept))
      return new Map(lanes.map(({ collector }) => [collector, "certain"]));
    const gating = compared.comparisons.filter(({ rule }) => rule.role === "gate");
    const ofCollector = (id) => gating.filter(({ metric }) => laneOf(metric) === id);
    const ended = /* @__PURE__ */ new Map();
    for (const { collector } of reached) {
      const own = ofCollector(collector);
      const why = compared.ended.get(collector) ?? (own.some(isTested) ? null : "settled");
      if (why !== null) ended.set(collector, why === "settled" && own.some(isOpen) ? "futile" : why);
    }
    return ended;
  }
  return { ask, planAfter: (series, ends) => after(planned(series), ends), notices: () => notices };
}
var isTested = ({ metric, effect }) => metric.kind !== "exact" && effect !== null;
function spread({ collector, looks, left }, { part, sharers }, falseAlarms) {
  const weighed = weighLooks({ looks, family: sharers, falseAlarms, share: attemptShare(left.unspent) });
  const { kept: from, unspent, cleared } = left;
  return { ...firstLooks(collector, part, [...left.taken, ...weighed]), from, unspent, cleared };
}
function withCleared(plan, { cleared, comparisons }) {
  const lanes = new Map(comparisons.map(({ metric }) => [metric.id, laneOf(metric)]));
  const ofLane = (id) => cleared.filter((metric) => lanes.get(metric) === id);
  return { ...plan, collectors: plan.collectors.map((one) => ({ ...one, cleared: ofLane(one.collector) })) };
}
function weightAt(plan, collector, rounds) {
  const looks = plan.collectors.find((one) => one.collector === collector)?.looks ?? [];
  return looks.find((look) => look.rounds === rounds)?.weight ?? 0;
}
function isCertain({ comparisons, series }, accept) {
  const gating = comparisons.filter(({ change, rule }) => change === "regressed" && rule.role === "gate");
  const regressed = gating.length > acceptedOf(comparisons, accept).length;
  const exact = series.filter(({ kind }) => kind === "exact");
  const broken = checkBudgets({ series: exact, comparisons, limits: [] });
  return regressed || broken.some(({ level, outcome }) => level === "max" && outcome === "broken");
}
function blindness({ collector, left }, last, sharers, falseAlarms) {
  if (roundsForShare(falseAlarms * last.weight / sharers) <= last.rounds) return null;
  const spendable = falseAlarms * attemptShare(left.unspent);
  const needed = roundsForShare(spendable / sharers);
  const count = Math.round(sharers);
  const planned = last.rounds === 1 ? "1 round is planned" : `${last.rounds} rounds are planned`;
  const whom = count === 1 ? "one gating metric" : `${count} gating metrics`;
  const todo = count === 1 ? "raise gate.maxMinutes" : "raise gate.maxMinutes, or gate fewer metrics";
  return `${collector}: ${planned}, but to show any slowdown of ${whom} with at most ${Number((spendable * 100).toPrecision(2))} % false alarms takes at least ${needed}: ${todo}.`;
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
