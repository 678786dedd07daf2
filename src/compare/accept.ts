/**
 * Regressions that a person has accepted. By the estimate, not by the interval: what is promised about false alarms and
 * misses is about what the gate says, and it has said "regressed" by then; how much of that is accepted was decided by a
 * person, who reads the same estimate in the report.
 */
import type { Comparison } from "../model/comparison.ts";
import type { Acceptance, Accepted } from "../model/exception.ts";
import { type MetricId, matchesId } from "../model/metric.ts";
import { worseSign } from "./tested.ts";

/**
 * The gating regressions of `comparisons` that one of the entries covers, in their order; of several entries the last one in
 * the file. Of a base of 0 there is no share, so that none covers it. `comparisons`: all that were measured, as what an entry
 * is about depends on them.
 */
export function acceptedOf(comparisons: readonly Comparison[], accept: readonly Acceptance[]): readonly Accepted[] {
  const isAbout = aboutOf(comparisons);
  return comparisons.flatMap((one) => {
    const { metric, rule, change, effect } = one;
    if (change !== "regressed" || rule.role !== "gate" || effect === null) return [];
    const worse = effect.value * worseSign(metric);
    const entry = accept.findLast(({ glob, upTo }) => isAbout(glob, metric.id) && worse <= upTo);
    if (entry === undefined) return [];
    const { glob: _, ...rest } = entry;
    return [{ metric: metric.id, ...rest }];
  });
}

/** A sentence for each entry that can be removed. What is open may have regressed, and keeps its entry. */
export function unneeded(comparisons: readonly Comparison[], accept: readonly Acceptance[]): readonly string[] {
  const isAbout = aboutOf(comparisons);
  return accept.flatMap(({ glob }) => {
    const matching = comparisons.filter(({ metric }) => isAbout(glob, metric.id));
    if (matching.length === 0)
      return [`accept: "${glob}" matches no metric that was measured: check its spelling, or remove it.`];
    const isNeeded = matching.some(({ change }) => change === "regressed" || change === "inconclusive");
    return isNeeded ? [] : [`accept: "${glob}" is not needed, as nothing that it matches regressed: remove it.`];
  });
}

/** Whether an entry is about a metric. A file may be called `*.js`: an id of a metric that was measured is no glob. */
function aboutOf(comparisons: readonly Comparison[]): (glob: string, id: MetricId) => boolean {
  const ids = new Set(comparisons.map(({ metric }) => metric.id));
  return (glob, id) => (ids.has(glob) ? glob === id : matchesId(glob, id));
}
