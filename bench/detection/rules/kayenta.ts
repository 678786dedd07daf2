import { mean, medianSorted, probit, quantileSorted } from "simple-statistics";
import { type Rule, USUAL } from "./rule.ts";

/** Samples of either side; its guide asks for 50 or more. */
const SAMPLES = 50;
/** The score, in percent, below which a canary fails in the examples of its documentation. */
const PASS = 95;

export interface Tolerance {
  /** Part of the estimated shift that the interval must be clear of. */
  readonly fraction: number;
  readonly confidence: number;
}
const DEFAULTS: Tolerance = { fraction: 0.25, confidence: 0.98 };

export type Classification = "pass" | "high" | "low";

/**
 * MannWhitneyClassifier: high when the lower end of the Mann–Whitney confidence interval of the shift is above a quarter
 * of the Hodges–Lehmann estimate and the means have risen; low is its mirror. The interval is its normal approximation.
 */
export function classify(
  control: readonly number[],
  experiment: readonly number[],
  { fraction, confidence }: Tolerance = DEFAULTS,
): Classification {
  const shifts = pairwiseDifferences(experiment, control);
  const pairs = shifts.length;
  const sigma = Math.sqrt((pairs * (control.length + experiment.length + 1)) / 12);
  const cut = Math.max(0, Math.floor(pairs / 2 - probit(1 - (1 - confidence) / 2) * sigma - 0.5));
  const bound = fraction * Math.abs(medianSorted(shifts));
  const ratio = mean([...experiment]) / mean([...control]);
  if (shifts[cut]! > bound && ratio >= 1) return "high";
  if (shifts[pairs - 1 - cut]! < -bound && ratio <= 1) return "low";
  return "pass";
}

function pairwiseDifferences(x: readonly number[], y: readonly number[]): number[] {
  const differences = new Float64Array(x.length * y.length);
  let next = 0;
  for (const one of x) for (const other of y) differences[next++] = one - other;
  return Array.from(differences.sort());
}

/** Values beyond three times the interquartile range from the quartiles are left out. */
export function withoutOutliers(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [quantileSorted(sorted, 0.25), quantileSorted(sorted, 0.75)];
  const fence = 3 * (high - low);
  return values.filter((value) => value >= low - fence && value <= high + fence);
}

/** NetflixACAJudge: the share of metrics that are not high, all of one weight and group, must reach the pass score. */
export const kayenta: Rule = {
  ...USUAL,
  name: "Kayenta NetflixACAJudge",
  against: "same job",
  atMost: 1000,
  judge: ({ metrics }) => {
    const passed = metrics.filter(({ base, head }) => {
      const [control, experiment] = [base, head].map((runs) => withoutOutliers(runs.slice(0, SAMPLES)));
      return classify(control!, experiment!) !== "high";
    });
    return { alarm: (100 * passed.length) / metrics.length < PASS, rounds: SAMPLES };
  },
};
