import { describe, expect, test } from "vitest";
import { compareAll } from "../../src/compare/compare.ts";
import { summarise } from "../../src/compare/history.ts";
import type { Baseline } from "../../src/model/baseline.ts";
import type { Comparison } from "../../src/model/comparison.ts";
import type { MetricOverride } from "../../src/model/override.ts";
import type { Count, ExactSeries, Series } from "../../src/model/series.ts";
import { bytes, failures, repeat, sampled } from "./make.ts";
import { createRandom } from "./noise.ts";

const reference = { how: "base", commit: "c".repeat(40), distance: 0, finished: "2026-01-01T00:00:00Z" } as const;

/** Earlier jobs: the values of each metric, one a job. */
function baseline(stored: readonly { series: Series; values: readonly number[]; jobs?: number }[]): Baseline {
  return {
    reference,
    jobs: 30,
    leftOut: [],
    exact: stored.flatMap(({ series: { kind, metric }, values }) =>
      kind === "exact" && values.length > 0 ? [{ metric, value: values.at(-1)! }] : [],
    ),
    histories: stored.map(({ series: { metric }, values, jobs = values.length }) => ({
      metric,
      jobs,
      values,
      early: values,
    })),
  };
}

const alone = (values: readonly (number | null)[], over = {}) => sampled(repeat(null, values.length), values, over);
const aloneRate = (counts: readonly (Count | null)[], over = {}) => failures(repeat(null, counts.length), counts, over);

function against(series: Series, values: readonly number[], overrides: readonly MetricOverride[] = []): Comparison {
  const compared = compareAll({
    series: [series],
    overrides,
    falseAlarms: 0.01,
    against: { kind: "stored", baseline: baseline([{ series, values }]) },
  });
  return compared.comparisons[0]!;
}

/** Twenty-one jobs around `centre` with a standard deviation of `cv`, evenly spread. */
const jobs = (centre: number, cv: number, count = 21) =>
  Array.from({ length: count }, (_, i) => centre * Math.exp((cv * (i - (count - 1) / 2)) / (count / Math.sqrt(12))));

describe("a metric with a ratio", () => {
  test.each<[string, number, Comparison["change"]]>([
    ["15 % slower", 11.5, "regressed"],
    ["15 % faster", 8.5, "improved"],
    ["as it was", 10, "unchanged"],
    ["in between", 10.4, "inconclusive"],
  ])("%s, over jobs that vary by 1.5 %", (_, head, change) => {
    const found = against(alone([head, head * 1.1, head * 0.9]), jobs(10, 0.015));
    expect(found.change).toBe(change);
    expect(found.base).toBeCloseTo(10, 6);
    expect(found.head).toBe(head);
    expect(found.rounds).toBe(21);
    expect(found.effect!.value).toBeCloseTo(head / 10 - 1, 6);
    expect(found.smallestVisible).toBeCloseTo(Math.expm1((2.528 + 1.7247) * 0.015 * Math.sqrt(1 + 1 / 21)), 2);
  });

  test("agrees with the same shift downwards where more is better", () => {
    const over = { better: "higher" } as const;
    expect(against(alone([8.5], over), jobs(10, 0.015)).change).toBe("regressed");
    expect(against(alone([11.5], over), jobs(10, 0.015)).change).toBe("improved");
  });

  test("what is tolerated never blocks, and makes what is below it unchanged", () => {
    const tolerant = [{ glob: "k6/*", tolerate: { absolute: 2 } }];
    expect(against(alone([11.5]), jobs(10, 0.015), tolerant).change).not.toBe("regressed");
    expect(against(alone([10.4]), jobs(10, 0.015), tolerant).change).toBe("unchanged");
  });

  test("a small but certain worsening is not waved through for being less than detect", () => {
    const found = against(alone([10.3]), jobs(10, 0.003), [
      { glob: "k6/*", detect: 0.5, tolerate: { relative: 0.02 } },
    ]);
    expect(found.change).toBe("regressed");
    const unsure = against(alone([10.3]), jobs(10, 0.012), [{ glob: "k6/*", detect: 0.5 }]);
    expect(unsure.change).toBe("inconclusive");
    expect(unsure.note).toMatch(/^likely worse by 3 %, but not for certain; beside 21 stored jobs only/);
  });

  test("has no ratio to a job of 0", () => {
    expect(against(alone([10]), [0, 1, 2, 3, 4])).toMatchObject({
      change: "inconclusive",
      note: "a job gave 0 or less, which has no ratio: set `scale: difference` for this metric",
    });
  });
});

describe("too little is never a pass", () => {
  test.each([
    [4, "inconclusive", "4 stored jobs that are comparable and have it, but at least 5 are needed"],
    [1, "inconclusive", "1 stored job that is comparable and has it, but at least 5 are needed"],
    [0, "inconclusive", "no stored job was measured as this one was (the line on the baseline says what differs)"],
    [5, "unchanged", undefined],
  ])("%i jobs: %s", (count, change, note) => {
    const found = against(alone([10]), jobs(10, 0.001).slice(0, count));
    expect(found.change).toBe(change);
    expect(found.note).toBe(note);
  });

  test("no value of head", () => {
    expect(against(alone([null, null]), jobs(10, 0.01)).change).toBe("missing");
    expect(against(alone([null]), []).change).toBe("inconclusive");
  });

  test("what no comparable job has is new; where none is comparable nobody knows", () => {
    const series = alone([10]);
    const change = (of: number) =>
      compareAll({
        series: [series],
        overrides: [],
        falseAlarms: 0.01,
        against: { kind: "stored", baseline: baseline([{ series, values: [], jobs: of }]) },
      }).comparisons[0]!.change;
    expect(change(7)).toBe("new");
    expect(change(0)).toBe("inconclusive");
  });

  test("what stored jobs have and head lost is missing, whatever its kind", () => {
    const lost = [alone([]), aloneRate([]), bytes(null, null)];
    const stored = baseline([
      { series: lost[0]!, values: jobs(10, 0.01) },
      { series: lost[1]!, values: jobs(0.1, 0.01) },
      { series: lost[2]!, values: [500] },
    ]);
    const { comparisons } = compareAll({
      series: [],
      overrides: [],
      falseAlarms: 0.01,
      against: { kind: "stored", baseline: stored },
    });
    expect(comparisons.map(({ metric, change }) => [metric.kind, change])).toEqual([
      ["exact", "missing"],
      ["sampled", "missing"],
      ["rate", "missing"],
    ]);
  });
});

describe("jobs that all gave the same value", () => {
  const shift = { id: "lighthouse/cls@/", unit: "number", scale: "difference" } as const;

  test("prove nothing about another one, however small or large", () => {
    for (const head of [0.1000001, 5]) {
      expect(against(alone([head], shift), repeat(0.1, 23))).toMatchObject({
        change: "inconclusive",
        note: "all 23 stored jobs gave the same value, so that nothing is known of how it varies",
        p: null,
        effect: null,
      });
    }
  });

  test("and head the same again: unchanged", () => {
    expect(against(alone([0.1, 0.1], shift), repeat(0.1, 23)).change).toBe("unchanged");
  });
});

describe("a rate", () => {
  const requests = (events: number, total: number) => repeat({ events: events / 10, total: total / 10 }, 10);
  const never = repeat(0, 20);

  test("that was always 0 is judged by how much a count varies at least", () => {
    expect(against(aloneRate(requests(0, 20_000)), never).change).toBe("unchanged");
    expect(against(aloneRate(requests(400, 20_000)), never).change).toBe("regressed");
    // 150 requests without an error do not show that there is not 1.25 % of them.
    expect(against(aloneRate(requests(0, 150)), never).change).toBe("inconclusive");
  });

  test("of few events is never certain", () => {
    expect(against(aloneRate([{ events: 2, total: 200 }]), never).change).toBe("inconclusive");
    expect(against(aloneRate([null, { events: 0, total: 0 }]), never).change).toBe("missing");
  });
});

describe("exact values", () => {
  const stored = (values: readonly number[]) => baseline([{ series: bytes(null, null), values }]);
  const compared = (kind: "stored" | "recorded", values: readonly number[], head: number | null) =>
    compareAll({
      series: [bytes(null, head), alone([10])],
      overrides: [],
      falseAlarms: 0.01,
      against: { kind, baseline: stored(values) },
    }).comparisons;

  test.each(["stored", "recorded"] as const)("are set against those of the job that stands for base: %s", (kind) => {
    expect(compared(kind, [1, 10_000], 10_600)[0]).toMatchObject({ change: "regressed", base: 10_000, head: 10_600 });
    expect(compared(kind, [1, 10_000], 10_100)[0]!.change).toBe("unchanged");
    expect(compared(kind, [1, 10_000], null)[0]!.change).toBe("missing");
  });

  test("without a record of the collector are open where nothing else is set against head", () => {
    expect(compared("stored", [], 10_000)[0]!.change).toBe("inconclusive");
    // Here the verdict says that there is no base.
    expect(compared("recorded", [], 10_000)[0]!.change).toBe("new");
  });

  test("a base that failed leaves what varies by chance as it is", () => {
    expect(compared("recorded", [10_000], 10_000)[1]).toMatchObject({ change: "new", base: null });
  });
});

describe("the promise, by simulation: six metrics, twenty jobs that vary by 2 %", () => {
  const judge = (seed: number, trials: number, effect: number) => {
    const random = createRandom(seed);
    const value = () => 100 * Math.exp(0.02 * random.normal());
    return Array.from({ length: trials }, () => {
      const metrics = Array.from({ length: 6 }, (_, i) => ({
        series: alone([effect * value()], { id: `k6/latency-tm95@${i}` }),
        values: Array.from({ length: 20 }, value),
      }));
      const { comparisons } = compareAll({
        series: metrics.map(({ series }) => series),
        overrides: [],
        falseAlarms: 0.01,
        against: { kind: "stored", baseline: baseline(metrics) },
      });
      return comparisons.map(({ change }) => change);
    });
  };
  const share = (all: readonly (readonly string[])[], matches: (changes: readonly string[]) => boolean) =>
    all.filter(matches).length / all.length;

  test("identical builds are red at most 1 % of the time, and not never", () => {
    const trials = 4000;
    const red = share(judge(3, trials, 1), (changes) => changes.includes("regressed"));
    expect(red).toBeLessThanOrEqual(0.01 + 3 * Math.sqrt((0.01 * 0.99) / trials));
    expect(red).toBeGreaterThan(0.003);
  });

  test("a true change of detect is called unchanged at most 1.5 % of the time a metric", () => {
    const changes = judge(4, 1500, 1.05).flat();
    const waved = changes.filter((change) => change === "unchanged").length / changes.length;
    expect(waved).toBeLessThanOrEqual(0.015 + 3 * Math.sqrt((0.015 * 0.985) / changes.length));
  });

  test("15 % slower is nearly always found", () => {
    expect(share(judge(5, 300, 1.15), (changes) => changes.every((change) => change === "regressed"))).toBeGreaterThan(
      0.9,
    );
  });
});

describe("summarise", () => {
  const comparison = (id: string, role: "gate" | "watch", head: number | null) =>
    ({ metric: alone([1], { id }).metric, rule: { role }, head }) as Comparison;

  test("the middle 90 % of many jobs, all of fewer than twenty; gating metrics first", () => {
    const many = Array.from({ length: 21 }, (_, i) => i + 1);
    const stored = baseline([
      { series: alone([1], { id: "k6/a@x" }), values: [3, 1, 2] },
      { series: alone([1], { id: "k6/b@x" }), values: many },
      { series: alone([1], { id: "k6/c@x" }), values: [] },
    ]);
    const { rows, jobs: count } = summarise(stored, [
      comparison("k6/a@x", "watch", 9),
      comparison("k6/b@x", "gate", 4),
      comparison("k6/c@x", "gate", 4),
      comparison("k6/unknown@x", "gate", 4),
    ]);
    expect(count).toBe(30);
    expect(rows).toEqual([
      { metric: "k6/b@x", unit: "ms", jobs: 21, median: 11, low: 2, high: 20, head: 4 },
      { metric: "k6/a@x", unit: "ms", jobs: 3, median: 2, low: 1, high: 3, head: 9 },
    ]);
  });

  test("every gating metric, and twenty watched ones", () => {
    const ids = Array.from({ length: 30 }, (_, i) => `k6/a@${i}`);
    const stored = baseline(ids.map((id) => ({ series: alone([1], { id }), values: [1] })));
    const rows = (role: "gate" | "watch") =>
      summarise(
        stored,
        ids.map((id) => comparison(id, role, 1)),
      ).rows.length;
    expect([rows("gate"), rows("watch")]).toEqual([30, 20]);
  });
});

test("what was the same in every run and now varies is not new, but open", () => {
  const varying = alone([10_000, 10_400]);
  const exact = bytes(null, 10_000, { id: varying.metric.id });
  const compared = compareAll({
    series: [varying],
    overrides: [],
    falseAlarms: 0.01,
    against: { kind: "stored", baseline: { ...baseline([{ series: exact, values: [10_000] }]), histories: [] } },
  });
  expect(compared.comparisons[0]).toMatchObject({ change: "inconclusive", head: 10_200 });
  expect(compared.comparisons[0]!.note).toContain("not the same in every run any more");
});

describe("what is the same in every round", () => {
  const counts = (rounds: number) => ({ base: repeat(null, rounds), head: repeat(0.75, rounds) });
  const counted: ExactSeries = { ...bytes(null, 0.75), counts: counts(3) };
  const { metric } = counted;
  const varied = { ...metric, kind: "sampled" } as const;
  const doubt = "it was counted in 3 rounds, too few to tell it from chance";
  const beside = (series: ExactSeries, over: Partial<Baseline>) =>
    compareAll({
      series: [series],
      overrides: [{ glob: "bundle/*", tolerate: { relative: 0, absolute: 0 } }],
      falseAlarms: 0.01,
      against: { kind: "stored", baseline: { ...baseline([]), ...over } },
    }).comparisons[0]!;

  test("and varied in the job that stands for base is not new, but open", () => {
    const histories = [{ metric: varied, jobs: 1, values: [], early: [] }];
    // Whether or not the collector has other exact values there.
    for (const exact of [[], [{ metric: { ...metric, id: "bundle/gzip@other.js" }, value: 1 }]])
      expect(beside(counted, { exact, histories })).toMatchObject({
        ...{ change: "inconclusive", base: null, head: 0.75, rounds: 3 },
        note: expect.stringMatching(/^it was not the same in every round of the stored job /u),
      });
  });

  test("is set against its one stored value by as many rounds as head has", () => {
    const exact = [{ metric, value: 1 }];
    expect(beside(counted, { exact })).toMatchObject({ change: "improved", base: 1, rounds: 3 });
    for (const value of [0.5, 1])
      expect(beside({ ...counted, doubt }, { exact: [{ metric, value }] })).toMatchObject({
        ...{ change: "inconclusive", note: doubt, rounds: 3 },
      });
  });
});

test("beside jobs of next to nothing, what may be missed is a number too", { tags: ["T24"] }, () => {
  const { rule } = against(alone([10, 10]), repeat(1e-320, 8), [{ glob: "k6/*", tolerate: { absolute: 5 } }]);
  expect(rule.detect).toBe(Number.MAX_VALUE);
});
