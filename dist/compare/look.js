// src/compare/look.ts
import { adjustAtLook } from "./family.js";
import { changeAt } from "./paired.js";
import { likelyWorse } from "./tested.js";
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
export {
  decideLook
};
