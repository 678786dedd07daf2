// src/measure/inside/control.ts
import { median } from "../../vendor/simple-statistics.js";
import { CONTROL, metricId } from "../../model/metric.js";
import { calibrate } from "../calibrate.js";
var REPEATS = 5;
var CONTROL_SECONDS = 0.25;
var controlMetric = {
  id: metricId({ collector: "inside", metric: "control", subject: "calibration loop" }),
  unit: "ms",
  better: "lower",
  kind: "sampled",
  lane: "inside",
  scale: "ratio",
  role: "watch",
  roleReason: CONTROL,
  tolerate: { relative: 0.02, absolute: 0.1 },
  detect: 0.05
};
function timeControl(order, time = calibrate) {
  const times = new Map(order.map((side) => [side, []]));
  for (let turn = 0; turn < REPEATS; turn++) {
    for (const side of turn % 2 === 0 ? order : order.toReversed()) times.get(side).push(time());
  }
  return Object.fromEntries([...times].map(([side, all]) => [side, median(all)]));
}
export {
  CONTROL_SECONDS,
  controlMetric,
  timeControl
};
