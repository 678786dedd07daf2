// src/compare/accept.ts
import { matchesId } from "../model/metric.js";
import { worseSign } from "./tested.js";
function acceptedOf(comparisons, accept) {
  const isAbout = aboutOf(comparisons);
  return comparisons.flatMap((one) => {
    const { metric, rule, change, effect } = one;
    if (change !== "regressed" || rule.role !== "gate" || effect === null) return [];
    const worse = effect.value * worseSign(metric);
    const entry = accept.findLast(({ glob, upTo }) => isAbout(glob, metric.id) && worse <= upTo);
    if (entry === void 0) return [];
    const { glob: _, ...rest } = entry;
    return [{ metric: metric.id, ...rest }];
  });
}
function unneeded(comparisons, accept) {
  const isAbout = aboutOf(comparisons);
  return accept.flatMap(({ glob }) => {
    const matching = comparisons.filter(({ metric }) => isAbout(glob, metric.id));
    if (matching.length === 0)
      return [`accept: "${glob}" matches no metric that was measured: check its spelling, or remove it.`];
    const isNeeded = matching.some(({ change }) => change === "regressed" || change === "inconclusive");
    return isNeeded ? [] : [`accept: "${glob}" is not needed, as nothing that it matches regressed: remove it.`];
  });
}
function aboutOf(comparisons) {
  const ids = new Set(comparisons.map(({ metric }) => metric.id));
  return (glob, id) => ids.has(glob) ? glob === id : matchesId(glob, id);
}
export {
  acceptedOf,
  unneeded
};
