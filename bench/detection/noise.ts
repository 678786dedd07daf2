/** Pull requests drawn from a model of how runs of a CI job scatter. Seeded: the same numbers, the same pull request. */
import type { Condition } from "./conditions.ts";
import { exponential, normals, uniforms } from "./draw.ts";

/** Runs whose mean is the one value that a job stores or reports, for the rules that know one value a job. */
export const RUNS_OF_A_VALUE = 10;
/** Jobs on the main branch before the pull request. */
const HISTORY = 64;
/** Runs kept of the last of them, for the rules that compare samples of two jobs. */
const STORED_RUNS = 20;
/** Rounds in which the drift goes its whole way; then it comes back, so that a longer job drifts no further. */
const DRIFT_ROUNDS = 60;
/** A typical value, in ms. */
const TYPICAL = 100;

export interface SimulatedMetric {
  /** The two runs of round r, one after the other in the same job, in an order drawn for every round. */
  readonly base: readonly number[];
  readonly head: readonly number[];
  /** One value a job of the main branch, oldest first, each job on a host of its own: the mean of its first runs. */
  readonly history: readonly number[];
  /** Runs of the last of these jobs. */
  readonly stored: readonly number[];
}

export interface SimulatedPullRequest {
  readonly metrics: readonly SimulatedMetric[];
}

interface Drawn {
  readonly seed: number;
  /** Where the condition stands in the list. */
  readonly condition: number;
  readonly index: number;
  /** Rounds of the job. A longer one begins with the same rounds. */
  readonly rounds: number;
}

/** A pull request of identical code. */
export function simulate({ cv, noise }: Condition, { seed, condition, index, rounds }: Drawn): SimulatedPullRequest {
  const stream = (part: number) => uniforms(seed, condition * 1000 + part, index);
  const job = simulateJob({ cv, noise }, stream(0), rounds * 2);
  const coin = stream(1);
  const headFirst = Array.from({ length: rounds }, () => coin() < 0.5);
  const earlier = stream(2);
  const jobs = Array.from({ length: HISTORY }, (_, i) =>
    simulateJob({ cv, noise }, earlier, i === HISTORY - 1 ? STORED_RUNS : RUNS_OF_A_VALUE),
  );
  return {
    metrics: cv.map((_, metric) => {
      const runs = job[metric]!;
      const second = Math.exp(noise.secondSlot);
      const run = (round: number, isSecond: boolean) => (isSecond ? runs[2 * round + 1]! * second : runs[2 * round]!);
      return {
        base: headFirst.map((isHead, round) => run(round, isHead)),
        head: headFirst.map((isHead, round) => run(round, !isHead)),
        history: jobs.map((one) => valueOfJob(one[metric]!)),
        stored: jobs.at(-1)![metric]!,
      };
    }),
  };
}

/** The same pull request with the head of the first half of its metrics slower by a factor, on the condition's grid. */
export function slowed(one: SimulatedPullRequest, { cv, noise }: Condition, factor: number): SimulatedPullRequest {
  const affected = Math.max(1, Math.floor(cv.length / 2));
  return {
    metrics: one.metrics.map(({ base, head, history, stored }, metric) => {
      const step = noise.grid * cv[metric]! * TYPICAL;
      const count = (values: readonly number[]) =>
        step === 0 ? values : values.map((value) => Math.round(value / step) * step);
      return {
        base: count(base),
        head: count(metric < affected && factor !== 1 ? head.map((value) => value * factor) : head),
        history: count(history),
        stored: count(stored),
      };
    }),
  };
}

/** The one value that a job gives for a metric: the mean of its first runs. */
export function valueOfJob(runs: readonly number[]): number {
  let sum = 0;
  for (let run = 0; run < RUNS_OF_A_VALUE; run++) sum += runs[run]!;
  return sum / RUNS_OF_A_VALUE;
}

/**
 * The runs of one job in the order of time, a metric. Half of a metric's variance is AR(1) from
 * run to run, half is new in every run; of both halves one half is common to all metrics of the run, the rest a metric's
 * own. Host, drift, slowed runs and slow modes are common: they meet all metrics of a run, each by its own scale.
 */
function simulateJob(
  { cv, noise }: Pick<Condition, "cv" | "noise">,
  random: () => number,
  runs: number,
): readonly (readonly number[])[] {
  const normal = normals(random);
  const host = 0.02 * normal() + (random() < 0.3 ? Math.log(1.06) : 0);
  const drift = noise.drift * normal();
  const innovation = Math.sqrt(1 - noise.rho ** 2);
  let commonMemory = normal();
  const memory = cv.map(() => normal());
  const values: readonly number[][] = cv.map(() => []);
  for (let run = 0; run < runs; run++) {
    commonMemory = noise.rho * commonMemory + innovation * normal();
    const commonNew = normal();
    const shared = drift * wayOfDrift(run / 2 / DRIFT_ROUNDS) + (random() < noise.slowed ? 3 * exponential(random) : 0);
    const level = host + (random() < noise.slowMode ? Math.log(1.06) : 0);
    for (let metric = 0; metric < cv.length; metric++) {
      memory[metric] = noise.rho * memory[metric]! + innovation * normal();
      const scatter = (commonMemory + memory[metric]! + commonNew + normal()) / 2;
      values[metric]!.push(TYPICAL * Math.exp(level + cv[metric]! * (scatter + shared)));
    }
  }
  return values;
}

/** 0 to 1 and back again. */
function wayOfDrift(time: number): number {
  return 1 - Math.abs(1 - (time % 2));
}
