// src/compare/controls.ts
import { median } from "../vendor/simple-statistics.js";
import { CONTROL, laneOf } from "../model/metric.js";
import { moveOf } from "./notes.js";
import { pairSampled, present } from "./pairs.js";
import { share, unlessEmpty } from "./rate.js";
import { jointFlipP } from "./statistics/joint-flip.js";
import { toScale } from "./tested.js";
function movedControls({ comparisons, series, falseAlarms }) {
  const controls = comparisons.filter(({ metric }) => metric.roleReason === CONTROL && metric.kind !== "exact");
  const changed = controls.filter(({ change }) => MOVED.has(change));
  if (changed.length === 0) return [];
  const scores = scoresOf(controls, new Map(series.map((one) => [one.metric.id, one])));
  const moved = scores.length === 0 ? changed.filter((one) => isSurelyOff(one, falseAlarms / controls.length)) : jointFlipP(scores) <= falseAlarms ? changed : [];
  return moved.length === 0 ? [] : [sentence(moved.toSorted((a, b) => timesDetect(b) - timesDetect(a)))];
}
var MOVED = /* @__PURE__ */ new Set(["regressed", "improved", "changed"]);
function sentence([first, ...others]) {
  const by = moveOf(first);
  const also = others.length === 0 ? "" : others.length === 1 ? ", and so did another" : `, and so did ${others.length} others`;
  return `Control ${first.metric.id} moved${by === null ? "" : ` by ${by}`}${also}, though the change cannot have touched ${others.length === 0 ? "it" : "them"}: the runner is to blame, and what else moved may be its doing.`;
}
var isSurelyOff = ({ p }, level) => p !== null && Math.min(p, 1 - p) <= level;
var timesDetect = ({ effect, rule }) => Math.abs(effect?.value ?? 0) / (rule.detect || 1);
function scoresOf(controls, series) {
  const rows = controls.flatMap((one) => {
    const byRound = differencesOf(one, series.get(one.metric.id));
    const sizes = present(byRound).map(Math.abs);
    if (sizes.length === 0) return [];
    const most = median(sizes);
    const unit = one.rule.detect > 0 ? toScale(one.rule.detect, one.metric) : most || 1;
    const scores = byRound.map((d) => d === null ? 0 : Math.max(-most, Math.min(d, most)) / unit);
    return [{ lane: laneOf(one.metric), scores }];
  });
  const lanes = [...new Set(rows.map(({ lane }) => lane))];
  const rounds = lanes.map(
    (lane) => Math.max(...rows.flatMap((row) => row.lane === lane ? [row.scores.length] : []))
  );
  return rows.map(
    (row) => lanes.flatMap(
      (lane, i) => Array.from({ length: rounds[i] }, (_, r) => row.lane === lane ? row.scores[r] ?? 0 : 0)
    )
  );
}
function differencesOf({ metric }, series) {
  if (series === void 0 || series.kind === "exact") return [];
  if (series.kind === "sampled") return pairSampled(series, metric).byRound;
  return series.base.map((count, round) => {
    const [base, head] = [unlessEmpty(count), unlessEmpty(series.head[round] ?? null)];
    return base === null || head === null ? null : share(head) - share(base);
  });
}
export {
  movedControls
};
