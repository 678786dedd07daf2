import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { looksWithin, SCHEDULES, weighLooks } from "../../src/compare/looks.ts";
import type { LoadedConfig } from "../../src/config/load.ts";
import type { Config } from "../../src/config/schema.ts";
import type { Opened } from "../../src/measure/collector.ts";
import type { Metric } from "../../src/model/metric.ts";
import type { Ended, Look, Plan } from "../../src/model/plan.ts";
import type { Series } from "../../src/model/series.ts";
import { appendRounds, attemptsOf, continueFrom, questionOf, reuse } from "../../src/pipeline/attempts.ts";
import type { Sides } from "../../src/pipeline/sides.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";
import { roundsSchema, type StoredRounds } from "../../src/stored/rounds.ts";
import { createConfig, type Overrides } from "../helpers/config.ts";

describe("the question", () => {
  const info = { side: "base", ref: "x", commit: null, subject: null } as const;
  const commit = (sha: string) => ({ sha, info, how: "" });
  /** Commits b and h, whose trees are as named; null: this clone does not have it. */
  const sides = (base: string | null, head: string | null): Sides => {
    const trees: Readonly<Record<string, string | null>> = { "b^{tree}": base, "h^{tree}": head };
    const git = { root: "/", run: () => Promise.reject(), attempt: async ([, rev]: readonly string[]) => trees[rev!]! };
    return { info: { base: info, head: info }, notices: [], source: { git, base: commit("b"), head: commit("h") } };
  };
  const loaded = (over: Overrides<Config> = {}): LoadedConfig => ({
    config: createConfig(over),
    file: "weighbridge.yml",
    text: "",
    fault: () => new Error() as never,
  });
  const ask = (base: string, head: string, over: Overrides<Config> = {}, mode = "auto") =>
    questionOf(sides(base, head), loaded(over), mode);

  test("is the same for the same trees and config, whoever asks, and however long it may be measured", async () => {
    const first = await ask("1", "2");
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    for (const gate of [
      { enforce: false },
      { onInconclusive: "fail" },
      { maxMinutes: 60 },
      { effort: "thorough" },
      { all: true },
    ] as const) {
      expect(await ask("1", "2", { gate })).toBe(first);
    }
  });

  test("is another for another tree on either side, another config, another mode", async () => {
    const questions = await Promise.all([
      ask("1", "2"),
      ask("1", "3"),
      ask("3", "2"),
      ask("2", "1"),
      ask("1", "2", { gate: { falseAlarms: 0.05 } }),
      ask("1", "2", { gate: { ignore: [] } }),
      ask("1", "2", { gate: { id: "other" } }),
      ask("1", "2", { k6: { scripts: ["perf/other.js"] } }),
      ask("1", "2", { metrics: [{ glob: "k6/*", role: "watch" }] as never }),
      ask("1", "2", {}, "paired"),
    ]);
    expect(new Set(questions).size).toBe(questions.length);
  });

  test("is none where a side has no tree that is known here, or only one is measured", async () => {
    const { source, ...rest } = sides("1", "2");
    expect(await questionOf({ ...rest, source: null }, loaded(), "auto")).toBeNull();
    expect(await questionOf({ ...rest, source: { ...source!, base: null } }, loaded(), "auto")).toBeNull();
    expect(await questionOf(sides(null, "2"), loaded(), "auto")).toBeNull();
    expect(await questionOf(sides("1", null), loaded(), "auto")).toBeNull();
  });
});

const metric = (id: string, over: Partial<Metric> = {}): Metric => ({
  id,
  unit: "ms",
  better: "lower",
  kind: "sampled",
  scale: "ratio",
  role: "gate",
  tolerate: { relative: 0.02, absolute: 0.1 },
  detect: 0.05,
  ...over,
});

/** Rounds of a metric, head `by` of base, give or take a part that repeats. */
const sampled = (id: string, rounds: number, by: number, noise = 0.01): Series => ({
  kind: "sampled",
  metric: metric(id),
  base: new Array(rounds).fill(10),
  head: Array.from({ length: rounds }, (_, i) => 10 * by * (1 + noise * (((i * 7) % 5) - 2))),
});

const size = (id: string, base: number, head: number): Series => ({
  kind: "exact",
  metric: metric(id, { kind: "exact", unit: "bytes" }),
  base,
  head,
});

const kept = (collector: string, count: number): StoredRounds["rounds"] =>
  Array.from({ length: count }, (_, index) => ({
    index,
    collector,
    sides: { a: "base", b: "head" },
    order: ["base", "head"],
    seconds: 1,
    readings: { calibration: 20, steal: null },
    discarded: null,
  }));

function planOf(collector: string, looks: readonly Look[], ended: Ended = "spent", from = 0): Plan {
  return { family: 1, all: false, collectors: [{ collector, looks, from, ended, unfit: null }] };
}

const all = (share = 0.9) => weighLooks({ looks: SCHEDULES.standard, family: 1, falseAlarms: 0.01, share });

function roundsOf(over: Partial<StoredRounds> = {}): StoredRounds {
  const stored: StoredRounds = {
    schema: 1,
    kind: "rounds",
    gate: "default",
    weighed: { kind: "compared" },
    base: { side: "base", ref: "main", commit: "b", subject: null },
    head: { side: "head", ref: "HEAD", commit: "h", subject: null },
    environment: { cpu: "x", cores: 2, memoryBytes: 1, os: "Linux", tools: { k6: "2.2.0" } },
    job: { run: "123", attempt: 1, event: "pull_request" },
    conditions: { k6: "same" },
    baseline: null,
    falseAlarms: 0.01,
    enforce: true,
    onInconclusive: "warn",
    mode: "auto",
    plan: planOf("k6", all()),
    seed: 1,
    question: "q",
    attempts: [],
    rounds: kept("k6", 30),
    series: [sampled("k6/latency-tm95@a", 30, 1)],
    limits: [],
    overrides: [],
    measuredBy: [],
    notWeighed: [],
    notices: [],
    seconds: { install: 0, build: 0, measure: 1, total: 1 },
    finished: "2026-01-31T12:00:00.000Z",
    version: "0.1.0",
    ...over,
  };
  return roundsSchema.parse(stored);
}

/** Between tolerated and not: 30 rounds of this leave it open. */
const open = roundsOf({ series: [sampled("k6/latency-tm95@a", 30, 1.03, 0.05)] });
const slower = roundsOf({ series: [sampled("k6/latency-tm95@a", 30, 1.2)] });

describe("a verdict that was reached", () => {
  const now = {
    base: { ...open.base, commit: "b2" },
    head: { ...open.head, commit: "h2", ref: "queue" },
    job: { run: "124", attempt: 1, event: "merge_group" },
    enforce: true,
    onInconclusive: "warn",
  } as const;

  test.each([
    ["pass", roundsOf()],
    ["fail", slower],
  ] as const)("stands: %s, for these commits and this job, and is told as theirs", (kind, earlier) => {
    const { rounds, verdict } = reuse(earlier, now)!;
    expect(verdict).toMatchObject({ verdict: kind, reused: true, base: now.base, head: now.head });
    expect(verdict.comparisons).toEqual(judgeRounds(earlier).comparisons);
    expect(verdict.attempts).toEqual([
      { job: earlier.job, verdict: kind, seed: earlier.seed, finished: earlier.finished },
    ]);
    expect(roundsSchema.parse(rounds)).toMatchObject({ ...now, seed: earlier.seed, finished: earlier.finished });
  });

  test("blocks by the policy of who asks", () => {
    expect(reuse(slower, now)!.verdict.blocks).toBe(true);
    expect(reuse(slower, { ...now, enforce: false })!.verdict.blocks).toBe(false);
  });

  test("reused again, it is still of the job that measured", () => {
    const once = reuse(slower, now)!.rounds;
    const twice = reuse(once, { ...now, job: { ...now.job, attempt: 2 } })!;
    expect(twice.verdict.attempts.map(({ job }) => job)).toEqual([slower.job]);
  });

  test("one that was left open does not stand", () => {
    expect(judgeRounds(open).verdict).toBe("inconclusive");
    expect(reuse(open, now)).toBeNull();
  });
});

describe("going on", () => {
  function opened(id: string, conditions = "same", tools: Readonly<Record<string, string>> = { k6: "2.2.0" }): Opened {
    const plan = { lines: [], secondsPerRound: 1, usualNoise: 0.01, startsPerRound: 1, tools, conditions };
    return { id, session: { plan } as unknown as Opened["session"] };
  }
  const k6 = opened("k6");
  const share = (earlier: StoredRounds, one = k6) => continueFrom(earlier, [one]).left(one.id).share;

  test("a first attempt may spend 90 %, whether nothing is known or nothing was decided by rounds", () => {
    for (const earlier of [null, roundsOf({ plan: null })])
      expect(continueFrom(earlier, [k6]).left("k6")).toEqual({ taken: [], kept: 0, share: 0.9, isSettled: false });
  });

  test("what was not spent is for later ones: half of it each time; rounds and looks taken count", () => {
    const { left, plan, tries } = continueFrom(open, [k6]);
    expect(left("k6")).toMatchObject({ kept: 30, taken: all(), isSettled: false });
    expect([plan, tries]).toEqual([open.plan, open.rounds]);
    expect(left("k6").share).toBeCloseTo((1 - 0.9) / 2, 12);
    // Ended after the look at 16: those at 20, 25 and 30 were not taken.
    const early = roundsOf({
      plan: planOf("k6", all(), "futile"),
      rounds: kept("k6", 16),
      series: [sampled("k6/latency-tm95@a", 16, 1.03, 0.05)],
    });
    const spent = all().reduce((sum, { rounds, weight }) => sum + (rounds <= 16 ? weight : 0), 0);
    expect(spent).toBeGreaterThan(0.1);
    expect(share(early)).toBeCloseTo((1 - spent) / 2, 12);
  });

  test("redone rounds are no rounds, and another collector's are not its own", () => {
    const redone = { ...kept("k6", 1)[0]!, index: 30, discarded: "dropped" };
    const earlier = roundsOf({ rounds: [...open.rounds, redone, ...kept("lighthouse", 3)] });
    expect(continueFrom(earlier, [k6]).left("k6").kept).toBe(30);
  });

  test("a collector that was settled is not measured again; one that was not there starts afresh", () => {
    const { left } = continueFrom(roundsOf({ plan: planOf("k6", all(), "settled") }), [k6]);
    expect(left("k6").isSettled).toBe(true);
    expect(left("lighthouse")).toEqual({ taken: [], kept: 0, share: 0.9, isSettled: false });
    for (const ended of ["futile", "spent", "time", "certain", "unfit"] as const)
      expect(continueFrom(roundsOf({ plan: planOf("k6", all(), ended) }), [k6]).left("k6").isSettled).toBe(false);
  });

  test.each([
    ["another version of a tool", opened("k6", "same", { k6: "2.3.0" })],
    ["a tool that was not there", opened("k6", "same", { k6: "2.2.0", chrome: "149" })],
    ["other conditions", opened("k6", "other")],
  ])("%s: no round counts, but the error that was spent does", (_, changed) => {
    const { left, plan, tries, series, notices } = continueFrom(open, [changed]);
    expect(left("k6")).toMatchObject({ taken: [], kept: 0, isSettled: false });
    expect(left("k6").share).toBeCloseTo(0.05, 12);
    const now = [sampled("k6/latency-tm95@a", 3, 1)];
    expect([plan, tries, series(now, () => 3)]).toEqual([null, [], now]);
    expect(notices).toEqual([expect.stringMatching(/do not count here, as k6 measures otherwise/)]);
  });

  /** An attempt at this share after `earlier`, whose rounds count or not; it ends after `rounds` more. */
  function attempt(earlier: StoredRounds | null, rounds: number, changed: boolean): StoredRounds {
    const one = opened("k6", changed ? `changed ${earlier?.seed}` : (earlier?.conditions.k6 ?? "same"));
    const { kept: before, taken, share } = continueFrom(earlier, [one]).left("k6");
    const looks = weighLooks({
      looks: looksWithin("standard", rounds).map((more) => before + more),
      family: 1,
      falseAlarms: 0.01,
      share,
    });
    return roundsOf({
      seed: (earlier?.seed ?? 0) + 1,
      attempts: earlier === null ? [] : attemptsOf(earlier),
      conditions: { k6: one.session.plan.conditions },
      plan: planOf("k6", [...taken, ...looks], "spent", before),
      rounds: kept("k6", before + rounds),
      series: [sampled("k6/latency-tm95@a", before + rounds, 1.03, 0.05)],
    });
  }

  /** What the looks after the rounds before it spent. */
  function spentBy({ plan, rounds }: StoredRounds): number {
    const [{ looks, from }] = plan!.collectors as [Plan["collectors"][number]];
    return looks.reduce((sum, look) => sum + (look.rounds > from && look.rounds <= rounds.length ? look.weight : 0), 0);
  }

  test("whatever ends attempts, and whether their rounds count or not, all together spend no more than the error", () => {
    const step = fc.record({ rounds: fc.integer({ min: 1, max: 30 }), changed: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { minLength: 3, maxLength: 6 }), (steps) => {
        let last: StoredRounds | null = null;
        let spent = 0;
        for (const { rounds, changed } of steps) {
          last = attempt(last, rounds, changed);
          spent += spentBy(last);
        }
        expect(spent).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  test("three whole attempts spend 90, 5 and 2.5 %, and list each other", () => {
    for (const changed of [false, true]) {
      const first = attempt(null, 30, false);
      const second = attempt(first, 30, changed);
      const third = attempt(second, 30, changed);
      const shares = [first, second, third].map(spentBy);
      for (const [i, share] of [0.9, 0.05, 0.025].entries()) expect(shares[i]).toBeCloseTo(share, 12);
      expect(third.attempts.map(({ seed }) => seed)).toEqual([1, 2]);
      expect(judgeRounds(third).attempts).toEqual(third.attempts);
    }
  });

  test("a tool's own limits hold by the last attempt that had samples for them", () => {
    const limit = (name: string, head: number | null): StoredRounds["limits"][number] => ({
      name,
      level: "max",
      judged: "interval",
      operator: "<",
      limit: 200,
      unit: "ms",
      pooled: { base: null, head },
      rounds: { base: [null], head: [head] },
    });
    const earlier = roundsOf({ limits: [limit("settled", 150), limit("again", 150), limit("gone", 150)] });
    const { limits } = continueFrom(earlier, [k6]);
    const now = [limit("settled", null), limit("again", 160), limit("never", null)];
    const heads = Object.fromEntries(limits(now).map(({ name, pooled }) => [name, pooled.head]));
    expect(heads).toEqual({ settled: 150, again: 160, gone: 150, never: null });
    expect(continueFrom(null, [k6]).limits(now)).toBe(now);
  });
});

describe("rounds after rounds", () => {
  const join = (before: readonly Series[], now: readonly Series[], counts = { before: 2, now: 3 }) =>
    new Map(appendRounds(before, now, () => counts).map((one) => [one.metric.id, one]));
  const rate = (id: string, events: readonly (number | null)[]): Series => {
    const side = events.map((count) => (count === null ? null : { events: count, total: 100 }));
    return { kind: "rate", metric: metric(id, { kind: "rate", unit: "fraction" }), base: side, head: side };
  };

  test("each metric has an entry a round, in order; new ones begin with none and lost ones end with none", () => {
    const joined = join(
      [sampled("k6/a@x", 2, 1), sampled("k6/lost@x", 2, 1), rate("k6/e@x", [1, null])],
      [sampled("k6/a@x", 3, 2), sampled("k6/new@x", 3, 2), rate("k6/e@x", [null, 2, 3])],
    );
    expect(joined.get("k6/a@x")).toMatchObject({ base: [10, 10, 10, 10, 10] });
    expect(joined.get("k6/a@x")!.head).toEqual([
      ...(sampled("k6/a@x", 2, 1).head as readonly number[]),
      ...(sampled("k6/a@x", 3, 2).head as readonly number[]),
    ]);
    expect(joined.get("k6/new@x")!.base).toEqual([null, null, 10, 10, 10]);
    expect(joined.get("k6/lost@x")!.base).toEqual([10, 10, null, null, null]);
    const count = (events: number) => ({ events, total: 100 });
    expect(joined.get("k6/e@x")!.head).toEqual([count(1), null, null, count(2), count(3)]);
  });

  test("by each collector's own rounds; what was not measured again is as it was", () => {
    const before = [sampled("k6/a@x", 2, 1), sampled("lighthouse/lcp@/", 4, 1)];
    const counts = { k6: { before: 2, now: 1 }, lighthouse: { before: 4, now: 0 } };
    const joined = appendRounds(before, [sampled("k6/a@x", 1, 1)], (id) => counts[id as keyof typeof counts]);
    expect(joined.map(({ base }) => (base as readonly unknown[]).length)).toEqual([3, 4]);
    expect(joined[1]).toEqual(before[1]);
  });

  test("a metric keeps the meaning that it had first", () => {
    const watched = { ...sampled("k6/a@x", 3, 1), metric: metric("k6/a@x", { role: "watch" }) } as Series;
    expect(join([sampled("k6/a@x", 2, 1)], [watched]).get("k6/a@x")!.metric.role).toBe("gate");
  });

  test("one that turned out to be of another kind begins anew", () => {
    expect(
      join([size("lighthouse/bytes@/", 1, 1)], [sampled("lighthouse/bytes@/", 3, 1)]).get("lighthouse/bytes@/"),
    ).toMatchObject({ kind: "sampled", base: [null, null, 10, 10, 10] });
    expect(join([sampled("k6/e@x", 2, 1)], [rate("k6/e@x", [1, 2, 3])]).get("k6/e@x")).toMatchObject({
      kind: "rate",
      base: [null, null, { events: 1 }, { events: 2 }, { events: 3 }],
    });
  });

  test("exact ones are as they are now, or as they were where no round was measured again", () => {
    const before = [size("bundle/gzip@a", 1, 1), size("lighthouse/bytes@/", 5, 6)];
    const now = [size("bundle/gzip@b", 2, 2)];
    expect([...join(before, now, { before: 4, now: 0 }).keys()]).toEqual([
      "bundle/gzip@b",
      "bundle/gzip@a",
      "lighthouse/bytes@/",
    ]);
    expect([...join(before, now, { before: 0, now: 0 }).keys()]).toEqual(["bundle/gzip@b"]);
    expect([...join(before, now, { before: 4, now: 1 }).keys()]).toEqual(["bundle/gzip@b"]);
    expect(join(before, [size("bundle/gzip@a", 1, 3)], { before: 0, now: 0 }).get("bundle/gzip@a")!.head).toBe(3);
  });
});
