// src/compare/family.ts
import { holm } from "./statistics/holm.js";
import { minPAdjusted } from "./statistics/min-p.js";
function adjustAtLook({ tested, part, level }, direction) {
  const ps = tested.map((one) => direction === "worse" ? one.pWorse : one.pBetter);
  const live = tested.flatMap((one, i) => Math.min(one.pWorse, one.pBetter) < 1 ? [i] : []);
  const own = level * part;
  const alone = holm(
    live.map((i) => ps[i]),
    live.length
  );
  const mayGain = live.some((i, k) => ps[i] <= own && alone[k] > own);
  const joint = mayGain ? jointly(
    live.map((i) => tested[i]),
    direction
  ) : null;
  const adjusted = new Map(live.map((i, k) => [i, part === 0 ? 1 : Math.min(1, (joint ?? alone)[k] / part)]));
  return ps.map((_, i) => adjusted.get(i) ?? 1);
}
function jointly(tested, direction) {
  const rounds = Math.max(...tested.map(({ worseByRound }) => worseByRound?.length ?? 0));
  const signed = tested.flatMap(({ worseByRound }) => {
    if (worseByRound === null) return [];
    const inDirection = worseByRound.map((d) => d && (direction === "worse" ? d : -d));
    return [[...inDirection, ...new Array(rounds - inDirection.length).fill(null)]];
  });
  return signed.length < tested.length ? null : minPAdjusted(signed);
}
export {
  adjustAtLook
};
