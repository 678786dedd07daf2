// src/compare/controls.ts
import { CONTROL } from "../model/metric.js";
import { moveOf } from "./notes.js";
function movedControls(comparisons, falseAlarms) {
  const controls = comparisons.filter(({ metric }) => metric.roleReason === CONTROL && metric.kind !== "exact");
  const moved = controls.filter((one) => hasMoved(one, falseAlarms / controls.length));
  const [first] = moved;
  if (first === void 0) return [];
  const by = moveOf(first);
  const others = moved.length === 1 ? "" : moved.length === 2 ? ", and so did another" : `, and so did ${moved.length - 1} others`;
  return [
    `Control ${first.metric.id} moved${by === null ? "" : ` by ${by}`}${others}, though the change cannot have touched ${moved.length === 1 ? "it" : "them"}: the runner is to blame, and what else moved may be its doing.`
  ];
}
function hasMoved({ change, p }, level) {
  const isMove = change === "regressed" || change === "improved";
  return isMove && p !== null && Math.min(p, 1 - p) <= level;
}
export {
  movedControls
};
