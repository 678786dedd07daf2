// src/compare/sequential.ts
import { sharers } from "./live.js";
import { decideLook } from "./look.js";
import { firstLooks, MISSES } from "./looks.js";
import { comparisonOf, isFutile } from "./paired.js";
function decideAtLooks(candidates, deciding) {
  const { plan, falseAlarms, stopping } = deciding;
  const comparisons = /* @__PURE__ */ new Map();
  const ended = /* @__PURE__ */ new Map();
  const cleared = /* @__PURE__ */ new Set();
  for (const collector of new Set(candidates.map((one) => one.collector))) {
    const own = candidates.filter((one) => one.collector === collector);
    const looks = plan.collectors.find((one) => one.collector === collector);
    const lane = { own, looks, falseAlarms, stopping };
    const { decisions, end, outlook } = decideLane(lane);
    if (end !== null) ended.set(collector, end);
    for (const one of own) {
      if (decisions.get(one)?.cleared) cleared.add(one);
      comparisons.set(one, describe(one, decisions.get(one), looks, outlook));
    }
  }
  return { comparisons, ended, cleared };
}
function decideLane({ own, looks: planned, falseAlarms, stopping }) {
  const decisions = /* @__PURE__ */ new Map();
  const kept = Math.max(...own.map((one) => one.kept));
  const held = planned?.part ?? 0;
  const outlook = outlookOf(planned, falseAlarms / sharers(own.filter((one) => one.isLive(one.kept)).length, held));
  let end = null;
  for (const look of planned?.looks ?? []) {
    if (look.rounds > kept || stopping && end !== null) break;
    const live = own.filter((one) => one.isLive(look.rounds));
    for (const kind of ["sampled", "rate"]) {
      const isOfGroup = (one) => one.kind === kind;
      const part = held * (live.filter(isOfGroup).length / Math.max(1, live.length));
      const decided = decideLook(own.filter(isOfGroup), decisions, planned, { look, part, falseAlarms });
      for (const [one, decision] of decided) decisions.set(one, decision);
    }
    const open = own.filter((one) => decisions.get(one).change === "inconclusive");
    const isHopeless = ({ tested, isStuck }) => isStuck || isFutile(tested, outlook);
    end = open.length === 0 ? "settled" : open.every((one) => isHopeless(decisions.get(one))) ? "futile" : null;
  }
  return { decisions, end, outlook };
}
function describe(one, decision, planned, outlook) {
  const tested = decision?.tested ?? one.testAt(one.kept);
  const unfit = planned?.unfit ?? null;
  const change = unfit === null ? decision?.change ?? "inconclusive" : "inconclusive";
  const isDropped = planned?.ended === "futile";
  const compared = comparisonOf(tested, { change, outlook, isDropped, pFamily: decision?.pFamily ?? 1 });
  if (unfit !== null) return { ...compared, note: `the runner was unfit: ${unfit}` };
  if (planned?.ended === "certain" && change === "inconclusive") return { ...compared, note: CERTAIN };
  return change === "unchanged" && decision?.cleared ? { ...compared, note: CLEARED } : compared;
}
var CERTAIN = "measuring ended when the verdict was certain; --all measures on";
var CLEARED = "shown unchanged beside stored jobs";
function outlookOf(planned, share) {
  const looks = planned?.looks ?? [];
  const best = Math.max(0, ...looks.map(({ weight }) => weight));
  const misses = Math.max(0, ...looks.map(({ equivalence }) => equivalence)) || MISSES;
  return { share: share * (best || 1), last: looks.at(-1)?.rounds ?? 0, misses };
}
function planOnce(candidates) {
  const collectors = [...new Set(candidates.map((one) => one.collector))].map((collector) => {
    const own = candidates.filter((one) => one.collector === collector);
    const once = { rounds: own[0].kept, weight: 1, equivalence: MISSES };
    return firstLooks(collector, own.length / candidates.length, [once]);
  });
  return { family: candidates.length, collectors };
}
function decideAlone(one, falseAlarms) {
  const deciding = { plan: planOnce([one]), falseAlarms, stopping: false };
  return { ...decideAtLooks([one], deciding).comparisons.get(one), pAdjusted: null };
}
export {
  decideAlone,
  decideAtLooks,
  planOnce
};
