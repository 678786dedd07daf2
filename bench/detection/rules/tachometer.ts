import type { SimulatedMetric } from "../noise.ts";
import { studentQuantile } from "./bencher.ts";
import { type Rule, USUAL } from "./rule.ts";

/** Its default number of samples, and how many more a turn of auto-sampling takes. */
const SAMPLES = 50;
const MORE = 10;
/** Its three minutes of auto-sampling, at a round of 0.45 s. */
const MOST = 400;

/** 95 % confidence interval of the relative difference of means (src/stats.ts, computeDifference). */
export function relativeDifference(
  a: readonly number[],
  b: readonly number[],
  samples: number,
): { readonly low: number; readonly high: number } {
  const [first, second] = [summary(a, samples), summary(b, samples)];
  const centre = (second.mean - first.mean) / first.mean;
  const variance = (first.error * second.mean ** 2 + second.error * first.mean ** 2) / first.mean ** 4;
  const margin = studentQuantile(0.975, samples - 1) * Math.sqrt(variance);
  return { low: centre - margin, high: centre + margin };
}

/** Mean of the first samples, and the variance of that mean. */
function summary(values: readonly number[], samples: number): { readonly mean: number; readonly error: number } {
  let sum = 0;
  for (let i = 0; i < samples; i++) sum += values[i]!;
  const mean = sum / samples;
  let squares = 0;
  for (let i = 0; i < samples; i++) squares += (values[i]! - mean) ** 2;
  return { mean, error: squares / (samples - 1) / samples };
}

/** Rounds after which auto-sampling stops: no interval holds 0 any more, or the time is up. */
export function roundsOfAutoSampling(metrics: readonly Pick<SimulatedMetric, "base" | "head">[]): number {
  for (let samples = SAMPLES; samples < MOST; samples += MORE) {
    const isResolved = metrics.every(({ base, head }) => {
      const { low, high } = relativeDifference(base, head, samples);
      return low > 0 || high < 0;
    });
    if (isResolved) return samples;
  }
  return MOST;
}

const isSlower = ({ base, head }: Pick<SimulatedMetric, "base" | "head">, samples: number) =>
  relativeDifference(base, head, samples).low > 0;

export const tachometerFixed: Rule = {
  ...USUAL,
  name: "tachometer, 50 samples",
  against: "same job",
  judge: ({ metrics }) => ({ alarm: metrics.some((metric) => isSlower(metric, SAMPLES)), rounds: SAMPLES }),
};

export const tachometerAuto: Rule = {
  name: "tachometer, auto-sampling",
  against: "same job",
  rounds: MOST,
  atMost: 1000,
  judge: ({ metrics }) => {
    const rounds = roundsOfAutoSampling(metrics);
    return { alarm: metrics.some((metric) => isSlower(metric, rounds)), rounds };
  },
};
