/** Settings that keep the gate's promise at a runner's noise. Pure. */
import type { Metric } from "../model/metric.ts";
import type { Detect, EffortPlan, MetricAdvice, NoiseRow, Recommendation } from "../model/noise.ts";
import { EFFORTS } from "../model/plan.ts";
import { dimensionOf } from "../model/quantity.ts";
import type { EffortPlans } from "./noise.ts";

/** A spread estimated from 30 rounds is off by a fifth, typically. */
const MARGIN = 1.2;
/** A metric that shows less than this many times what it should gates nothing worth its rounds. */
const WORTH_GATING = 3;
/** Jobs are not all alike. */
const SPARE_TIME = 1.1;
/** What gate.maxMinutes may be. */
const MOST_MINUTES = 360;

/**
 * The settings as they are, else the least effort, at which `detect` is found of every metric of which thorough finds it. Of
 * the others: what is found of them then, or that they no longer gate.
 */
export function recommend(rows: readonly NoiseRow[], plans: EffortPlans, maxMinutes: number): Recommendation {
  const candidates: readonly Candidate[] = [
    { plan: plans.asSet, visible: ({ asSet }) => asSet },
    ...EFFORTS.map((effort) => ({ plan: plans.efforts[effort], visible: (row: NoiseRow) => row.visible[effort] })),
  ];
  const finds = ({ visible }: Candidate, row: NoiseRow) => (visible(row) ?? Number.POSITIVE_INFINITY) <= row.detect;
  const asSet = candidates[0]!;
  const most = candidates.at(-1)!;
  const findable = rows.filter((row) => finds(most, row));
  const chosen =
    rows.length > 0 && findable.length === 0
      ? most
      : candidates.find((one) => findable.every((row) => finds(one, row)))!;
  return {
    isKept: rows.every((row) => finds(asSet, row)),
    plan: chosen.plan,
    maxMinutes: chosen === asSet ? maxMinutes : minutesFor(chosen.plan, maxMinutes),
    metrics: rows.filter((row) => !finds(chosen, row)).map((row) => adviceFor(row, chosen.visible(row))),
  };
}

interface Candidate {
  readonly plan: EffortPlan;
  readonly visible: (row: NoiseRow) => number | null;
}

function minutesFor({ minutes }: EffortPlan, maxMinutes: number): number {
  return Math.min(MOST_MINUTES, Math.max(maxMinutes, Math.ceil(minutes * SPARE_TIME)));
}

function adviceFor({ metric, detect }: NoiseRow, visible: number | null): MetricAdvice {
  const isWorthGating = visible !== null && visible <= WORTH_GATING * detect;
  return { metric: metric.id, detect: isWorthGating ? written(visible * MARGIN, metric) : null };
}

/** Two digits, rounded up, as the config wants it: 0.0713 is "7.2%". */
function written(size: number, { scale, unit }: Metric): Detect {
  const dimension = scale === "ratio" ? "fraction" : dimensionOf(unit);
  const shown = dimension === "fraction" ? size * 100 : size;
  const step = 10 ** (Math.floor(Math.log10(shown)) - 1);
  const rounded = Number((Math.ceil(shown / step) * step).toPrecision(2));
  const suffix = { fraction: "%", ms: "ms", bytes: "B", plain: "" }[dimension];
  return { value: dimension === "fraction" ? rounded / 100 : rounded, written: `${rounded}${suffix}` };
}
