// src/pipeline/continue.ts
import { isOpen } from "../compare/judge.js";
import { unspentAfter } from "../compare/looks.js";
import { unmatchedGlobs } from "../compare/rules.js";
import { laneOf } from "../model/metric.js";
import { unfitness } from "../model/plan.js";
import { appendRounds, withEarlierLimits } from "./append.js";
import { withoutLanes, withoutUnfit } from "./fit-part.js";
import { INSIDE } from "./inside.js";
import { measuringOtherwise } from "./otherwise.js";
import { partiesOf, withEarlier } from "./settled.js";
import { unseen } from "./unwatched.js";
import { judgeRounds } from "./verdict.js";
var NOTHING_BEFORE = { taken: [], kept: 0, unspent: 1, cleared: [], isSettled: false };
function afresh(unspent, notices) {
  return {
    left: () => ({ ...NOTHING_BEFORE, unspent }),
    plan: null,
    tries: [],
    series: (now) => now,
    limits: (now) => now,
    told: (now) => now,
    notices
  };
}
function continueFrom({ earlier, lost }, opened) {
  if (earlier === null) return afresh(unspentAfter(lost), []);
  const unfit = unfitness(earlier.plan);
  const unspentOf = (looks) => unspentBy(looks, takenOf(looks, keptOf(earlier.rounds, looks.collector)));
  if (unfit !== null) {
    const notice = notCounting(`its runner was unfit to measure (${unfit})`);
    const unfitIds = new Set(earlier.plan?.collectors.flatMap((one) => one.unfit === null ? [] : [one.collector]));
    const spoilt = partiesOf(opened.filter(({ id }) => unfitIds.has(id)));
    const facts = earlier.facts.filter(({ collector }) => !spoilt.has(collector));
    const before = continueFrom({ earlier: { ...withoutUnfit(earlier, unspentOf), facts }, lost }, opened);
    return { ...before, notices: [notice, ...before.notices] };
  }
  if (earlier.plan === null) return afresh(unspentAfter(earlier.attempts.length + earlier.lost + lost), []);
  const { collectors } = earlier.plan;
  const otherwise = measuringOtherwise(earlier, opened);
  const whole = [...otherwise].slice(0, 1).map(([, why]) => notCounting(why));
  if (collectors.some(({ collector, part }) => part === 0 && otherwise.has(collector)))
    return afresh(unspentAfter(lost, Math.min(...collectors.map(unspentOf))), whole);
  const stored = otherwise.size === 0 ? earlier : withoutLanes(earlier, otherwise, unspentOf);
  const { plan, rounds, series, limits } = stored;
  const open = openIn(earlier);
  const left = (id) => {
    const looks = plan?.collectors.find(({ collector }) => collector === id);
    if (looks === void 0) return NOTHING_BEFORE;
    const kept = keptOf(rounds, id);
    const taken = takenOf(looks, kept);
    const unspent = unspentAfter(lost, unspentBy(looks, taken));
    const isSettled = otherwise.size === 0 && open.size > 0 && !open.has(id) && looks.ended !== "unfit";
    return { taken, kept, unspent, cleared: looks.cleared, isSettled };
  };
  const goingOf = (id) => {
    const { isSettled, kept } = left(id);
    if (isSettled) return "settled";
    return kept > 0 ? "on" : "afresh";
  };
  const isWhole = collectors.every(({ collector }) => otherwise.has(collector));
  return {
    left,
    plan,
    tries: rounds,
    series: (now, keptNow) => appendRounds(series, now, (id) => ({ before: keptOf(rounds, id), now: keptNow(id) })),
    limits: (now) => withEarlierLimits(limits, now),
    told: (now) => withEarlier(stored, now, opened, goingOf),
    notices: isWhole ? whole : [...otherwise].map(([id, why]) => notCounting(why, id))
  };
}
function notCounting(why, lane) {
  const rounds = lane === void 0 ? "The rounds of the attempt before" : `The ${lane} rounds of the attempt before`;
  return `${rounds} do not count here, as ${why}; the part of the false alarms that it has spent does.`;
}
function openIn(earlier) {
  const open = judgeRounds(earlier).comparisons.filter((one) => one.rule.role === "gate" && isOpen(one));
  const ids = earlier.series.map(({ metric }) => metric.id);
  const isLost = unseen(earlier, unmatchedGlobs(ids, earlier.overrides)).some(({ gates }) => gates);
  return /* @__PURE__ */ new Set([...open.map(({ metric }) => laneOf(metric)), ...isLost ? [INSIDE] : []]);
}
var keptOf = (tries, id) => tries.filter(({ collector, discarded }) => collector === id && discarded === null).length;
var takenOf = ({ looks }, kept) => looks.filter(({ rounds }) => rounds <= kept);
function unspentBy({ from, unspent }, taken) {
  const spent = taken.filter(({ rounds }) => rounds > from).reduce((sum, { weight }) => sum + weight, 0);
  return Math.max(0, unspent - spent);
}
export {
  NOTHING_BEFORE,
  continueFrom
};
