/** The calibration loop: work that no change can touch, timed as if it were both sides. When it moves, the runner is to blame. */
import { median } from "simple-statistics";
import { CONTROL, type Metric, metricId } from "../../model/metric.ts";
import type { Side } from "../../model/series.ts";
import { calibrate } from "../calibrate.ts";

/** Odd, so that the median is one of them; some 250 ms for both sides. */
const REPEATS = 5;
export const CONTROL_SECONDS = 0.25;

export const controlMetric: Metric = {
  id: metricId({ collector: "inside", metric: "control", subject: "calibration loop" }),
  unit: "ms",
  better: "lower",
  kind: "sampled",
  lane: "inside",
  scale: "ratio",
  role: "watch",
  roleReason: CONTROL,
  tolerate: { relative: 0.02, absolute: 0.1 },
  detect: 0.05,
};

/** Milliseconds a side. By turns, each turn in the opposite order: what drifts meanwhile is on both sides alike. */
export function timeControl(
  order: readonly Side[],
  time: () => number = calibrate,
): Readonly<Partial<Record<Side, number>>> {
  const times = new Map<Side, number[]>(order.map((side) => [side, []]));
  for (let turn = 0; turn < REPEATS; turn++) {
    for (const side of turn % 2 === 0 ? order : order.toReversed()) times.get(side)!.push(time());
  }
  return Object.fromEntries([...times].map(([side, all]) => [side, median(all)]));
}
