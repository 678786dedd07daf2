/** Where the usual and the slow requests of one subject went different ways, a glance at either misleads. */
import { type Comparison, intervalOf } from "../../../model/comparison.ts";
import { parseMetricId } from "../../../model/metric.ts";
import type { Escape } from "../escape.ts";
import { formatMove } from "../format.ts";

/** Those whose interval excludes zero: 1 more, -1 less, 0 neither. */
function directionOf({ effect }: Comparison): number {
  const interval = intervalOf(effect);
  if (interval === null) return 0;
  return interval.low > 0 ? 1 : interval.high < 0 ? -1 : 0;
}

/** Statistics of the slow end, the slowest first. */
const SLOW = ["p95", "tm95"] as const;

/** "checkout: p50 fell by 8.1 %, p95 rose by 14.2 %: …", one sentence a subject whose p50 and p95 (or tm95) disagree. */
export function netEffects(comparisons: readonly Comparison[], safe: Escape): readonly string[] {
  const byId = new Map(comparisons.map((one) => [one.metric.id, one]));
  return comparisons.flatMap((usual) => {
    const parts = parseMetricId(usual.metric.id);
    const stem = parts && /^(.*-)p50$/s.exec(parts.metric)?.[1];
    if (!parts || stem === undefined || directionOf(usual) === 0 || usual.metric.better === null) return [];
    const against = SLOW.map((name) => [name, byId.get(`${parts.collector}/${stem}${name}@${parts.subject}`)] as const);
    const found = against.find(([, slow]) => slow !== undefined && directionOf(slow) === -directionOf(usual));
    if (!found) return [];
    const [name, slow] = found as [string, Comparison];
    const usualIsBetter = directionOf(usual) === (usual.metric.better === "lower" ? -1 : 1);
    const net = usualIsBetter ? "better for most, worse for the slowest" : "worse for most, better for the slowest";
    return [`${safe(parts.subject)}: p50 ${formatMove(usual)}, ${name} ${formatMove(slow)}: ${net}.`];
  });
}
