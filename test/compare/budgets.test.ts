import { describe, expect, test } from "vitest";
import { checkBudgets } from "../../src/compare/budgets.ts";
import { compareAll } from "../../src/compare/compare.ts";
import type { MetricOverride } from "../../src/model/override.ts";
import type { LimitSeries, Series } from "../../src/model/series.ts";
import { around, bytes, comparison, failures, repeat, sampled } from "./make.ts";

function check(series: Series, override: Omit<MetricOverride, "glob">) {
  const { comparisons } = compareAll({ series: [series], overrides: [{ glob: "*", ...override }], falseAlarms: 0.01 });
  return checkBudgets({ series: [series], comparisons, limits: [] });
}

function threshold(overrides: Partial<LimitSeries> = {}): LimitSeries {
  return {
    name: "http_req_duration{name:cart} p(95)<200",
    level: "max",
    judged: "interval",
    at: null,
    operator: "<",
    limit: 200,
    unit: "ms",
    pooled: { base: 180, head: 190 },
    rounds: { base: repeat(180, 12), head: around(190, 0.02, 12) },
    ...overrides,
  };
}

const outcomeOf = (limit: LimitSeries) => checkBudgets({ series: [], comparisons: [], limits: [limit] })[0]!.outcome;

describe("limits of a metric's rule", () => {
  const at = (centre: number, spread: number, rounds = 12) =>
    sampled(repeat(100, rounds), around(centre, spread, rounds));

  test("max and warn are judged each, with their evidence", () => {
    const [max, warn] = check(at(160, 0.01), { max: 200, warn: 150 });
    expect(max).toMatchObject({ level: "max", operator: "<=", limit: 200, unit: "ms", base: 100, outcome: "kept" });
    expect(max!.head).toBeCloseTo(160, 0);
    expect(warn).toMatchObject({ level: "warn", limit: 150, outcome: "broken" });
  });

  test("broken by the estimate alone when the interval reaches back over the limit", () => {
    expect(check(at(152, 0.2), { max: 150 })[0]!.outcome).toBe("broken-by-estimate");
  });

  test("broken by the estimate alone when there are too few rounds for an interval of 95 %", () => {
    expect(check(at(500, 0.01, 5), { max: 150 })[0]!.outcome).toBe("broken-by-estimate");
    expect(check(at(500, 0.01, 6), { max: 150 })[0]!.outcome).toBe("broken");
  });

  test("where higher is better, a limit is the least that will do", () => {
    const [max] = check(at(160, 0.01), { better: "higher", max: 200 });
    expect(max).toMatchObject({ operator: ">=", outcome: "broken" });
    expect(check(at(260, 0.01), { better: "higher", max: 200 })[0]!.outcome).toBe("kept");
  });

  test("of a count is on all of head's rounds, whichever two of them are set beside base", { tags: ["T26"] }, () => {
    const counted = (base: readonly number[], head: readonly number[], nearest: readonly [number, number]): Series => ({
      ...{ ...bytes(...nearest), counts: { base, head } },
    });
    const over = counted([5, 6, 5, 6, 5, 6, 5, 6], [12, 14, 9, 13, 15, 12, 14, 13], [6, 9]);
    expect(check(over, { max: 10 })).toMatchObject([{ head: 13, outcome: "broken" }]);
    const once = counted(repeat(20, 8), [5, 5, 5, 11, 5, 5, 5, 5], [20, 11]);
    expect(check(once, { max: 10 })).toMatchObject([{ head: 5, outcome: "kept" }]);
    expect(check(counted([5], [11], [5, 11]), { max: 10 })[0]!.outcome).toBe("broken-by-estimate");
    expect(check(counted(repeat(5, 8), repeat(11, 8), [5, 11]), { max: 10 })[0]!.outcome).toBe("broken");
  });

  test("of a count that head lost is not kept, and of one that it has not is", { tags: ["T26"] }, () => {
    const gone = { ...bytes(5, 5), head: null, counts: { base: [5], head: [null] } };
    expect(check({ ...gone, lost: ["head"] }, { max: 10 })).toMatchObject([{ head: null, outcome: "no-samples" }]);
    expect(check({ ...gone, lost: ["base"] }, { max: 10 })).toEqual([]);
  });

  test("exactly at the limit is kept", () => {
    expect(check(sampled(repeat(1, 12), repeat(150, 12)), { max: 150 })[0]!.outcome).toBe("kept");
    expect(check(bytes(1, 150), { max: 150 })[0]!.outcome).toBe("kept");
  });

  test("bytes on which two builds of base differ are certain only beyond that difference", () => {
    const twice = (head: number) => ({ ...bytes(100, head), baseAgain: 130 });
    expect(check(twice(180), { max: 150 })[0]!.outcome).toBe("broken-by-estimate");
    expect(check(twice(181), { max: 150 })[0]!.outcome).toBe("broken");
    expect(check({ ...bytes(130, 180), baseAgain: 100 }, { max: 150 })[0]!.outcome).toBe("broken-by-estimate");
    expect(check({ ...bytes(100, 151), baseAgain: 100 }, { max: 150 })[0]!.outcome).toBe("broken");
  });

  test("bytes that a second build of base does not have are never certain, as they are never regressed", () => {
    const gone = (head: number) => ({ ...bytes(100, head), baseAgain: null });
    expect(check(gone(90_000), { max: 150 })[0]!.outcome).toBe("broken-by-estimate");
    expect(check(gone(150), { max: 150 })[0]!.outcome).toBe("kept");
  });

  test("on an unfit runner only bytes are broken for certain", () => {
    const isUnfit = true;
    const limits = [
      threshold({ pooled: { base: 180, head: 400 }, rounds: { base: repeat(180, 12), head: around(400, 0.02, 12) } }),
    ];
    expect(checkBudgets({ series: [], comparisons: [], limits })[0]!.outcome).toBe("broken");
    expect(checkBudgets({ series: [], comparisons: [], limits, isUnfit })[0]!.outcome).toBe("broken-by-estimate");
    const series = [bytes(100, 200), at(400, 0.01)];
    const { comparisons } = compareAll({ series, overrides: [{ glob: "*", max: 150 }], falseAlarms: 0.01 });
    const checks = checkBudgets({ series, comparisons, limits: [], isUnfit });
    expect(checks.map(({ outcome }) => outcome)).toEqual(["broken", "broken-by-estimate"]);
  });

  test("bytes are certain at once", () => {
    expect(check(bytes(100, 151), { max: 150 })[0]!.outcome).toBe("broken");
    expect(check(bytes(null, 151), { max: 150 })[0]!.outcome).toBe("broken");
  });

  test("a rate is judged by its pooled share and the shares of the rounds", () => {
    const failing = failures(repeat({ events: 0, total: 100 }, 12), repeat({ events: 3, total: 100 }, 12));
    expect(check(failing, { max: 0.02 })[0]).toMatchObject({ head: 0.03, outcome: "broken" });
    const once = failures(repeat({ events: 0, total: 100 }, 12), [
      { events: 90, total: 100 },
      ...repeat({ events: 0, total: 100 }, 11),
    ]);
    expect(check(once, { max: 0.02 })[0]!.outcome).toBe("broken-by-estimate");
  });

  test("the value and its interval are of all of head's rounds, also those that the comparison left out", () => {
    // Base answered in six rounds only: they alone are compared, and head was quick in just those.
    const partly = sampled([...repeat(100, 6), ...repeat(null, 14)], [...repeat(100, 6), ...around(300, 0.01, 14)]);
    const { comparisons } = compareAll({ series: [partly], overrides: [], falseAlarms: 0.01 });
    expect(comparisons[0]!.head).toBe(100);
    const [max] = check(partly, { max: 150 });
    expect(max).toMatchObject({ outcome: "broken", base: 100 });
    expect(max!.head).toBeCloseTo(300, -1);
    expect(check(partly, { max: 400 })[0]!.outcome).toBe("kept");

    const none = { events: 0, total: 100 };
    const failing = { events: 4, total: 100 };
    const shared = failures([...repeat(none, 5), ...repeat(null, 15)], [...repeat(none, 5), ...repeat(failing, 15)]);
    expect(check(shared, { max: 0.015 })[0]).toMatchObject({ head: 0.03, outcome: "broken" });
  });

  test("values that head gave only after the comparison's look count", () => {
    const series = sampled(repeat(100, 20), [...repeat(null, 8), ...repeat(300, 12)]);
    const early = comparison({ metric: series.metric, head: null });
    const comparisons = [{ ...early, rule: { ...early.rule, max: 200 } }];
    expect(checkBudgets({ series: [series], comparisons, limits: [] })[0]).toMatchObject({
      head: 300,
      outcome: "broken",
    });
  });

  test("hold without a base", () => {
    expect(check(sampled(repeat(null, 12), repeat(300, 12)), { max: 200 })[0]).toMatchObject({
      base: null,
      outcome: "broken",
    });
  });

  test("an endpoint without samples keeps no limit; a file that is gone has none to keep", () => {
    expect(check(sampled(repeat(1, 12), repeat(null, 12)), { max: 200 })[0]!.outcome).toBe("no-samples");
    expect(check(bytes(5, null), { max: 200 })).toEqual([]);
  });

  test("a metric that is off has none", () => {
    expect(check(bytes(1, 500), { role: "off", max: 200 })).toEqual([]);
  });
});

describe("limits of a tool's config", () => {
  test("are judged on head, with base beside it", () => {
    expect(checkBudgets({ series: [], comparisons: [], limits: [threshold()] })).toEqual([
      {
        name: "http_req_duration{name:cart} p(95)<200",
        metric: null,
        level: "max",
        operator: "<",
        limit: 200,
        unit: "ms",
        base: 180,
        head: 190,
        outcome: "kept",
        at: null,
      },
    ]);
  });

  const over = (value: number, spread = 0.001) =>
    ({ pooled: { base: 1, head: value }, rounds: { base: [], head: around(value, spread, 12) } }) as const;
  const steady = (value: number) =>
    ({ pooled: { base: 1, head: value }, rounds: { base: [], head: repeat(value, 12) } }) as const;

  test.each([
    ["<", steady(200), "broken"],
    ["<=", steady(200), "kept"],
    ["<=", steady(201), "broken"],
    [">", steady(200), "broken"],
    [">=", steady(200), "kept"],
    [">=", steady(199), "broken"],
    ["==", steady(200), "kept"],
    ["==", over(190), "broken"],
    ["==", over(200.01), "broken-by-estimate"],
    ["!=", steady(200), "broken"],
    ["!=", over(190), "kept"],
    ["<", over(205, 0.1), "broken-by-estimate"],
    [">", over(195, 0.1), "broken-by-estimate"],
  ] as const)("value %s 200", (operator, values, outcome) => {
    expect(outcomeOf(threshold({ operator, ...values }))).toBe(outcome);
  });

  test("hitting a forbidden value by the pool alone is no certainty", () => {
    const spread = { pooled: { base: 1, head: 200 }, rounds: { base: [], head: around(200, 0.1, 12) } };
    expect(outcomeOf(threshold({ operator: "!=", ...spread }))).toBe("broken-by-estimate");
  });

  test("the pooled value decides whether the limit is broken, the rounds only how surely", () => {
    expect(outcomeOf(threshold({ pooled: { base: 1, head: 190 }, rounds: { base: [], head: repeat(300, 12) } }))).toBe(
      "kept",
    );
    expect(outcomeOf(threshold({ pooled: { base: 1, head: 300 }, rounds: { base: [], head: repeat(null, 12) } }))).toBe(
      "broken-by-estimate",
    );
  });

  test("no samples is its own outcome", { tags: ["R25"] }, () => {
    expect(outcomeOf(threshold({ pooled: { base: 1, head: null }, rounds: { base: [], head: [] } }))).toBe(
      "no-samples",
    );
  });
});
