/**
 * Regressions that a person has accepted. By the estimate, not by the interval: what is promised about false alarms and
 * misses is about what the gate says, and it has said "regressed" by then; how much of that is accepted was decided by a
 * person, who reads the same estimate in the report.
 */
import type { Comparison } from "../model/comparison.ts";
import type { Acceptance, Accepted } from "../model/exception.ts";
import { matchesId } from "../model/metric.ts";
import { worseSign } from "./tested.ts";

/**
 * The gating regressions of `comparisons` that one of the entries covers, in their order; of several entries the last one in
 * the file. Of a base of 0 there is no share, so that none covers it.
 */
export function acceptedOf(comparisons: readonly Comparison[], accept: readonly Acceptance[]): readonly Accepted[] {
  return comparisons.flatMap((one) => {
    const { metric, rule, change, effect } = one;
    if (change !== "regressed" || rule.role !== "gate" || effect === null) return [];
    const worse = effect.value * worseSign(metric);
    const entry = accept.findLast(({ glob, upTo }) => matchesId(glob, metric.id) && worse <= upTo);
    if (entry === undefined) return [];
    const { glob: _, ...rest } = entry;
    return [{ metric: metric.id, ...rest }];
  });
}

/** A sentence for each entry that can be removed. What is open may have regressed, and keeps its entry. */
export function unneeded(comparisons: readonly Comparison[], accept: readonly Acceptance[]): readonly string[] {
  return accept.flatMap(({ glob }) => {
    const matching = comparisons.filter(({ metric }) => matchesId(glob, metric.id));
    if (matching.length === 0) return [`accept: "${glob}" matches no metric that was measured: remove it.`];
    const isNeeded = matching.some(({ change }) => change === "regressed" || change === "inconclusive");
    return isNeeded ? [] : [`accept: "${glob}" is not needed, as nothing that it matches regressed: remove it.`];
  });
}
