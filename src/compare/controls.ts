/** Negative controls: what the change cannot have touched. Where that moves, the runner has. Pure. */
import { median } from "simple-statistics";
import type { Change, Comparison } from "../model/comparison.ts";
import { CONTROL, laneOf, type MetricId } from "../model/metric.ts";
import type { Series } from "../model/series.ts";
import { moveOf } from "./notes.ts";
import { pairSampled, present } from "./pairs.ts";
import { share, unlessEmpty } from "./rate.ts";
import { jointFlipP } from "./statistics/joint-flip.ts";
import { toScale } from "./tested.ts";

export interface ControlsInput {
  readonly comparisons: readonly Comparison[];
  /** As they were compared. */
  readonly series: readonly Series[];
  readonly falseAlarms: number;
}

/**
 * A sentence where controls have moved, none where all stand still. All of them are tested at once, so that however many
 * there are, the runner is blamed no more often without cause than `falseAlarms`, and as few rounds show it. A control that is
 * exact is left out: no runner changes a number of bytes.
 */
export function movedControls({ comparisons, series, falseAlarms }: ControlsInput): readonly string[] {
  const controls = comparisons.filter(({ metric }) => metric.roleReason === CONTROL && metric.kind !== "exact");
  const changed = controls.filter(({ change }) => MOVED.has(change));
  if (changed.length === 0) return [];
  const scores = scoresOf(controls, new Map(series.map((one) => [one.metric.id, one])));
  // Without rounds of both sides each was set beside stored jobs, with a p of its own.
  const moved =
    scores.length === 0
      ? changed.filter((one) => isSurelyOff(one, falseAlarms / controls.length))
      : jointFlipP(scores) <= falseAlarms
        ? changed
        : [];
  return moved.length === 0 ? [] : [sentence(moved.toSorted((a, b) => timesDetect(b) - timesDetect(a)))];
}

const MOVED: ReadonlySet<Change> = new Set(["regressed", "improved", "changed"]);

function sentence([first, ...others]: readonly Comparison[]): string {
  const by = moveOf(first!);
  const also =
    others.length === 0 ? "" : others.length === 1 ? ", and so did another" : `, and so did ${others.length} others`;
  return `Control ${first!.metric.id} moved${by === null ? "" : ` by ${by}`}${also}, though the change cannot have touched ${others.length === 0 ? "it" : "them"}: the runner is to blame, and what else moved may be its doing.`;
}

/** p is of head being worse, so that it is near 1 where head is better. */
const isSurelyOff = ({ p }: Comparison, level: number) => p !== null && Math.min(p, 1 - p) <= level;

const timesDetect = ({ effect, rule }: Comparison) => Math.abs(effect?.value ?? 0) / (rule.detect || 1);

/**
 * A row a control that was paired, a column a round of any lane: 0 in the rounds of others, whose coins are others too. In
 * parts of `detect`, so that a move that matters outweighs the noise of many that stand still; a wild round counts no more than
 * the control's middle one. Both depend on sizes alone, which flipping signs keeps.
 */
function scoresOf(
  controls: readonly Comparison[],
  series: ReadonlyMap<MetricId, Series>,
): readonly (readonly number[])[] {
  const rows = controls.flatMap((one) => {
    const byRound = differencesOf(one, series.get(one.metric.id));
    const sizes = present(byRound).map(Math.abs);
    if (sizes.length === 0) return [];
    const most = median(sizes);
    const unit = one.rule.detect > 0 ? toScale(one.rule.detect, one.metric) : most || 1;
    const scores = byRound.map((d) => (d === null ? 0 : Math.max(-most, Math.min(d, most)) / unit));
    return [{ lane: laneOf(one.metric), scores }];
  });
  const lanes = [...new Set(rows.map(({ lane }) => lane))];
  const rounds = lanes.map((lane) =>
    Math.max(...rows.flatMap((row) => (row.lane === lane ? [row.scores.length] : []))),
  );
  return rows.map((row) =>
    lanes.flatMap((lane, i) =>
      Array.from({ length: rounds[i]! }, (_, r) => (row.lane === lane ? (row.scores[r] ?? 0) : 0)),
    ),
  );
}

function differencesOf({ metric }: Comparison, series: Series | undefined): readonly (number | null)[] {
  if (series === undefined || series.kind === "exact") return [];
  if (series.kind === "sampled") return pairSampled(series, metric).byRound;
  return series.base.map((count, round) => {
    const [base, head] = [unlessEmpty(count), unlessEmpty(series.head[round] ?? null)];
    return base === null || head === null ? null : share(head) - share(base);
  });
}
