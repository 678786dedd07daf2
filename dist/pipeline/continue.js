// src/pipeline/continue.ts
import { isOpen } from "../compare/judge.js";
import { unspentAfter } from "../compare/looks.js";
import { laneOf } from "../model/metric.js";
import { unfitness } from "../model/plan.js";
import { appendRounds, withEarlierLimits } from "./append.js";
import { withoutUnfit } from "./fit-part.js";
import { INSIDE } from "./inside.js";
import { lostWatchers } from "./unwatched.js";
import { judgeRounds } from "./verdict.js";
var NOTHING_BEFORE = { taken: [], kept: 0, unspent: 1, cleared: [], isSettled: false };
function afresh(unspent, notices) {
  return {
    left: () => ({ ...NOTHING_BEFORE, unspent }),
    plan: null,
    tries: [],
    series: (now) => now,
    limits: (now) => now,
    notices
  };
}
function continueFrom({ earlier, lost }, opened) {
  if (earlier === null) return afresh(unspentAfter(lost), []);
  const unfit = unfitness(earlier.plan);
  if (unfit !== null) {
    const notice = notCounting(`its runner was unfit to measure (${unfit})`);
    const unspent = (looks) => unspentBy(looks, takenOf(looks, keptOf(earlier.rounds, looks.collector)));
    const before = continueFrom({ earlier: withoutUnfit(earlier, unspent), lost }, opened);
    return { ...before, notices: [notice, ...before.notices] };
  }
  const { plan, rounds, series, limits } = earlier;
  if (plan === null) return afresh(unspentAfter(earlier.attempts.length + earlier.lost + lost), []);
  const open = openIn(earlier);
  const looksOf = (id) => plan.collectors.find(({ collector }) => collector === id);
  const left = (id) => {
    const looks = looksOf(id);
    if (looks === void 0) return NOTHING_BEFORE;
    const kept = keptOf(rounds, id);
    const taken = takenOf(looks, kept);
    const unspent = unspentAfter(lost, unspentBy(looks, taken));
    return { taken, kept, unspent, cleared: looks.cleared, isSettled: open.size > 0 && !open.has(id) };
  };
  const why = whyNot(earlier, plan, opened);
  if (why !== null) {
    const notice = notCounting(why);
    return afresh(Math.min(...plan.collectors.map(({ collector }) => left(collector).unspent)), [notice]);
  }
  return {
    left,
    plan,
    tries: rounds,
    series: (now, keptNow) => appendRounds(series, now, (id) => ({ before: keptOf(rounds, id), now: keptNow(id) })),
    limits: (now) => withEarlierLimits(limits, now),
    notices: []
  };
}
function notCounting(why) {
  return `The rounds of the attempt before do not count here, as ${why}; the part of the false alarms that it has spent does.`;
}
function openIn(earlier) {
  const open = judgeRounds(earlier).comparisons.filter((one) => one.rule.role === "gate" && isOpen(one));
  const isLost = lostWatchers(earlier).some(({ gates }) => gates);
  return /* @__PURE__ */ new Set([...open.map(({ metric }) => laneOf(metric)), ...isLost ? [INSIDE] : []]);
}
function whyNot(earlier, plan, opened) {
  const measured = (id) => plan.collectors.some(({ collector }) => collector === id);
  const changed = opened.filter(({ id }) => measured(id)).flatMap(({ id, session, also }) => [{ id, ...session.plan }, ...also]).find((one) => !measuresAlike(earlier, one));
  return changed === void 0 ? null : `${changed.id} measures otherwise now`;
}
var keptOf = (tries, id) => tries.filter(({ collector, discarded }) => collector === id && discarded === null).length;
var takenOf = ({ looks }, kept) => looks.filter(({ rounds }) => rounds <= kept);
function unspentBy({ from, unspent }, taken) {
  const spent = taken.filter(({ rounds }) => rounds > from).reduce((sum, { weight }) => sum + weight, 0);
  return Math.max(0, unspent - spent);
}
function measuresAlike({ conditions, environment }, now) {
  const sameTools = Object.entries(now.tools).every(([name, version]) => environment.tools[name] === version);
  return sameTools && conditions[now.id] === now.conditions;
}
export {
  NOTHING_BEFORE,
  continueFrom
};
