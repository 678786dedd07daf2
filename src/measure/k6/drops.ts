/** Iterations that k6 could not start for want of a free VU: what they would have met is missing from the samples. Pure. */
import type { Fold } from "./fold/folder.ts";
import type { RoundLength } from "./plan.ts";

/** Those of the measured window; the driver notes when the load began. All of them, where it did not. */
export function droppedWhileMeasuring(fold: Fold, { warmup, measure }: RoundLength): number {
  const began = fold.cells.find(({ metric }) => metric === "weighbridge_began")?.aggregate;
  if (began?.kind !== "gauge") return fold.dropped.all;
  const from = began.min + warmup;
  return fold.dropTimes.filter((time) => time >= from && time < from + measure).length;
}
