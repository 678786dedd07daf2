import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attemptShare, firstLooks, looksWithin } from "../../src/compare/looks.ts";
import { type Looks, OTHERWISE_AGAIN } from "../../src/model/plan.ts";
import type { SampledSeries } from "../../src/model/series.ts";
import { attemptsOf } from "../../src/pipeline/attempts.ts";
import { continueFrom, NOTHING_BEFORE } from "../../src/pipeline/continue.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";
import type { StoredRounds } from "../../src/stored/rounds.ts";
import { all, kept, metric, open, planOf, roundsOf, sampled } from "./rounds-of.ts";
import { type Job, opened, type Ran, runJob } from "./run-job.ts";

const limitOf = (name: string, head: number | null): StoredRounds["limits"][number] => ({
  name,
  level: "max",
  judged: "interval",
  at: null,
  operator: "<",
  limit: 200,
  unit: "ms",
  pooled: { base: null, head },
  rounds: { base: [null], head: [head] },
});

describe("going on", () => {
  const k6 = opened("k6", "same", { k6: "2.2.0" });
  const goOn = (earlier: StoredRounds | null, one = k6, lost = 0) => continueFrom({ earlier, lost }, [one]);
  const share = (earlier: StoredRounds, one = k6) => attemptShare(goOn(earlier, one).left(one.id).unspent);

  test("a first attempt may spend 90 %, whether nothing is known or nothing was decided by rounds", () => {
    for (const earlier of [null, roundsOf({ plan: null })]) expect(goOn(earlier).left("k6")).toEqual(NOTHING_BEFORE);
  });

  test("what was not spent is for later ones: half of it each time; rounds and looks taken count", () => {
    const { left, plan, tries } = goOn(open);
    expect(left("k6")).toMatchObject({ kept: 30, taken: all(), isSettled: false });
    expect([plan, tries]).toEqual([open.plan, open.rounds]);
    expect(left("k6").unspent).toBeCloseTo(1 - 0.9, 12);
    // Ended after the look at 16: those at 20, 25 and 30 were not taken.
    const early = roundsOf({
      plan: planOf("k6", all(), { ended: "futile" }),
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
    expect(goOn(earlier).left("k6").kept).toBe(30);
  });

  const two = (settled: string, other: string, ended: Looks["ended"] = "spent") => {
    const looks = { ...firstLooks("", 0.5, all()), ended };
    const plan = { family: 2, collectors: [settled, other].map((collector) => ({ ...looks, collector })) };
    const series = [sampled(`${settled}/a@a`, 30, 1), sampled(`${other}/a@a`, 30, 1.03, 0.05)];
    return roundsOf({ plan, series, rounds: [...kept(settled, 30), ...kept(other, 30)] });
  };

  test("a collector of which nothing is open is not measured again; one that was not there starts afresh", () => {
    for (const ended of ["settled", "spent", "futile"] as const) {
      const { left } = goOn(two("k6", "lighthouse", ended));
      expect(left("k6").isSettled).toBe(true);
      expect(left("lighthouse").isSettled).toBe(false);
      expect(left("other")).toEqual(NOTHING_BEFORE);
    }
  });

  test("what an attempt said of one that is not measured again holds on", { tags: ["T26"] }, () => {
    const payload: StoredRounds["facts"][number] = {
      ...{
        rule: "large-payload",
        collector: "http",
        subject: "GET /",
        name: null,
        unit: "bytes",
        note: null,
        at: null,
      },
      ...{ base: 90_000, head: 120_000 },
    };
    const bytes = sampled("http/bytes@GET /", 30, 1);
    const inLane = { ...bytes, metric: metric(bytes.metric.id, { role: "watch", lane: "inside" }) } as SampledSeries;
    const { plan, series, ...rest } = two("inside", "k6");
    const earlier = { ...rest, plan, series: [...series, inLane], facts: [payload] };
    const inside = { ...opened("inside"), also: [{ id: "http", tools: {}, conditions: "same" }] };
    const told = { facts: [], causes: [], notWeighed: [], unwatched: [], measuredBy: [] };
    const toldAfter = (one: StoredRounds) => continueFrom({ earlier: one, lost: 0 }, [inside, opened("k6")]).told(told);
    expect(toldAfter({ ...earlier, conditions: { http: "same", inside: "same", k6: "same" } }).facts).toEqual([
      payload,
    ]);
    // It is measured again.
    expect(toldAfter({ ...earlier, conditions: {} })).toEqual(told);
    expect(goOn(null).told(told)).toBe(told);
  });

  test("where it was left open by what is no gating metric, a limit without samples, all is measured again", () => {
    expect(goOn(roundsOf()).left("k6")).toMatchObject({ kept: 30, isSettled: false });
  });

  test("of a collector that measures otherwise no round counts, and of the others all do", () => {
    const earlier = {
      ...two("k6", "lighthouse"),
      conditions: { k6: "same", lighthouse: "same" },
      limits: [limitOf("rate<1", 0)],
    };
    const now = [opened("k6", "other"), opened("lighthouse", "same")];
    const { left, plan, tries, series, limits, notices } = continueFrom({ earlier, lost: 0 }, now);
    expect(left("k6")).toMatchObject({ taken: [], kept: 0, unspent: expect.closeTo(0.1, 12), isSettled: false });
    expect(left("lighthouse")).toMatchObject({ taken: all(), kept: 30, isSettled: false });
    expect(plan!.collectors.map(({ collector, part }) => [collector, part])).toEqual([
      ["k6", 0.5],
      ["lighthouse", 0.5],
    ]);
    expect(new Set(tries.map(({ collector }) => collector))).toEqual(new Set(["lighthouse"]));
    const fresh = { ...(sampled("k6/a@a", 3, 1) as SampledSeries), metric: metric("k6/a@a", { role: "watch" }) };
    const joined = series([fresh, sampled("lighthouse/a@a", 2, 1)], (id) => (id === "k6" ? 3 : 2));
    // Also what it means is as now.
    expect(joined[0]).toEqual(fresh);
    expect(joined[1]!.base).toHaveLength(32);
    expect(limits([])).toEqual([]);
    expect(notices).toEqual([expect.stringMatching(/^The k6 rounds of the attempt before do not count here, as k6 /)]);
  });

  test("where all settled but one, and that measures otherwise, all are measured: whose the limits were is not known", () => {
    const earlier = { ...two("k6", "lighthouse", "settled"), conditions: { k6: "same", lighthouse: "same" } };
    const now = [opened("k6", "same"), opened("lighthouse", "other")];
    expect(continueFrom({ earlier, lost: 0 }, now).left("k6")).toMatchObject({ kept: 30, isSettled: false });
  });

  test("where one that held nothing of the error measures otherwise, all begin anew, and none may spend what another has spent", () => {
    const { plan, ...rest } = two("k6", "lighthouse");
    const [one, other] = plan!.collectors as [Looks, Looks];
    const none = { ...other, part: 0, looks: all().map((look) => ({ ...look, weight: 0 })) };
    const early = { ...plan!, collectors: [{ ...one, part: 1 }, none] };
    const before = goOn({ ...rest, plan: early }, opened("lighthouse", "other"), 1);
    for (const id of ["k6", "lighthouse"]) expect(before.left(id).unspent).toBeCloseTo(0.05, 12);
    expect([before.plan, before.tries]).toEqual([null, []]);
    expect(before.notices).toEqual([expect.stringMatching(/^The rounds .*, as lighthouse measures otherwise now/)]);
  });

  test("what will be otherwise again is told from another version of a tool", () => {
    const [otherwise] = goOn(open, opened("k6", "other")).notices;
    expect(otherwise).toContain(OTHERWISE_AGAIN);
    const [version] = goOn(open, opened("k6", "other", { k6: "2.3.0" })).notices;
    expect(version).not.toContain(OTHERWISE_AGAIN);
  });

  test("after an attempt without base, those before it have spent what they might", () => {
    const [attempt] = attemptsOf(open);
    const without = roundsOf({ plan: null, attempts: [attempt!], lost: 1 });
    expect(goOn(without).left("k6").unspent).toBeCloseTo(0.05, 12);
    expect(goOn(roundsOf({ plan: null })).left("k6")).toEqual(NOTHING_BEFORE);
  });

  test("attempts after it that nobody can read have halved what it left", () => {
    expect(goOn(open, k6, 1).left("k6")).toMatchObject({ kept: 30, unspent: expect.closeTo(0.05, 12) });
  });

  test("a metric that head did not give is open", () => {
    const [one] = open.series as [Extract<StoredRounds["series"][number], { kind: "sampled" }>];
    const missing = roundsOf({ series: [{ ...one, head: one.head.map(() => null) }] });
    expect(goOn(missing).left("k6").isSettled).toBe(false);
  });

  test("what an unfit runner measured does not count, but what it might have spent does", () => {
    const unfit = roundsOf({ plan: planOf("k6", all(), { ended: "unfit", unfit: "it leapt" }) });
    const { left, plan, notices } = goOn(unfit);
    expect(left("k6")).toMatchObject({ kept: 0, taken: [], isSettled: false });
    expect(plan!.collectors).toMatchObject([{ part: 1, looks: [], unfit: null }]);
    expect(left("k6").unspent).toBeCloseTo(0.1, 12);
    expect(notices).toEqual([expect.stringMatching(/as its runner was unfit to measure \(it leapt\);/)]);
  });

  test.each(["unfit", "time"] as const)(
    "what an unfit runner measured is measured again though nothing of it gates, and nothing that it said holds on (%s)",
    (ended) => {
      const { plan, series, ...rest } = two("inside", "k6");
      const watched = { ...series[0]!, metric: metric("inside/a@a", { role: "watch" }) } as SampledSeries;
      const [inside, other] = plan!.collectors as [Looks, Looks];
      const cut = { ...inside, ended, unfit: "it leapt" } as const;
      const collectors = [cut, other];
      const earlier = {
        ...rest,
        series: [watched, series[1]!],
        plan: { ...plan!, collectors },
        notWeighed: ["inside: no."],
        conditions: { inside: "same", k6: "same" },
      };
      const before = continueFrom({ earlier, lost: 0 }, [opened("inside"), opened("k6")]);
      expect(["inside", "k6"].map((id) => before.left(id).isSettled)).toEqual([false, false]);
      const told = { facts: [], causes: [], notWeighed: [], unwatched: [], measuredBy: [] };
      expect(before.told(told)).toEqual(told);
    },
  );

  test("the rounds before an unfit attempt count on, with their looks; what it might have spent does not come back", () => {
    const looks = [...all().slice(0, 2), { rounds: 20, weight: 0.2, equivalence: 0.001 }];
    const late = { from: 12, unspent: 0.6, ended: "unfit", unfit: "it leapt" } as const;
    const redone = { ...kept("k6", 1)[0]!, index: 99, discarded: "dropped" };
    const tries = [redone, ...kept("k6", 12), redone, ...kept("k6", 18)];
    const unfit = { ...open, rounds: tries, plan: planOf("k6", looks, late) };
    const { left, plan, tries: counted, series, notices } = goOn(unfit);
    expect(left("k6")).toMatchObject({ kept: 12, taken: looks.slice(0, 2), unspent: expect.closeTo(0.4, 12) });
    expect([counted.length, plan!.collectors[0]!.unfit]).toEqual([13, null]);
    expect(series([sampled("k6/latency-tm95@a", 3, 1)], () => 3)[0]!.base).toHaveLength(15);
    expect(notices).toEqual([expect.stringMatching(/as its runner was unfit to measure \(it leapt\);/)]);
  });

  test("attempts that nobody can read count as having spent all that they might", () => {
    expect(goOn(null, k6, 1).left("k6").unspent).toBeCloseTo(0.1, 12);
    expect(goOn(null, k6, 2).left("k6").unspent).toBeCloseTo(0.05, 12);
    expect(attemptShare(goOn(null, k6, 2).left("k6").unspent)).toBeCloseTo(0.025, 12);
  });

  test("what stored jobs cleared stays so", () => {
    const cleared = ["k6/latency-tm95@b"];
    expect(goOn({ ...open, plan: planOf("k6", all(), { cleared }) }).left("k6").cleared).toEqual(cleared);
  });

  test.each([
    ["another version of a tool", opened("k6", "same", { k6: "2.3.0" })],
    ["a tool that was not there", opened("k6", "same", { k6: "2.2.0", chrome: "149" })],
    ["other conditions", opened("k6", "other")],
  ])("%s: no round counts, but the error that was spent does", (_, changed) => {
    const { left, plan, tries, series, notices } = goOn(open, changed);
    expect(left("k6")).toMatchObject({ taken: [], kept: 0, isSettled: false });
    expect(left("k6").unspent).toBeCloseTo(0.1, 12);
    const now = [sampled("k6/latency-tm95@a", 3, 1)];
    expect(plan!.collectors).toMatchObject([{ part: 1, looks: [], from: 0 }]);
    expect([tries, series(now, () => 3)]).toEqual([[], now]);
    expect(notices).toEqual([
      expect.stringMatching(/^The rounds of the attempt before do not count here, as k6 measures otherwise/),
    ]);
  });

  /** A job after `earlier`, of at most so many rounds of a metric of two collectors each, that they leave open. */
  function attempt(earlier: StoredRounds | null, rounds: number, rest: Partial<Job> = {}) {
    const ids = ["k6/latency-tm95@a", "lighthouse/lcp@/"];
    const values = ids.map((id) => sampled(id, rounds, 1.03, 0.05) as SampledSeries);
    return runJob({ earlier, looks: looksWithin("standard", rounds), values, ...rest });
  }

  test("whatever ends attempts, and whether their rounds count or not, all together spend no more than the error", async () => {
    const step = fc.record({
      rounds: fc.integer({ min: 1, max: 30 }),
      clock: fc.integer({ min: 1, max: 60 }),
      k6: fc.constantFrom("a", "b"),
      lighthouse: fc.constantFrom("a", "b"),
      isUnfit: fc.boolean(),
      isLost: fc.boolean(),
      fixed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 6 }), async (steps) => {
        let last: StoredRounds | null = null;
        let lost = 0;
        let all = 0;
        for (const { rounds, k6, lighthouse, isLost, ...how } of steps) {
          const ran: Ran = await attempt(last, rounds, { lost, conditions: { k6, lighthouse }, ...how });
          all += ran.spent;
          if (isLost) lost++;
          else [last, lost] = [ran.rounds, 0];
        }
        expect(all).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  test("three whole attempts spend 90, 5 and 2.5 %, and list each other", async () => {
    for (const conditions of ["same", "other"]) {
      const first = await attempt(null, 30, { fixed: true });
      const second = await attempt(first.rounds, 30, { fixed: true, conditions });
      const third = await attempt(second.rounds, 30, { fixed: true });
      for (const [i, share] of [0.9, 0.05, 0.025].entries()) {
        expect([first, second, third][i]!.spent).toBeCloseTo(share, 12);
      }
      expect(third.rounds.attempts.map(({ seed }) => seed)).toEqual([1, 2]);
      expect(judgeRounds(third.rounds).attempts).toEqual(third.rounds.attempts);
    }
  });

  test("a tool's own limits hold by the last attempt that had samples for them", () => {
    const earlier = roundsOf({ limits: [limitOf("settled", 150), limitOf("again", 150), limitOf("gone", 150)] });
    const { limits } = goOn(earlier);
    const now = [limitOf("settled", null), limitOf("again", 160), limitOf("never", null)];
    const heads = Object.fromEntries(limits(now).map(({ name, pooled }) => [name, pooled.head]));
    expect(heads).toEqual({ settled: 150, again: 160, gone: 150, never: null });
    expect(goOn(null).limits(now)).toBe(now);
  });
});
