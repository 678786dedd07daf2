import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgePullRequest, type PullRequest, type Replayed, type ReplaySettings } from "../../src/replay/judge.ts";
import type { PastCount, PastMetric } from "../../src/replay/series.ts";
import { around, repeat } from "../compare/make.ts";

const standard: ReplaySettings = { falseAlarms: 0.01, effort: "standard", overrides: [] };

const judge = (metrics: readonly PastMetric[], settings: Partial<ReplaySettings> = {}): Replayed =>
  judgePullRequest({ id: "1", metrics }, { ...standard, ...settings });

/** 30 rounds that scatter by 1 %, head times `factor`. */
function latency(
  factor: number,
  more: Partial<PastMetric & { kind: "sampled" }> = {},
): PastMetric & { kind: "sampled" } {
  const head = around(10, 0.01, 31)
    .slice(1)
    .map((value) => value * factor);
  return { id: "api/latency@a", kind: "sampled", better: "lower", base: around(10, 0.01, 30), head, ...more };
}

const errors = (base: number, head: number, more: Partial<PastMetric & { kind: "rate" }> = {}): PastMetric => ({
  id: "api/errors@a",
  kind: "rate",
  better: "lower",
  base: counts(base),
  head: counts(head),
  ...more,
});

/** Rounds of 1,000 with about so many events. */
const counts = (events: number): PastCount[] =>
  around(events, events > 0 ? 2 / events : 0, 30).map((value) => [Math.round(value), 1000]);

const size = (base: number, head: number, more: Partial<PastMetric & { kind: "exact" }> = {}): PastMetric => ({
  id: "bundle/gzip@total",
  kind: "exact",
  better: "lower",
  base: [base],
  head: [head],
  ...more,
});

test("the answer has the keys that are documented, in their order", () => {
  const answer = judge([latency(1.1)]);
  expect(Object.keys(answer)).toEqual(["id", "verdict", "rounds", "metrics"]);
  expect(Object.keys(answer.metrics[0]!)).toEqual(["id", "change", "p", "estimate", "interval", "round"]);
});

test("what is slower fails at the first look that can show it; what is not passes", () => {
  const slower = judge([latency(1.1)]);
  expect(slower).toMatchObject({
    verdict: "fail",
    rounds: 12,
    metrics: [{ change: "regressed", p: 2 ** -12, round: 12 }],
  });
  expect(slower.metrics[0]!.estimate).toBeCloseTo(0.1, 2);
  expect(slower.metrics[0]!.interval![0]).toBeLessThan(slower.metrics[0]!.estimate!);
  expect(slower.metrics[0]!.interval![1]).toBeGreaterThan(slower.metrics[0]!.estimate!);
  expect(judge([latency(1)])).toMatchObject({
    verdict: "pass",
    rounds: 8,
    metrics: [{ change: "unchanged", round: 8 }],
  });
  expect(judge([latency(0.9)])).toMatchObject({ verdict: "pass", rounds: 12, metrics: [{ change: "improved" }] });
});

describe("which way is worse", () => {
  test("throughput that falls is worse by as much as of base is gone, exact or sampled", () => {
    const [found] = judge([latency(0.9, { better: "higher" })]).metrics;
    expect(found).toMatchObject({ change: "regressed" });
    expect(found!.estimate).toBeCloseTo(0.1, 2);
    expect(judge([latency(1.1, { better: "higher" })]).metrics[0]!.change).toBe("improved");
  });

  test("events of a rate are bad unless better is higher", () => {
    const [more] = judge([errors(10, 30)]).metrics;
    expect(more).toMatchObject({ change: "regressed", round: 12 });
    expect(more!.estimate).toBeCloseTo(2, 0);
    expect(judge([errors(10, 30, { better: "higher" })]).metrics[0]!.change).toBe("improved");
    expect(judge([errors(30, 10, { better: "higher" })]).metrics[0]!).toMatchObject({ change: "regressed" });
    expect(judge([errors(30, 10, { better: "higher" })]).metrics[0]!.estimate).toBeCloseTo(2 / 3, 1);
  });

  test("and so with exact values, which need no round", () => {
    expect(judge([size(1000, 1100)])).toEqual({
      id: "1",
      verdict: "fail",
      rounds: 0,
      metrics: [
        { id: "bundle/gzip@total", change: "regressed", p: null, estimate: 0.1, interval: [0.1, 0.1], round: 0 },
      ],
    });
    const [fewer] = judge([size(1000, 900, { better: "higher" })]).metrics;
    expect(fewer).toMatchObject({ change: "regressed", estimate: 0.1, interval: [0.1, 0.1] });
  });
});

describe("what has no percentage", () => {
  test("no errors on either side is no change; of none there is no share", () => {
    expect(judge([errors(0, 0)])).toMatchObject({ verdict: "pass", metrics: [{ change: "unchanged", estimate: 0 }] });
    expect(judge([errors(0, 20)])).toMatchObject({
      verdict: "fail",
      metrics: [{ change: "regressed", estimate: null, interval: null }],
    });
  });

  test("values of 0 have no ratio, and are judged as differences where the line says so", () => {
    const zeros = { base: repeat(0, 30), head: repeat(0, 30) };
    expect(judge([latency(1, zeros)])).toMatchObject({
      verdict: "inconclusive",
      metrics: [{ p: null, estimate: null }],
    });
    expect(judge([latency(1, { ...zeros, scale: "difference" })])).toMatchObject({ verdict: "pass" });
    const some = around(5, 0.01, 30);
    expect(judge([latency(1, { base: repeat(0, 30), head: some, scale: "difference" })]).verdict).toBe("fail");
    const times = { base: [...some, 0], head: [...some.map((value) => value * 1.1), 0] };
    expect(judge([latency(1, { ...times, scale: "difference" })])).toMatchObject({ verdict: "fail", rounds: 12 });
    const same = { base: [...some, 0], head: [0, ...some].reverse() };
    expect(judge([latency(1, { ...same, scale: "difference" })])).toMatchObject({ verdict: "pass" });
  });
});

describe("settings", () => {
  test("tolerate and detect are shares of base, and do not hold for rates", () => {
    expect(judge([latency(1.1)], { tolerate: 0.2, detect: 0.3 }).verdict).toBe("pass");
    expect(judge([latency(1.015)]).verdict).not.toBe("fail");
    expect(judge([latency(1.015)], { tolerate: 0.01 }).verdict).toBe("fail");
    const difference = latency(1.1, { scale: "difference" });
    expect(judge([difference]).verdict).toBe("fail");
    expect(judge([difference], { tolerate: 0.2, detect: 0.3 }).verdict).toBe("pass");
    expect(judge([size(1000, 1100)], { tolerate: 0.2 }).verdict).toBe("pass");
    expect(judge([errors(10, 30)], { tolerate: 10, detect: 10 }).verdict).toBe("fail");
  });

  test("the absolute part of tolerate applies where the line says the unit", () => {
    expect(judge([size(1000, 1100)]).verdict).toBe("fail");
    expect(judge([size(1000, 1100, { unit: "bytes" })]).verdict).toBe("pass");
    const fast = { base: around(0.5, 0.01, 30), head: around(0.55, 0.01, 30) };
    expect(judge([latency(1, fast)]).verdict).toBe("fail");
    expect(judge([latency(1, { ...fast, unit: "ms" })]).verdict).toBe("pass");
  });

  test("effort says how many rounds are used; later ones change nothing", () => {
    const noisy = latency(1, { base: around(10, 0.1, 100), head: around(10.2, 0.1, 103).slice(3) });
    for (const [effort, last] of [
      ["quick", 20],
      ["standard", 30],
      ["thorough", 60],
    ] as const) {
      const all = judge([noisy], { effort, falseAlarms: 1e-9 });
      const cut = { ...noisy, base: noisy.base.slice(0, last), head: noisy.head.slice(0, last) };
      expect(all.rounds).toBeLessThanOrEqual(last);
      expect(judge([cut], { effort, falseAlarms: 1e-9 })).toEqual(all);
    }
  });

  test("fewer rounds than the first look are inconclusive, with an estimate", () => {
    const { base, head } = latency(1.5);
    const [found] = judge([latency(1, { base: base.slice(0, 7), head: head.slice(0, 7) })]).metrics;
    expect(found).toMatchObject({ change: "inconclusive", round: 7 });
    expect(found!.estimate).toBeCloseTo(0.5, 1);
  });

  test("fewer false alarms need more rounds", () => {
    expect(judge([latency(1.1)], { falseAlarms: 0.0001 }).rounds).toBeGreaterThan(12);
  });

  test("a config's overrides: watched does not gate, off is not shown, and options go before them", () => {
    const slower = latency(1.1);
    const watched = judge([slower, size(1, 1)], { overrides: [{ glob: "api/*", role: "watch" }] });
    expect(watched).toMatchObject({ verdict: "pass", metrics: [{ change: "regressed" }, { change: "unchanged" }] });
    const off = judge([slower, size(1, 1)], { overrides: [{ glob: "api/*", role: "off" }] });
    expect(off.metrics.map(({ id }) => id)).toEqual(["bundle/gzip@total"]);
    const lenient = { overrides: [{ glob: "*", tolerate: { relative: 0.2 }, detect: 0.3 }] };
    expect(judge([slower], lenient).verdict).toBe("pass");
    expect(judge([slower], { ...lenient, tolerate: 0.02, detect: 0.05 }).verdict).toBe("fail");
    expect(judge([slower], { overrides: [{ glob: "*", better: "higher" }] }).metrics[0]!.change).toBe("improved");
  });
});

/** Several metrics of several collectors, quiet to wild, some really changed. */
const pullRequests = fc
  .record({
    rounds: fc.integer({ min: 8, max: 32 }),
    effects: fc.array(fc.constantFrom(0.9, 1, 1, 1.03, 1.06, 1.2), { minLength: 1, maxLength: 5 }),
  })
  .chain(({ rounds, effects }) => {
    const values = fc.array(fc.integer({ min: 9_700, max: 10_300 }), { minLength: rounds, maxLength: rounds });
    return fc.tuple(
      ...effects.map((effect, i) =>
        fc.record({ base: values, head: values }).map(
          ({ base, head }): PastMetric => ({
            id: `tool${i % 2}/latency@${i}`,
            kind: "sampled",
            better: "lower",
            base,
            head: head.map((value) => value * effect),
          }),
        ),
      ),
    );
  });

const plain = ({ metrics, ...rest }: Replayed) => ({
  ...rest,
  metrics: [...metrics].sort((a, b) => (a.id < b.id ? -1 : 1)),
});

describe("whatever the values", () => {
  test("the order of metrics changes nothing", () => {
    fc.assert(
      fc.property(pullRequests, (metrics) => {
        expect(plain(judge([...metrics].reverse()))).toEqual(plain(judge(metrics)));
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  test("scaling both sides by a power of two changes nothing", () => {
    const scaled = (metric: PastMetric): PastMetric =>
      metric.kind === "rate"
        ? metric
        : { ...metric, base: metric.base.map((v) => v * 1024), head: metric.head.map((v) => v * 1024) };
    fc.assert(
      fc.property(pullRequests, (metrics) => {
        const before = judge(metrics);
        const after = judge(metrics.map(scaled));
        expect(after.metrics.map(({ change, round }) => [change, round])).toEqual(
          before.metrics.map(({ change, round }) => [change, round]),
        );
        expect([after.verdict, after.rounds]).toEqual([before.verdict, before.rounds]);
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  test("swapping the sides of one metric mirrors its change and its estimate", () => {
    fc.assert(
      fc.property(pullRequests, ([metric]) => {
        if (metric?.kind !== "sampled") throw new Error("sampled metrics only");
        const [found] = judge([metric]).metrics;
        const [swapped] = judge([{ ...metric, base: metric.head, head: metric.base }]).metrics;
        // Likely worse is not called unchanged, while likely better may be: then one of the two goes on.
        if (found!.round !== swapped!.round) return;
        expect(Math.log1p(swapped!.estimate!)).toBeCloseTo(-Math.log1p(found!.estimate!), 12);
        if (found!.change === "regressed") expect(swapped!.change).toBe("improved");
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  test("identical sides pass", () => {
    fc.assert(
      fc.property(pullRequests, (metrics) => {
        const same = metrics.map((metric) => ({ ...metric, head: metric.base }) as PastMetric);
        const answer = judge(same);
        expect(answer).toMatchObject({ verdict: "pass", rounds: 8 });
        for (const { estimate, interval } of answer.metrics) expect([estimate, ...interval!]).toEqual([0, 0, 0]);
      }),
      { numRuns: 50, seed: 1 },
    );
  });
});

test("ten thousand rounds, extreme sizes and single values are judged without a fault", () => {
  const extreme: PullRequest["metrics"] = [
    latency(1, { id: "a", base: repeat(1e100, 30), head: repeat(5e-324, 30) }),
    latency(1, { id: "b", base: repeat(-1e100, 30), head: repeat(1e100, 30), scale: "difference" }),
    latency(1, { id: "c", base: [1], head: [2] }),
    latency(1, { id: "d", base: around(10, 0.01, 10_000), head: around(10, 0.01, 10_000) }),
    errors(0, 0, { id: "e", base: repeat([0, 0], 30), head: repeat([0, 0], 30) }),
  ];
  for (const role of ["gate", "watch"] as const) {
    const answer = judge(extreme, { overrides: [{ glob: "*", role }] });
    expect(answer.metrics.map(({ change }) => change)).toEqual([
      "improved",
      "regressed",
      "inconclusive",
      "unchanged",
      "inconclusive",
    ]);
  }
});
