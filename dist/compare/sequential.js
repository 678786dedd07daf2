// src/compare/sequential.ts
import { adjustAtLook } from "./family.js";
import { sharers } from "./live.js";
import { firstLooks, MISSES } from "./looks.js";
import { changeAt, comparisonOf, isFutile } from "./paired.js";
import { likelyWorse } from "./tested.js";
function decideAtLooks(candidates, deciding) {
  const { plan, falseAlarms, stopping } = deciding;
  const family = Math.max(1, plan.family, candidates.length);
  const comparisons = /* @__PURE__ */ new Map();
  const ended = /* @__PURE__ */ new Map();
  const cleared = /* @__PURE__ */ new Set();
  for (const collector of new Set(candidates.map((one) => one.collector))) {
    const own = candidates.filter((one) => one.collector === collector);
    const looks = plan.collectors.find((one) => one.collector === collector);
    const lane = { own, looks, family, falseAlarms, stopping };
    const { decisions, end, outlook } = decideLane(lane);
    if (end !== null) ended.set(collector, end);
    for (const one of own) {
      if (decisions.get(one)?.cleared) cleared.add(one);
      comparisons.set(one, describe(one, decisions.get(one), looks, outlook));
    }
  }
  return { comparisons, ended, cleared };
}
function decideLane({ own, looks: planned, family, falseAlarms, stopping }) {
  const decisions = /* @__PURE__ */ new Map();
  const kept = Math.max(...own.map((one) => one.kept));
  const share = falseAlarms / sharers(own.length, own.filter((one) => one.isLive(one.kept)).length, family);
  const outlook = outlookOf(planned, share);
  let end = null;
  for (const look of planned?.looks ?? []) {
    if (look.rounds > kept || stopping && end !== null) break;
    const live = own.filter((one) => one.isLive(look.rounds));
    for (const kind of ["sampled", "rate"]) {
      const isOfGroup = (one) => one.kind === kind;
      const part = own.length / family * (live.filter(isOfGroup).length / Math.max(1, live.length));
      const decided = decideLook(own.filter(isOfGroup), decisions, planned, { look, part, falseAlarms });
      for (const [one, decision] of decided) decisions.set(one, decision);
    }
    const open = own.filter((one) => decisions.get(one).change === "inconclusive");
    const isHopeless = ({ tested, isStuck }) => isStuck || isFutile(tested, outlook);
    end = open.length === 0 ? "settled" : open.every((one) => isHopeless(decisions.get(one))) ? "futile" : null;
  }
  return { decisions, end, outlook };
}
function decideLook(own, earlier, { from, cleared: clearedBefore }, { look, part, falseAlarms }) {
  const level = falseAlarms * look.weight;
  const tests = new Map(own.map((one) => [one, one.testAt(look.rounds)]));
  const adjustedIn = (direction, found) => {
    const among = own.filter((one) => earlier.get(one)?.change !== found);
    const ps = adjustAtLook({ tested: among.map((one) => tests.get(one)), part, level }, direction);
    return new Map(among.map((one, i) => [one, ps[i]]));
  };
  const worse = adjustedIn("worse", "regressed");
  const better = adjustedIn("better", "improved");
  const open = own.filter((one) => !isFinal(earlier.get(one)));
  return open.map((one) => {
    const before = earlier.get(one);
    const tested = tests.get(one);
    const adjusted = { worse: worse.get(one), better: better.get(one) };
    const wasUnchanged = before?.change === "unchanged";
    const found = changeAt(tested, { level, adjusted, equivalence: look.equivalence, wasUnchanged });
    const isAsked = look.rounds > from && found === "inconclusive";
    const cleared = before?.cleared ?? (clearedBefore.includes(one.id) || isAsked && one.isCleared(look.rounds));
    const change = found === "inconclusive" && cleared && !likelyWorse(tested) ? "unchanged" : found;
    const pFamily = Math.min(before?.pFamily ?? 1, look.weight > 0 ? adjusted.worse / look.weight : 1);
    const isStuck = tested.rounds === before?.tested.rounds;
    return [one, { look, tested, change, pFamily, cleared, isStuck }];
  });
}
var isFinal = (decision) => decision?.change === "regressed" || decision?.change === "improved";
function describe(one, decision, planned, outlook) {
  const tested = decision?.tested ?? one.testAt(one.kept);
  const change = planned?.ended === "unfit" ? "inconclusive" : decision?.change ?? "inconclusive";
  const isDropped = planned?.ended === "futile";
  const compared = comparisonOf(tested, { change, outlook, isDropped, pFamily: decision?.pFamily ?? 1 });
  if (planned?.unfit) return { ...compared, note: `the runner was unfit: ${planned.unfit}` };
  if (planned?.ended === "certain" && change === "inconclusive") return { ...compared, note: CERTAIN };
  return change === "unchanged" && decision?.cleared ? { ...compared, note: CLEARED } : compared;
}
var CERTAIN = "measuring ended when the verdict was certain; --all measures on";
var CLEARED = "shown unchanged beside stored jobs";
function outlookOf(planned, share) {
  const looks = planned?.looks ?? [];
  const best = Math.max(0, ...looks.map(({ weight }) => weight));
  return { share: share * (best || 1), last: looks.at(-1)?.rounds ?? 0 };
}
function planOnce(candidates) {
  const kept = new Map(candidates.map((one) => [one.collector, one.kept]));
  const once = [...kept].map(
    ([collector, rounds]) => firstLooks(collector, [{ rounds, weight: 1, equivalence: MISSES }])
  );
  return { family: candidates.length, collectors: once };
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
