/** Whole comparisons by a plan, from values. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareAll } from "../../src/compare/compare.ts";
import { endLooksAt, firstLooks, looksWithin, weighLooks } from "../../src/compare/looks.ts";
import type { Baseline } from "../../src/model/baseline.ts";
import type { Change, Comparison } from "../../src/model/comparison.ts";

import { collectorOf } from "../../src/model/metric.ts";
import type { Effort, Looks, Plan } from "../../src/model/plan.ts";
import type { SampledSeries, Series } from "../../src/model/series.ts";
import { around, bytes, failures, repeat, sampled } from "./make.ts";
import { createRandom, measurePlainly } from "./noise.ts";

const FALSE_ALARMS = 0.01;
const NO_FLOOR = { tolerate: { relative: 0.02, absolute: 0 } } as const;

function looksOf(
  collector: string,
  family: number,
  { effort = "standard", rounds = 60 }: { effort?: Effort; rounds?: number } = {},
): Looks {
  const looks = weighLooks({ looks: looksWithin(effort, rounds), family, falseAlarms: FALSE_ALARMS, share: 1 });
  return firstLooks(collector, 1, looks);
}
function planOf(family: number, rest: Partial<Plan> = {}): Plan {
  return { family, collectors: [looksOf("k6", family)], ...rest };
}

/** Each collector's part by the number of its gating metrics. */
function withParts(plan: Plan, series: readonly Series[]): Plan {
  const gating = series.filter(({ kind, metric }) => kind !== "exact" && metric.role === "gate");
  const family = Math.max(plan.family, gating.length);
  const own = (id: string) => gating.filter(({ metric }) => collectorOf(metric) === id).length;
  return { ...plan, collectors: plan.collectors.map((one) => ({ ...one, part: own(one.collector) / family })) };
}

function compare(series: readonly Series[], plan: Plan, baseline: Baseline | null = null, stopping = true) {
  const against = baseline && ({ kind: "beside", baseline } as const);
  return compareAll({
    series,
    overrides: [],
    falseAlarms: FALSE_ALARMS,
    plan: withParts(plan, series),
    against,
    stopping,
  });
}
const outcomes = (series: readonly Series[], plan: Plan, baseline: Baseline | null = null) =>
  compare(series, plan, baseline).comparisons.map(({ change, rounds }) => [change, rounds]);

/** Metrics of a simulated pull request, each with its factor on head and its noise of a paired ratio. */
function metrics(
  seed: number,
  all: readonly { readonly effect: number; readonly sd: number }[],
  rounds = 30,
): SampledSeries[] {
  const random = createRandom(seed);
  return all.map(({ effect, sd }, i) => {
    const { base, head } = measurePlainly(random, { rounds, metrics: 1, sd, effect });
    return sampled(base[0]!, head[0]!, { id: `k6/latency-tm95@${i}`, ...NO_FLOOR });
  });
}

/** Alternates around 1.9 % more, so noisily that 30 rounds settle nothing and it is not given up either. */
function unsettled(id = "k6/latency-tm95@unsettled", rounds = 30): SampledSeries {
  const head = Array.from({ length: rounds }, (_, i) => 100 * Math.exp(i % 2 === 0 ? -0.029 : 0.067));
  return sampled(repeat(100, rounds), head, { id, ...NO_FLOOR });
}

describe("a slower head", () => {
  test("is not blamed after 8 rounds, and is at the next look, with its numbers", () => {
    const series = [sampled(repeat(100, 8), repeat(110, 8))];
    expect(outcomes(series, planOf(1))).toEqual([["inconclusive", 8]]);
    const later = [sampled(repeat(100, 30), [...repeat(110, 12), ...repeat(100, 18)])];
    const found = compare(later, planOf(1)).comparisons[0]!;
    expect(found).toMatchObject({ change: "regressed", rounds: 12, p: 2 ** -12, head: 110 });
    // A fifth of the error is spent there.
    expect(found.pAdjusted).toBeCloseTo(5 * 2 ** -12, 12);
  });

  test("by a steady 3 % is never waved through for being less than detect", () => {
    const quiet = sampled(repeat(100, 30), around(103, 0.01, 30), NO_FLOOR);
    for (let kept = 1; kept < 12; kept++) {
      const first = { ...quiet, base: quiet.base.slice(0, kept), head: quiet.head.slice(0, kept) };
      expect(outcomes([first], planOf(1))[0]![0]).toBe("inconclusive");
    }
    expect(outcomes([quiet], planOf(1))).toEqual([["regressed", 12]]);
  });

  test("that is the same for 8 rounds and slower later is found while its collector goes on, and only then", () => {
    const later = sampled(repeat(100, 30), [...repeat(100, 8), ...repeat(112, 22)]);
    expect(outcomes([later], planOf(2))).toEqual([["unchanged", 8]]);
    expect(outcomes([later, unsettled()], planOf(2))[0]).toEqual(["regressed", 20]);
  });

  test("among metrics without pairs, with zeros or with gaps is found all the same", () => {
    const id = (name: string) => ({ id: `k6/latency-tm95@${name}`, ...NO_FLOOR });
    const slow = (name: string) => sampled(repeat(100, 30), around(110, 0.01, 30), id(name));
    const series = [
      slow("a"),
      slow("b"),
      sampled([0, ...repeat(1, 29)], repeat(1, 30), id("zero")),
      sampled([1, ...repeat(null, 29)], [null, ...repeat(1, 29)], id("unpaired")),
      sampled([...repeat(null, 10), ...repeat(100, 20)], around(110, 0.01, 30), id("late")),
    ];
    expect(outcomes(series, planOf(5))).toEqual([
      ["regressed", 12],
      ["regressed", 12],
      ["inconclusive", 0],
      ["inconclusive", 0],
      ["regressed", 10],
    ]);
  });
});

describe("rounds without a value", () => {
  test("count for the look and not for the test", () => {
    const gaps = [null, null, ...repeat(100, 10)];
    const series = sampled(gaps, repeat(110, 12));
    expect(compare([series], planOf(1)).comparisons[0]).toMatchObject({ rounds: 10, p: 2 ** -10, change: "regressed" });
    // Six pairs cannot show that nothing changed: 2^-6 is more than .004.
    expect(outcomes([sampled(gaps.slice(0, 8), repeat(100, 8))], planOf(1))).toEqual([["inconclusive", 6]]);
  });
});

test("what the clock ended is judged by all its rounds, though it would have been given up with so few planned", () => {
  const series = [unsettled("k6/latency-tm95@0", 13)];
  const plan = planOf(1);
  expect(compare(series, plan).ended.size).toBe(0);
  const cut = plan.collectors.map((one): Looks => ({ ...one, looks: endLooksAt(one.looks, 13), ended: "time" }));
  const { comparisons } = compare(series, { ...plan, collectors: cut }, null, false);
  expect(comparisons.map(({ change, rounds }) => [change, rounds])).toEqual([["inconclusive", 13]]);
});

test("two collectors have looks of their own", () => {
  const page = (head: readonly number[]) => sampled(repeat(100, 12), head, { id: "lighthouse/lcp@/" });
  const plan = planOf(2, { collectors: [looksOf("k6", 2), looksOf("lighthouse", 2, { effort: "quick", rounds: 10 })] });
  expect(outcomes([unsettled(), page(repeat(110, 12))], plan)).toEqual([
    ["inconclusive", 30],
    ["regressed", 10],
  ]);
});

describe("what does not matter", () => {
  const changing = fc.record({
    seed: fc.nat(),
    all: fc.array(
      fc.record({ effect: fc.constantFrom(0.9, 0.97, 1, 1, 1.03, 1.06, 1.2), sd: fc.constantFrom(0.005, 0.02, 0.06) }),
      { minLength: 1, maxLength: 4 },
    ),
  });

  test("watched metrics, for the gating ones", () => {
    fc.assert(
      fc.property(changing, fc.nat(), ({ seed, all }, other) => {
        const gating = metrics(seed, all);
        const fifty = Array.from({ length: 50 }, (_, i) => ({ effect: i % 2 === 0 ? 1 : 1.2, sd: 0.02 }));
        const watched = metrics(other, fifty).map((one, i) => {
          return { ...one, metric: { ...one.metric, id: `k6/p50@${i}`, role: "watch" as const } };
        });
        const plan = planOf(all.length);
        const alone = compare(gating, plan);
        const among = compare([...watched, ...gating], plan);
        expect(among.comparisons.slice(50)).toEqual(alone.comparisons);
        expect([among.family, among.ended]).toEqual([alone.family, alone.ended]);
        for (const { pAdjusted } of among.comparisons.slice(0, 50)) expect(pAdjusted).toBeNull();
      }),
      { numRuns: 20 },
    );
  });

  test("the order of the metrics and of the collectors, and how many rounds other metrics have", () => {
    fc.assert(
      fc.property(changing, fc.integer({ min: 1, max: 30 }), ({ seed, all }, short) => {
        const series = metrics(seed, all).map((one, i) => {
          const rounds = i === 1 ? short : 30;
          const id = `${i === 2 ? "lighthouse" : "k6"}/latency-tm95@${i}`;
          return {
            ...one,
            metric: { ...one.metric, id },
            base: one.base.slice(0, rounds),
            head: one.head.slice(0, rounds),
          };
        });
        const plan = planOf(all.length, { collectors: [looksOf("k6", all.length), looksOf("lighthouse", all.length)] });
        const reversed = { ...plan, collectors: [...plan.collectors].reverse() };
        expect(compare([...series].reverse(), reversed).comparisons).toEqual(
          [...compare(series, plan).comparisons].reverse(),
        );
      }),
      { numRuns: 100 },
    );
  });

  test("which side is which: swapping them mirrors what is certain", () => {
    const mirror: Partial<Record<Change, Change>> = { regressed: "improved", improved: "regressed" };
    fc.assert(
      fc.property(changing, ({ seed, all }) => {
        const series = metrics(seed, all.slice(0, 1));
        const plan = planOf(4);
        const [{ change, rounds }] = compare(series, plan, null, false).comparisons as [Comparison];
        const [swapped] = compare(
          series.map((one) => ({ ...one, base: one.head, head: one.base })),
          plan,
          null,
          false,
        ).comparisons as [Comparison];
        if (mirror[change]) expect(swapped).toMatchObject({ change: mirror[change], rounds });
        else expect(mirror[swapped.change]).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  test("rounds after the last look, and after a collector was settled", () => {
    fc.assert(
      fc.property(changing, ({ seed, all }) => {
        const series = metrics(seed, all, 40);
        const first = series.map((one) => ({ ...one, base: one.base.slice(0, 30), head: one.head.slice(0, 30) }));
        expect(compare(series, planOf(all.length)).comparisons).toEqual(compare(first, planOf(all.length)).comparisons);
      }),
      { numRuns: 100 },
    );
  });
});

describe("stored jobs beside a base", () => {
  const quiet = Array.from({ length: 20 }, (_, i) => 102 * (1 + 0.002 * Math.sin(i)));
  const baseline = (early: readonly number[], values: readonly number[] = []): Baseline => ({
    reference: { how: "base", commit: null, distance: 0, finished: "2026-01-01T00:00:00Z" },
    jobs: 20,
    leftOut: [],
    exact: [],
    histories: [{ metric: unsettled("k6/latency-tm95@0").metric, jobs: 20, values, early }],
  });
  const open = unsettled("k6/latency-tm95@0");

  test("that are quiet clear a metric at the first look", () => {
    expect(outcomes([open], planOf(1))[0]![0]).toBe("inconclusive");
    expect(outcomes([open], planOf(1), baseline(quiet))).toEqual([["unchanged", 8]]);
    expect(outcomes([open], planOf(1, { collectors: [looksOf("k6", 1, { rounds: 6 })] }), baseline(quiet))).toEqual([
      ["inconclusive", 6],
    ]);
  });

  test("clear by their first rounds, which are as many as head's, not by all of them", () => {
    expect(outcomes([open], planOf(1), baseline([], quiet))[0]![0]).toBe("inconclusive");
  });

  test("that are noisy, few or elsewhere clear nothing", () => {
    const noisy = quiet.map((value, i) => value * (1 + 0.02 * Math.cos(3 * i)));
    for (const early of [noisy, quiet.slice(0, 4), quiet.map((value) => value * 0.9)]) {
      expect(outcomes([open], planOf(1), baseline(early))[0]![0]).toBe("inconclusive");
    }
  });

  test("never blame, nor clear what is likely worse", () => {
    const faster = quiet.map((value) => value * 0.5);
    expect(outcomes([open], planOf(1), baseline(faster))[0]![0]).toBe("inconclusive");
    const worse = sampled(around(99, 0.002, 8), around(102, 0.002, 8), { id: "k6/latency-tm95@0", ...NO_FLOOR });
    expect(outcomes([worse], planOf(1), baseline(quiet))).toEqual([["inconclusive", 8]]);
  });
});

test("rates and exact metrics take part beside sampled ones", () => {
  const of = (events: number) => ({ events, total: 1_000 });
  const series = [
    failures(repeat(of(1), 30), repeat(of(40), 30)),
    bytes(10_000, 20_000),
    sampled(repeat(100, 30), repeat(100, 30)),
  ];
  expect(outcomes(series, planOf(2)).map(([change]) => change)).toEqual(["regressed", "regressed", "unchanged"]);
  const tooEarly = [failures(repeat(of(1), 8), repeat(of(900), 8))];
  expect(outcomes(tooEarly, planOf(1))).toEqual([["inconclusive", 8]]);
});
