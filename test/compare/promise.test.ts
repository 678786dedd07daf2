/** The gate's promises, by simulation: seeded, so that a failure is a change of the code and never of luck. */
import { describe, expect, test } from "vitest";
import { compareAll } from "../../src/compare/compare.ts";
import { judge } from "../../src/compare/judge.ts";
import { sampled } from "./make.ts";
import { createRandom, type Measured, measurePlainly, measurePullRequest } from "./noise.ts";

const FALSE_ALARMS = 0.01;
const SIX = [0.02, 0.03, 0.02, 0.02, 0.05, 0.01];

function judged({ base, head }: Measured) {
  const series = base.map((values, i) => sampled(values, head[i]!, { id: `k6/latency-tm95@${i}` }));
  const { comparisons } = compareAll({ series, overrides: [], falseAlarms: FALSE_ALARMS });
  const { verdict } = judge({
    comparisons,
    budgets: [],
    weighed: { kind: "compared" },
    onInconclusive: "warn",
    enforce: true,
  });
  return {
    verdict,
    changes: comparisons.map(({ change }) => change),
    effects: comparisons.map(({ effect }) => effect!),
  };
}

function simulate(trials: number, seed: number, options: { rounds: number; effect: number }) {
  const random = createRandom(seed);
  return Array.from({ length: trials }, () => judged(measurePullRequest(random, { ...options, cvs: SIX })));
}

const share = <T>(all: readonly T[], matches: (one: T) => boolean) => all.filter(matches).length / all.length;

describe("identical builds, six correlated metrics, 12 rounds", () => {
  const trials = 2_400;
  const pullRequests = simulate(trials, 7, { rounds: 12, effect: 1 });

  test("at most 1 % are red", () => {
    const red = share(pullRequests, ({ verdict }) => verdict === "fail");
    expect(red).toBeLessThanOrEqual(FALSE_ALARMS + 3 * Math.sqrt((FALSE_ALARMS * (1 - FALSE_ALARMS)) / trials));
  });

  test("most metrics are shown unchanged all the same", () => {
    const changes = pullRequests.flatMap((one) => one.changes);
    expect(share(changes, (change) => change === "unchanged")).toBeGreaterThan(0.65);
  });

  test("and at most 1 % claim an improvement", () => {
    const green = share(pullRequests, ({ changes }) => changes.includes("improved"));
    expect(green).toBeLessThanOrEqual(FALSE_ALARMS + 3 * Math.sqrt((FALSE_ALARMS * (1 - FALSE_ALARMS)) / trials));
  });

  test("the interval of each metric holds no change 95 times in 100", () => {
    const effects = pullRequests.flatMap((one) => one.effects);
    const held = share(effects, ({ low, high }) => low <= 0 && 0 <= high);
    expect(held).toBeGreaterThan(0.94);
    expect(held).toBeLessThan(0.98);
  });
});

describe("a slower head", () => {
  /** Changes of six gating metrics, all slowed alike, at a sd of .028 of the paired ratio: a run's CV of 2 %. */
  const changes = (seed: number, rounds: number, effect: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 300 }, () =>
      judged(measurePlainly(random, { rounds, effect, metrics: 6, sd: 0.028 })),
    ).flatMap((one) => one.changes);
  };

  test("by 10 % is nearly always found in 12 rounds", () => {
    expect(share(changes(11, 12, 1.1), (change) => change === "regressed")).toBeGreaterThan(0.995);
  });

  test("by 5 % is found 95 times in 100 in 15 rounds", () => {
    expect(share(changes(12, 15, 1.05), (change) => change === "regressed")).toBeGreaterThan(0.95);
  });

  test("by 5 % is called unchanged 2 times in 100 at most", () => {
    expect(share(changes(13, 12, 1.05), (change) => change === "unchanged")).toBeLessThanOrEqual(0.02);
  });

  test("by 1 % is not called regressed: tolerate holds", () => {
    expect(share(changes(14, 12, 1.01), (change) => change === "regressed")).toBeLessThan(0.02);
  });

  test("has its true change in the interval 95 times in 100, with hard noise too", () => {
    const effects = simulate(400, 15, { rounds: 15, effect: 1.05 }).flatMap((one) => one.effects);
    const held = share(effects, ({ low, high }) => low <= 0.05 && 0.05 <= high);
    expect(held).toBeGreaterThan(0.93);
    expect(held).toBeLessThan(0.98);
  });
});
