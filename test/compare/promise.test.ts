/** The gate's promises, by simulation: seeded, so that a failure is a change of the code and never of luck. */
import { describe, expect, test } from "vitest";
import { compareAll } from "../../src/compare/compare.ts";
import { FIRST_ATTEMPT, firstLooks, SCHEDULES, weighLooks } from "../../src/compare/looks.ts";
import type { Plan } from "../../src/model/plan.ts";
import { sampled } from "./make.ts";
import { createRandom, type Measured, measurePlainly, measurePullRequest } from "./noise.ts";

const FALSE_ALARMS = 0.01;
const MISSES = 0.02;
const SIX = [0.02, 0.03, 0.02, 0.02, 0.05, 0.01];
const ROUNDS = SCHEDULES.standard.at(-1)!;

function standard(family: number): Plan {
  const looks = weighLooks({ looks: SCHEDULES.standard, family, falseAlarms: FALSE_ALARMS, share: FIRST_ATTEMPT });
  return { family, collectors: [firstLooks("k6", 1, looks)] };
}

/** Judged at looks; with `plan` null once, over all rounds. */
function judged({ base, head }: Measured, plan: Plan | null = standard(base.length)) {
  const series = base.map((values, i) => sampled(values, head[i]!, { id: `k6/latency-tm95@${i}` }));
  return compareAll({ series, overrides: [], falseAlarms: FALSE_ALARMS, plan, stopping: true }).comparisons;
}

function simulate<T>(
  trials: number,
  seed: number,
  trial: (random: ReturnType<typeof createRandom>) => T,
): readonly T[] {
  const random = createRandom(seed);
  return Array.from({ length: trials }, () => trial(random));
}

const share = <T>(all: readonly T[], matches: (one: T) => boolean) => all.filter(matches).length / all.length;
/** Four standard errors of a share, over independent trials. */
const luck = (of: number, trials: number) => 4 * Math.sqrt((of * (1 - of)) / trials);

describe("identical builds: six correlated metrics with drift, outliers, memory, modes, a worse second place, coarse clocks", () => {
  const trials = 2_400;
  const pullRequests = simulate(trials, 7, (random) =>
    judged(measurePullRequest(random, { rounds: ROUNDS, cvs: SIX, effect: 1 })),
  );
  const has = (change: string) => share(pullRequests, (all) => all.some((one) => one.change === change));
  const most = FALSE_ALARMS + luck(FALSE_ALARMS, trials);

  test("at most 1 % are red, whatever look they are judged at", () =>
    expect(has("regressed")).toBeLessThanOrEqual(most));

  test("and at most 1 % claim an improvement", () => expect(has("improved")).toBeLessThanOrEqual(most));

  test("most metrics are shown unchanged all the same", () => {
    expect(share(pullRequests.flat(), ({ change }) => change === "unchanged")).toBeGreaterThan(0.8);
  });

  test("with quiet metrics alone, most are settled long before the last look", () => {
    const quiet = simulate(200, 8, (random) =>
      judged(measurePullRequest(random, { rounds: ROUNDS, cvs: [0.01, 0.01], effect: 1 })),
    ).flat();
    expect(share(quiet, ({ change, rounds }) => change === "unchanged" && rounds <= 12)).toBeGreaterThan(0.8);
  });
});

describe("a slower head", () => {
  test("by 5 % at a run's CV of 2 %, in that noise, is found 95 times in 100 by 30 rounds, each metric", () => {
    const trials = 500;
    const pullRequests = simulate(trials, 11, (random) =>
      judged(measurePullRequest(random, { rounds: ROUNDS, cvs: SIX.map(() => 0.02), effect: 1.05 })),
    );
    const found = share(pullRequests.flat(), ({ change }) => change === "regressed");
    // Metrics of one pull request share their noise, so that these are so many trials.
    expect(found).toBeGreaterThanOrEqual(0.95 - luck(0.95, trials));
  });

  test("by 5 % is called unchanged 2 times in 100 at most, however noisy", () => {
    const trials = 1_200;
    for (const sd of [0.015, 0.028, 0.05]) {
      const all = simulate(trials, 12, (random) =>
        judged(measurePlainly(random, { rounds: ROUNDS, metrics: 1, sd, effect: 1.05 })),
      ).flat();
      expect(share(all, ({ change }) => change === "unchanged")).toBeLessThanOrEqual(MISSES + luck(MISSES, trials));
    }
  });

  test("by 3 % at a sd of 1 % is found 99 times in 100, though less than detect", () => {
    const trials = 1_000;
    const all = simulate(trials, 13, (random) =>
      judged(measurePlainly(random, { rounds: ROUNDS, metrics: 1, sd: 0.01, effect: 1.03 })),
    ).flat();
    expect(share(all, ({ change }) => change === "regressed")).toBeGreaterThanOrEqual(0.99 - luck(0.99, trials));
  });

  test("by 10 % is nearly always found at the first look that may", () => {
    const all = simulate(300, 14, (random) =>
      judged(measurePlainly(random, { rounds: ROUNDS, metrics: 6, sd: 0.028, effect: 1.1 })),
    ).flat();
    expect(share(all, ({ change, rounds }) => change === "regressed" && rounds === 12)).toBeGreaterThan(0.95);
  });

  test("by 1 % is hardly ever called regressed where it can be told from 2 %: tolerate holds", () => {
    const all = simulate(500, 15, (random) =>
      judged(measurePlainly(random, { rounds: ROUNDS, metrics: 1, sd: 0.014, effect: 1.01 })),
    ).flat();
    expect(share(all, ({ change }) => change === "regressed")).toBeLessThan(0.02);
  });
});

describe("over a number of rounds fixed before, the interval holds the true change 95 times in 100", () => {
  test.each([
    [12, 1],
    [15, 1.05],
  ])("%i rounds, head times %f", (rounds, effect) => {
    const effects = simulate(500, 16, (random) =>
      judged(measurePullRequest(random, { rounds, cvs: SIX, effect }), null),
    ).flat();
    const held = share(effects, (one) => one.effect!.low <= effect - 1 && effect - 1 <= one.effect!.high);
    expect(held).toBeGreaterThan(0.93);
    expect(held).toBeLessThan(0.98);
  });
});
