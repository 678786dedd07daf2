/** What spoils a run of k6: iterations that did not start, and a clock that was set while it ran. Pure. */
import type { Fold } from "./fold/shapes.ts";
import type { RoundLength } from "./plan.ts";

/** Why a round in which a script gave these folds is to be redone, as a clause; null when it need not. */
export function whyUnfit(folds: readonly Fold[], label: string, round: RoundLength): string | null {
  const dropped = Math.max(...folds.map((fold) => droppedWhileMeasuring(fold, round)));
  if (dropped > 0) return `k6 dropped ${dropped} iterations of ${label}`;
  const untimed = folds.reduce((sum, { points }) => sum + points.untimed, 0);
  // k6 reads the machine's clock, not one that only goes on.
  return untimed > 0 ? `the clock was set while ${label} ran: ${untimed} of its times are none` : null;
}

/**
 * Iterations that k6 could not start for want of a free VU: what they would have met is missing from the samples. Those of
 * the measured window; the driver notes when the load began. All of them, where it did not.
 */
function droppedWhileMeasuring(fold: Fold, { warmup, measure }: RoundLength): number {
  const began = fold.cells.find(({ metric }) => metric === "weighbridge_began")?.aggregate;
  if (began?.kind !== "gauge") return fold.dropped.all;
  const from = began.min + warmup;
  return fold.dropTimes.filter((time) => time >= from && time < from + measure).length;
}
