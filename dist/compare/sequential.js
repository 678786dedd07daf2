// src/compare/sequential.ts
import { adjustAtLook } from "./family.js";
import { sharers } from "./live.js";
import { MISSES } from "./looks.js";
import { changeAt, comparisonOf, isFutile } from "./paired.js";
import { likelyWorse } from "./tested.js";
function decideAtLooks(candidates, plan, falseAlarms) {
  const decisions = /* @__PURE__ */ new Map();
  const ended = /* @__PURE__ */ new Map();
  const family = Math.max(1, plan.family, candidates.length);
  const shares = new Map(
    plan.collectors.map(({ collector }) => [collector, falseAlarms / sharersIn(candidates, collector, family)])
  );
  const outlook = (one) => outlookOf(looksOf(plan, one.collector), decisions.get(one)?.look, shares.get(one.collector) ?? falseAlarms);
  for (const { collector, look } of reachedLooks(plan, candidates)) {
    if (ended.has(collector)) continue;
    const own = candidates.filter((one) => one.collector === collector);
    const live = own.filter((one) => one.isLive(look.rounds));
    for (const kind of ["sampled", "rate"]) {
      const isOfGroup = (one) => one.kind === kind;
      const part = own.length / family * (live.filter(isOfGroup).length / Math.max(1, live.length));
      const decided = decideLook(own.filter(isOfGroup), decisions, look, part, falseAlarms);
      for (const [one, decision] of decided) decisions.set(one, decision);
    }
    if (plan.all || saysNothingOfEnding(looksOf(plan, collector), look)) continue;
    const open = own.filter((one) => decisions.get(one).change === "inconclusive");
    if (open.length === 0) ended.set(collector, "settled");
    else if (open.every((one) => isFutile(decisions.get(one).tested, outlook(one)))) ended.set(collector, "futile");
  }
  const comparisons = candidates.map((one) => {
    const own = looksOf(plan, one.collector);
    return [one, describe(one, decisions.get(one), own, outlook(one))];
  });
  return { comparisons: new Map(comparisons), ended };
}
function sharersIn(candidates, collector, family) {
  const own = candidates.filter((one) => one.collector === collector);
  return sharers(own.length, own.filter(({ kept, isLive }) => isLive(kept)).length, family);
}
var looksOf = (plan, collector) => plan.collectors.find((one) => one.collector === collector);
function saysNothingOfEnding({ looks, from, ended }, { rounds }) {
  return ended === "time" || rounds <= from || rounds === looks.at(-1)?.rounds;
}
function reachedLooks(plan, candidates) {
  return plan.collectors.flatMap(({ collector, looks }) => looks.map((look) => ({ collector, look }))).filter(({ collector, look }) => candidates.some((one) => one.collector === collector && look.rounds <= one.kept));
}
function decideLook(own, earlier, look, part, falseAlarms) {
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
    const cleared = before?.cleared ?? (found === "inconclusive" && one.isCleared(look.rounds));
    const change = found === "inconclusive" && cleared && !likelyWorse(tested) ? "unchanged" : found;
    const pFamily = Math.min(before?.pFamily ?? 1, look.weight > 0 ? adjusted.worse / look.weight : 1);
    return [one, { look, tested, change, pFamily, cleared }];
  });
}
var isFinal = (decision) => decision?.change === "regressed" || decision?.change === "improved";
function describe(one, decision, own, outlook) {
  const tested = decision?.tested ?? one.testAt(one.kept);
  const change = own?.ended === "unfit" ? "inconclusive" : decision?.change ?? "inconclusive";
  const compared = comparisonOf(tested, { change, outlook, pFamily: decision?.pFamily ?? 1 });
  if (own?.unfit) return { ...compared, note: `the runner was unfit: ${own.unfit}` };
  if (own?.ended === "certain" && change === "inconclusive") return { ...compared, note: ENDED };
  return change === "unchanged" && decision?.cleared ? { ...compared, note: CLEARED } : compared;
}
var ENDED = "measuring ended when the verdict was certain; --all measures on";
var CLEARED = "shown unchanged beside stored jobs";
function outlookOf(own, at, share) {
  const looks = own?.looks ?? [];
  const best = Math.max(0, ...looks.map(({ weight }) => weight));
  const last = looks.at(-1)?.rounds ?? 0;
  return { share: share * (best || 1), last, isOver: at?.rounds === last };
}
function planOnce(candidates) {
  const kept = new Map(candidates.map((one) => [one.collector, one.kept]));
  const collectors = [...kept].map(([collector, rounds]) => {
    return { collector, looks: [{ rounds, weight: 1, equivalence: MISSES }], from: 0, ended: "spent", unfit: null };
  });
  return { family: candidates.length, all: true, collectors };
}
function decideAlone(one, falseAlarms) {
  const compared = decideAtLooks([one], planOnce([one]), falseAlarms).comparisons.get(one);
  return { ...compared, pAdjusted: null };
}
export {
  decideAlone,
  decideAtLooks,
  planOnce
};
