/** Metrics as most collectors and watchers define them: sampled, the less the better, watched until the user says otherwise. Pure. */
import type { Metric } from "../model/metric.ts";

export type Definition = Omit<Metric, "id">;

/** The subject of what is of all requests together. */
export const TARGET = "target";

const WATCHED = { better: "lower", kind: "sampled", role: "watch" } as const;

/** The change that matters is a share of what there is: 2 %, and `absolute` in the unit. */
export const watchedRatio = (unit: Metric["unit"], absolute: number, detect: number): Definition => ({
  ...WATCHED,
  unit,
  scale: "ratio",
  tolerate: { relative: 0.02, absolute },
  detect,
});

/** It may be nothing, which has no ratio. */
export const watchedAmount = (unit: Metric["unit"], absolute: number, detect: number): Definition => ({
  ...WATCHED,
  unit,
  scale: "difference",
  tolerate: { relative: 0, absolute },
  detect,
});
