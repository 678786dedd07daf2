import { describe, expect, test } from "vitest";
import type { Metric } from "../../src/model/metric.ts";
import { judgeRounds, judgeUnmeasured } from "../../src/pipeline/verdict.ts";
import type { StoredRounds } from "../../src/stored/rounds.ts";

const about = {
  base: { side: "base", ref: "main", commit: null, subject: null },
  head: { side: "head", ref: "HEAD", commit: null, subject: null },
  environment: { cpu: "x", cores: 2, memoryBytes: 1, os: "Linux", tools: {} },
  falseAlarms: 0.01,
  enforce: true,
  onInconclusive: "warn",
  notices: [],
  seconds: { install: 0, build: 0, measure: 1, total: 1 },
  finished: "2026-01-01T00:00:00.000Z",
  version: "0.0.0",
} as const;

const metric = (id: string, rest: Partial<Metric> = {}): Metric => ({
  id,
  unit: "ms",
  better: "lower",
  kind: "sampled",
  scale: "ratio",
  role: "gate",
  tolerate: { relative: 0.02, absolute: 0.1 },
  detect: 0.05,
  ...rest,
});

const rounds = (overrides: Partial<StoredRounds>): StoredRounds => ({
  schema: 1,
  kind: "rounds",
  gate: "default",
  weighed: { kind: "compared" },
  job: { run: "17283", attempt: 1, event: null },
  conditions: {},
  ...about,
  planned: 12,
  seed: 1,
  rounds: [],
  series: [],
  limits: [],
  overrides: [],
  measuredBy: [],
  notWeighed: [],
  ...overrides,
});

/** Twelve rounds around a value, with a little noise that repeats. */
const around = (value: number) => Array.from({ length: 12 }, (_, i) => value * (1 + ((i * 7) % 5) / 1000));
const nothing = Array.from({ length: 12 }, () => null);
const p99 = {
  kind: "sampled",
  metric: metric("k6/latency-p99@x", { role: "watch" }),
  base: nothing,
  head: nothing,
} as const;
const slower = { kind: "sampled", metric: metric("k6/latency-tm95@x"), base: around(10), head: around(12) } as const;

describe("judgeRounds", () => {
  test("judges what was measured, by the rules that were in force", () => {
    expect(judgeRounds(rounds({ series: [slower] }))).toMatchObject({
      verdict: "fail",
      blocks: true,
      rung: "paired",
      family: 1,
    });
    const tolerant = [{ glob: "k6/*", tolerate: { relative: 0.3 }, detect: 0.3 }];
    expect(judgeRounds(rounds({ series: [slower], overrides: tolerant })).verdict).toBe("pass");
  });

  test("a watched statistic without samples is not weighed; a gating one is never passed for want of them", () => {
    const watched = judgeRounds(rounds({ series: [p99] }));
    expect(watched).toMatchObject({ verdict: "pass", comparisons: [] });
    expect(watched.notWeighed).toEqual(["k6/latency-p99@x: too few samples a round."]);
    const gated = judgeRounds(rounds({ series: [p99], overrides: [{ glob: "k6/latency-p99@*", role: "gate" }] }));
    expect(gated).toMatchObject({ verdict: "inconclusive", notWeighed: [] });
    const limited = judgeRounds(rounds({ series: [p99], overrides: [{ glob: "k6/latency-p99@*", max: 200 }] }));
    expect(limited.verdict).toBe("inconclusive");
  });

  test("globs that match nothing are named; the rung says what answered", () => {
    const unmatched = judgeRounds(rounds({ overrides: [{ glob: "k6/latencyy@*", role: "gate" }] }));
    expect(unmatched.notices).toEqual(['metrics: "k6/latencyy@*" matches no metric that was measured.']);
    const bytes = {
      kind: "exact",
      metric: metric("bundle/gzip@a", { kind: "exact", unit: "bytes" }),
      base: 1,
      head: 1,
    } as const;
    expect(judgeRounds(rounds({ series: [bytes] })).rung).toBe("exact");
    expect(judgeRounds(rounds({ weighed: { kind: "no-base", why: "base: build failed" } }))).toMatchObject({
      rung: "budgets",
      verdict: "inconclusive",
    });
  });
});

test("judgeUnmeasured: the same bytes pass, what could not be measured is an error and never blocks as a regression", () => {
  const same = judgeUnmeasured({ ...about, weighed: { kind: "same-bytes", why: "Only docs changed." } });
  expect(same).toMatchObject({ verdict: "pass", rung: "same-bytes", blocks: false });
  const broken = judgeUnmeasured({ ...about, weighed: { kind: "could-not-measure", why: "head: build failed" } });
  expect(broken).toMatchObject({ verdict: "error", blocks: false });
});
