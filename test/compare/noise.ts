/** Seeded noise of the kind that benchmarks meet, for the tests that prove the gate's promises by simulation. */

import { generator } from "../../src/compare/statistics/random.ts";

export interface Random {
  /** [0, 1) */
  uniform(): number;
  normal(): number;
  coin(): boolean;
}

export function createRandom(seed: number): Random {
  const uniform = generator(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal, coin: () => uniform() < 0.5 };
}

export interface NoiseOptions {
  readonly rounds: number;
  /** Coefficient of variation of a run, one a metric. */
  readonly cvs: readonly number[];
  /** What head's values are multiplied with. */
  readonly effect: number;
}

/** base[metric][round] and head[metric][round], around 100. */
export interface Measured {
  readonly base: number[][];
  readonly head: number[][];
}

/**
 * One pull request's measurements. Half the variance of a run belongs to the machine: it lasts from run to run (AR(1),
 * rho .6) and is shared by the metrics; 5 % of runs are slowed by an exponential outlier; the job drifts; in every other
 * job runs have two modes; whoever runs second in a round is 2 % slower, and a coin says who; values are quantised to .1.
 */
export function measurePullRequest(random: Random, { rounds, cvs, effect }: NoiseOptions): Measured {
  const drift = random.normal() / rounds;
  const modes = random.coin() ? 1.5 : 0;
  const measured: Measured = { base: cvs.map(() => []), head: cvs.map(() => []) };
  let machine = random.normal();
  for (let round = 0; round < rounds; round++) {
    const order = random.coin() ? (["base", "head"] as const) : (["head", "base"] as const);
    for (const [place, side] of order.entries()) {
      machine = 0.6 * machine + 0.8 * random.normal();
      const outlier = random.uniform() < 0.05 ? -3 * Math.log(1 - random.uniform()) : 0;
      const mode = random.coin() ? modes : 0;
      for (const [metric, cv] of cvs.entries()) {
        const own = Math.SQRT1_2 * random.normal();
        const noise = Math.SQRT1_2 * machine + own + outlier + mode + drift * round;
        const value = 100 * Math.exp(cv * noise + 0.02 * place) * (side === "head" ? effect : 1);
        measured[side][metric]!.push(Math.round(value * 10) / 10);
      }
    }
  }
  return measured;
}

export interface PlainNoise {
  readonly rounds: number;
  readonly metrics: number;
  /** Standard deviation of ln(head / base). */
  readonly sd: number;
  readonly effect: number;
}

/** Independent log-normal runs: what sample size formulas are about. */
export function measurePlainly(random: Random, { rounds, metrics, sd, effect }: PlainNoise): Measured {
  const run = () => 100 * Math.exp(sd * Math.SQRT1_2 * random.normal());
  const runs = (factor: number) =>
    Array.from({ length: metrics }, () => Array.from({ length: rounds }, () => factor * run()));
  return { base: runs(1), head: runs(effect) };
}
