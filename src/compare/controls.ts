/** Negative controls: what the change cannot have touched. Where that moves, the runner has. Pure. */
import type { Comparison } from "../model/comparison.ts";
import { CONTROL } from "../model/metric.ts";
import { moveOf } from "./notes.ts";

/**
 * A sentence where a control has moved, none where all stand still. The false alarms are split over the controls, so that many
 * of them do not blame the runner more often. A control that is exact is left out: no runner changes a number of bytes.
 */
export function movedControls(comparisons: readonly Comparison[], falseAlarms: number): readonly string[] {
  const controls = comparisons.filter(({ metric }) => metric.roleReason === CONTROL && metric.kind !== "exact");
  const moved = controls.filter((one) => hasMoved(one, falseAlarms / controls.length));
  const [first] = moved;
  if (first === undefined) return [];
  const by = moveOf(first);
  const others =
    moved.length === 1 ? "" : moved.length === 2 ? ", and so did another" : `, and so did ${moved.length - 1} others`;
  return [
    `Control ${first.metric.id} moved${by === null ? "" : ` by ${by}`}${others}, though the change cannot have touched ${moved.length === 1 ? "it" : "them"}: the runner is to blame, and what else moved may be its doing.`,
  ];
}

/** p is of head being worse, so that it is near 1 where head is better. */
function hasMoved({ change, p }: Comparison, level: number): boolean {
  const isMove = change === "regressed" || change === "improved";
  return isMove && p !== null && Math.min(p, 1 - p) <= level;
}
