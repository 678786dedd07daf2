import { describe, expect, test } from "vitest";
import { planFor } from "../../src/compare/noise.ts";
import { drawPullRequests, judgeDrawn } from "../../src/compare/resample.ts";
import type { SampledSeries } from "../../src/model/series.ts";
import { failures, sampled } from "./make.ts";
import { createRandom, measurePullRequest } from "./noise.ts";

/** Each value says of which round and side it is: 102 is base of round 2, 202 head's. */
const numbered = (id: string, rounds: number) =>
  sampled(
    Array.from({ length: rounds }, (_, i) => 100 + i),
    Array.from({ length: rounds }, (_, i) => 200 + i),
    { id },
  );

const draw = (series: readonly SampledSeries[], seed = 1, count = 3, rounds = 40) => [
  ...drawPullRequests({ series, rounds: { k6: rounds, lighthouse: rounds }, count, seed }),
];

describe("drawn pull requests", () => {
  test("hold recorded pairs, about half of them turned", () => {
    const [drawn] = draw([numbered("k6/a@x", 5)], 1, 1, 1000);
    const { base, head } = drawn![0] as SampledSeries;
    for (const [i, one] of base.entries()) expect(Math.abs(one! - head[i]!)).toBe(100);
    expect(new Set(base.map((one) => one! % 100)).size).toBe(5);
    const turned = base.filter((one) => one! >= 200).length;
    // Four standard errors of 1,000 coins.
    expect(Math.abs(turned - 500)).toBeLessThan(64);
  });

  test("the metrics of a collector are drawn together, collectors apart", () => {
    const series = [numbered("k6/a@x", 5), numbered("lighthouse/lcp@/", 5), numbered("k6/b@y", 5)];
    for (const [a, lcp, b] of draw(series)) {
      expect([a!.base, a!.head]).toEqual([b!.base, b!.head]);
      expect(lcp!.base).not.toEqual(a!.base);
    }
  });

  test("follow from the seed", () => {
    const series = [numbered("k6/a@x", 5)];
    expect(draw(series, 7)).toEqual(draw(series, 7));
    expect(draw(series, 7)).not.toEqual(draw(series, 8));
  });

  test("counts and what a side did not give are drawn like any value", () => {
    const rate = failures([{ events: 1, total: 9 }, null], [{ events: 2, total: 9 }, null]);
    const [[drawn]] = [...drawPullRequests({ series: [rate], rounds: { k6: 20 }, count: 1, seed: 3 })] as [
      [typeof rate],
    ];
    const pairs = new Set(drawn.base.map((base, i) => JSON.stringify([base?.events, drawn.head[i]?.events])));
    expect([...pairs].sort()).toEqual(["[1,2]", "[2,1]", "[null,null]"]);
  });
});

describe("judged", () => {
  const asSet = { effort: "standard", rounds: { k6: 30 }, minutes: 5 } as const;
  const by = { overrides: [], falseAlarms: 0.01 };
  const recorded = (cv: number, effect = 1) => {
    const { base, head } = measurePullRequest(createRandom(4), { rounds: 30, cvs: Array(6).fill(cv), effect });
    return base.map((values, i) => sampled(values, head[i]!, { id: `k6/latency-tm95@${i}` }));
  };
  const judged = (series: readonly SampledSeries[]) => {
    const plan = planFor(asSet, { series, ...by });
    return judgeDrawn({ series, rounds: { k6: 30 }, count: 400, seed: 2 }, { ...by, plan });
  };

  test("at most 1 % are blocked, also where the two builds were not the same after all", () => {
    // 1 % and four standard errors of 400.
    for (const series of [recorded(0.02), recorded(0.02, 1.2)]) expect(judged(series).fail).toBeLessThanOrEqual(12);
  });

  test("quiet metrics are settled, wild ones are not", () => {
    expect(judged(recorded(0.005))).toMatchObject({ count: 400, inconclusive: 0 });
    expect(judged(recorded(0.3)).inconclusive).toBeGreaterThan(360);
  });
});
