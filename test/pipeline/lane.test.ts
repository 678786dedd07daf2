/** Metrics of watchers: their rounds are those of the lane "inside", whatever their ids say. */
import { describe, expect, test } from "vitest";
import { SCHEDULES } from "../../src/compare/looks.ts";
import { CONTROL, type Metric } from "../../src/model/metric.ts";
import type { ExactSeries, SampledSeries, Series } from "../../src/model/series.ts";
import { besideMeasured, type PlacedBaseline } from "../../src/pipeline/baseline.ts";
import { continueFrom, NOTHING_BEFORE } from "../../src/pipeline/continue.ts";
import { createDecider } from "../../src/pipeline/decide.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";
import { roundsSchema } from "../../src/stored/rounds.ts";
import type { Snapshot } from "../../src/stored/snapshot.ts";
import { job } from "../baseline/make.ts";
import { kept, metric, open, planOf, roundsOf, sampled, size } from "./rounds-of.ts";
import { opened, runJob } from "./run-job.ts";

const CPU = "resources/cpu@target";
const QUERIES = "postgres/queries@shop: GET /cart";
const LATENCY = "k6/latency-tm95@a";

function inside<One extends Series>(one: One, over: Partial<Metric> = {}): One {
  return { ...one, metric: { ...one.metric, lane: "inside", ...over } };
}

const cpu = (rounds: number, by = 1, noise = 0.01) => inside(sampled(CPU, rounds, by, noise) as SampledSeries);
const latency = (rounds: number, by = 1, noise = 0.01) => sampled(LATENCY, rounds, by, noise) as SampledSeries;
const queries = (base: number | null, head: number | null): ExactSeries => ({
  ...(inside(size(QUERIES, 0, 0)) as ExactSeries),
  base,
  head,
});

/** What is asked of k6's rounds and those inside, as far as they have come. */
function asking(kinds: { readonly k6?: readonly number[]; readonly inside?: readonly number[] } = {}) {
  const all = SCHEDULES.standard;
  const lanes = [
    { collector: "k6", looks: kinds.k6 ?? all, left: NOTHING_BEFORE, limit: Number.POSITIVE_INFINITY },
    { collector: "inside", looks: kinds.inside ?? all, left: NOTHING_BEFORE, limit: Number.POSITIVE_INFINITY },
  ];
  const decider = createDecider({
    lanes,
    overrides: [],
    falseAlarms: 0.01,
    accept: [],
    all: false,
    fixed: false,
    earlier: null,
    familyOf: (series) => series.filter((one) => one.kind !== "exact" && one.metric.role === "gate").length,
    beside: async () => null,
  });
  const ask = async (series: readonly Series[], k6: number, own: number) =>
    Object.fromEntries(
      await decider.ask(
        series,
        new Map([
          ["k6", k6],
          ["inside", own],
        ]),
      ),
    );
  const planned = (series: readonly Series[]) => decider.planAfter(series, new Map());
  return { ask, planned, notices: decider.notices };
}

describe("deciding", () => {
  test("goes by a metric's lane: each has its rounds, its looks and its part of the error", async () => {
    const { ask, planned } = asking();
    const series = (k6: number, own: number) => [latency(k6, 1.02, 0.03), cpu(own), queries(2, 2)];
    expect(await ask(series(8, 7), 8, 7)).toEqual({});
    expect(await ask(series(8, 8), 8, 8)).toEqual({ inside: "settled" });
    expect(planned(series(8, 8))).toMatchObject({
      family: 2,
      collectors: [
        { collector: "k6", part: 0.5 },
        { collector: "inside", part: 0.5 },
      ],
    });
  });

  test("finds what has regressed in it, and then all is certain", async () => {
    const { ask } = asking();
    expect(await ask([latency(12, 1.02, 0.03), cpu(12, 1.1)], 12, 12)).toEqual({
      k6: "certain",
      inside: "certain",
    });
  });

  test.each([
    ["what is counted exactly gates", [queries(2, 2)], "settled"],
    ["what is counted exactly has risen", [queries(2, 9)], "settled"],
    ["head has none of it", [queries(2, null)], "futile"],
    ["all is watched", [{ ...cpu(8), metric: { ...cpu(8).metric, role: "watch" as const } }], "settled"],
  ])("ends at the first look where %s", async (_, own, ended) => {
    const { ask, notices } = asking();
    expect(await ask([latency(8, 1.02, 0.03), ...own], 8, 8)).toEqual({ inside: ended });
    expect(notices()).toEqual([]);
  });

  test("of the first look alone says nothing of slowdowns that it could not show, as none of its metrics could", async () => {
    const { ask, notices } = asking({ inside: [8] });
    const others = ["a", "b", "c", "d", "e", "f"].map((name) => sampled(`k6/latency-tm95@${name}`, 8, 1.02, 0.03));
    await ask([...others, queries(2, 2)], 8, 8);
    expect(notices()).toEqual([]);
    const gating = asking({ inside: [8] });
    await gating.ask([...others, cpu(8, 1.02, 0.03)], 8, 8);
    expect(gating.notices()).toEqual([expect.stringContaining("to show any slowdown of 7 gating metrics")]);
  });
});

describe("a further attempt", () => {
  const attempt = (earlier: Parameters<typeof runJob>[0]["earlier"], values: readonly SampledSeries[]) =>
    runJob({ earlier, looks: [8, 12], values });

  test("goes on with the rounds inside where what gates in them is open, and not with those that are settled", async () => {
    const values = [latency(12), cpu(12, 1.025, 0.02)];
    const first = await attempt(null, values);
    expect(judgeRounds(first.rounds).verdict).toBe("inconclusive");
    const before = continueFrom({ earlier: first.rounds, lost: 0 }, [opened("k6"), opened("inside")]);
    expect(before.left("inside")).toMatchObject({ kept: 12, isSettled: false });
    expect(before.left("k6")).toMatchObject({ isSettled: true });
    const second = await attempt(first.rounds, values);
    const lengths = second.rounds.series.map((one) => one.kind !== "exact" && one.base.length);
    expect(lengths).toEqual([8, 24]);
    expect(first.spent + second.spent).toBeLessThanOrEqual(1);
  });

  test("begins anew where a watcher looks otherwise than before", () => {
    const earlier = roundsOf({
      conditions: { inside: "same", resources: "by /proc" },
      plan: planOf("inside", open.plan!.collectors[0]!.looks),
      rounds: kept("inside", 30),
      series: [cpu(30, 1.02, 0.03)],
    });
    const now = (conditions: string) =>
      continueFrom({ earlier, lost: 0 }, [{ ...opened("inside"), also: [{ id: "resources", tools: {}, conditions }] }]);
    expect(now("by /proc").left("inside").kept).toBe(30);
    const anew = now("by cgroup");
    expect(anew.left("inside").kept).toBe(0);
    expect(anew.notices).toEqual([expect.stringContaining("resources measures otherwise now")]);
  });
});

describe("stored jobs", () => {
  const exact = queries(2, 2).metric;
  const rows = [
    { metric: { ...metric(CPU), lane: "inside" }, values: [3, 3] },
    { metric: exact, values: [2] },
  ];
  const conditions = { inside: "i", resources: "r", postgres: "p" };
  const stored = (over: Partial<Snapshot> = {}) => job({ over: { metrics: rows, conditions, ...over } });
  const beside = (snapshots: readonly Snapshot[]) => {
    const placed: PlacedBaseline = {
      chosen: { snapshot: snapshots.at(-1)!, how: "ancestor", distance: 1 },
      snapshots,
    };
    const known = { series: [cpu(8), queries(2, 2)], conditions, tools: { inside: {}, resources: {}, postgres: {} } };
    return besideMeasured(placed, known, stored().environment)!;
  };

  test("are set beside a watcher's metrics where that watcher looked as it does now", () => {
    const other = stored({ conditions: { ...conditions, postgres: "other" } });
    const baseline = beside([stored(), other, stored()]);
    expect(baseline.histories.map(({ values }) => values)).toEqual([
      [3, 3, 3],
      [2, 2],
    ]);
    expect(baseline.exact).toEqual([{ metric: exact, value: 2 }]);
    expect(baseline.leftOut).toEqual([{ jobs: 1, why: expect.stringContaining("under other conditions by postgres") }]);
  });
});

describe("the verdict", () => {
  const plan = planOf("inside", open.plan!.collectors[0]!.looks, { part: 0 });
  const judged = (series: readonly Series[], rest: Parameters<typeof roundsOf>[0] = {}) =>
    judgeRounds(roundsOf({ plan, rounds: kept("inside", 12), series, ...rest }));

  test("reads rounds whose series are as long as their lane has kept", () => {
    const stored = roundsOf({ plan, rounds: kept("inside", 12), series: [cpu(12)] });
    expect(roundsSchema.safeParse(stored).success).toBe(true);
    expect(roundsSchema.safeParse({ ...stored, series: [cpu(11)] }).success).toBe(false);
  });

  test("is no clean pass where a watcher saw a gating count of base alone", { tags: ["T26"] }, () => {
    expect(judged([queries(2, 2)]).verdict).toBe("pass");
    expect(judged([queries(2, null)])).toMatchObject({
      verdict: "inconclusive",
      reasons: [{ kind: "missing", metric: QUERIES }],
    });
  });

  test("is no clean pass where a gating count was lost on base alone, or on both sides", { tags: ["T26"] }, () => {
    const lost: readonly ExactSeries[] = [
      {
        ...queries(null, 11),
        counts: { base: new Array(12).fill(null), head: new Array(12).fill(11) },
        lost: ["base"],
      },
      { ...queries(null, null), counts: { base: [null], head: [null] }, lost: ["base", "head"] },
    ];
    for (const one of lost) {
      const stored = roundsOf({ plan, rounds: kept("inside", 12), series: [one] });
      expect(roundsSchema.parse(stored).series).toEqual([one]);
      expect(judgeRounds(stored)).toMatchObject({
        verdict: "inconclusive",
        reasons: [{ kind: "inconclusive", metric: QUERIES, why: expect.stringContaining("its counts were lost on ") }],
      });
    }
  });

  const refused = { watcher: "postgres", why: "the server refuses the password of reader.", rounds: 0 };
  const lost = { unwatched: [refused] };
  const watched = { overrides: [{ glob: "postgres/*", role: "watch" }] } as const;

  test("is no pass where a watcher was lost that gates, and says so where the config takes it out of the gate", {
    tags: ["R28", "T26"],
  }, () => {
    const reasons = [{ kind: "unwatched", ...refused }];
    expect(judged([cpu(12)], lost)).toMatchObject({ verdict: "inconclusive", reasons });
    expect(judged([cpu(12)], { ...lost, onInconclusive: "fail" }).blocks).toBe(true);
    expect(judged([cpu(12)], { ...lost, ...watched })).toMatchObject({ verdict: "pass", reasons });
  });

  test("is decided by everything else where a watcher was lost", { tags: ["R28"] }, () => {
    const slower = judged([size("bundle/gzip@app.js", 10_000, 90_000)], lost);
    expect(slower.verdict).toBe("fail");
    expect(slower.reasons.map(({ kind }) => kind)).toEqual(["regressed", "unwatched"]);
  });

  const unseen = {
    overrides: [{ glob: "prometheus/a_total@target", role: "gate" as const }],
    conditions: { k6: "same", prometheus: "p" },
  };

  test.each([
    ["a watcher was lost", lost],
    ["nobody saw what is to gate", unseen],
  ])("goes on with the rounds inside alone where %s", (_, over) => {
    const looks = [...planOf("k6", open.plan!.collectors[0]!.looks).collectors, ...plan.collectors];
    const earlier = roundsOf({
      plan: { family: 1, collectors: looks },
      rounds: [...kept("k6", 30), ...kept("inside", 12)],
      series: [sampled("k6/latency-tm95@a", 30, 1), cpu(12)],
      ...over,
    });
    const { left } = continueFrom({ earlier, lost: 0 }, []);
    expect([left("k6").isSettled, left("inside").isSettled]).toEqual([true, false]);
  });

  test("does not blame samples for what a watcher could not read", () => {
    const nothing = new Array(12).fill(null);
    const over = { role: "watch" } as const;
    const silent = inside({ ...cpu(12), base: nothing, head: nothing }, { ...over, id: "postgres/query@bad" });
    expect(judged([silent]).notWeighed).toEqual(["postgres/query@bad: no round gave a value."]);
  });

  test("is no clean pass where a watcher that gates by chance failed early", { tags: ["R28"] }, () => {
    const given = cpu(12);
    const cut = (values: SampledSeries["base"]) => values.map((value, round) => (round < 2 ? value : null));
    const early = { ...given, base: cut(given.base), head: cut(given.head) };
    expect(judged([early], { plan: planOf("inside", plan.collectors[0]!.looks) }).verdict).toBe("inconclusive");
  });

  test("does not change by a control that moves, but says that the runner is to blame", () => {
    const control = inside(sampled("inside/control@calibration loop", 12, 1.1), { role: "watch", roleReason: CONTROL });
    const { verdict, notices } = judged([queries(2, 2), control]);
    expect(verdict).toBe("pass");
    expect(notices).toEqual([expect.stringMatching(/^Control inside\/control@calibration loop moved by \+9\.98 %/u)]);
  });

  test("names a glob of gate.controls that matches nothing by its key", () => {
    const overrides = [
      { glob: "k6/*@shop: GET /static", control: true } as const,
      { glob: "k6/p*", role: "off" } as const,
    ];
    expect(judged([queries(2, 2)], { overrides }).notices).toEqual([
      'gate.controls: "k6/*@shop: GET /static" matches no metric that was measured.',
      'metrics: "k6/p*" matches no metric that was measured.',
    ]);
  });
});
