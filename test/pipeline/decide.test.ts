import { describe, expect, test } from "vitest";
import { attemptShare, FIRST_ATTEMPT, firstLooks, SCHEDULES, weighLooks } from "../../src/compare/looks.ts";
import type { LaneEnd } from "../../src/measure/rounds.ts";
import type { Metric } from "../../src/model/metric.ts";
import type { Looks, Plan } from "../../src/model/plan.ts";
import type { Series } from "../../src/model/series.ts";
import { NOTHING_BEFORE } from "../../src/pipeline/continue.ts";
import { createDecider, type Deciding } from "../../src/pipeline/decide.ts";
import type { LanePlan } from "../../src/pipeline/plan.ts";
import { bytes, repeat, sampled } from "../compare/make.ts";
import { createRandom } from "../compare/noise.ts";

const lane = (collector: string, looks: readonly number[] = SCHEDULES.standard, left = NOTHING_BEFORE): LanePlan => {
  return { collector, looks, left, limit: Number.POSITIVE_INFINITY };
};

function decider(rest: Partial<Deciding> = {}) {
  return createDecider({
    lanes: [lane("k6")],
    overrides: [],
    falseAlarms: 0.01,
    accept: [],
    all: false,
    fixed: false,
    earlier: null,
    familyOf: (series) => series.filter(({ kind, metric }) => kind !== "exact" && metric.role === "gate").length,
    beside: async () => null,
    ...rest,
  });
}

/** A metric after so many rounds; of a collector. */
const id = (collector: string, name = "x") => ({ id: `${collector}/latency-tm95@${name}` });
const same = (rounds: number, over = id("k6")) => sampled(repeat(100, rounds), repeat(100, rounds), over);
const slower = (rounds: number, over: Partial<Metric> = id("k6")) =>
  sampled(repeat(100, rounds), repeat(120, rounds), over);
/** Each round the one way or the other, around 1.9 % more: not to be settled early, and not given up. */
const open = (rounds: number, over: Partial<Metric> = id("k6", "open")) => scattered(rounds, 0.048, over);
const noisy = (rounds: number, over = id("k6", "noisy")) => scattered(rounds, 0.5, over);

function scattered(rounds: number, by: number, over: Partial<Metric>) {
  const head = Array.from({ length: rounds }, (_, i) => 100 * Math.exp(0.019 + (i % 2 === 0 ? -by : by)));
  return sampled(repeat(100, rounds), head, over);
}

const kept = (counts: Readonly<Record<string, number>>) => new Map(Object.entries(counts));
async function answer(
  series: readonly Series[],
  counts: Readonly<Record<string, number>>,
  rest: Partial<Deciding> = {},
) {
  return Object.fromEntries(await decider(rest).ask(series, kept(counts)));
}

describe("asking", () => {
  test("between looks compares nothing", async () => {
    const never = () => Promise.reject(new Error("compared"));
    expect(await answer([same(7)], { k6: 7 }, { beside: never })).toEqual({});
    expect(await answer([same(11)], { k6: 11 }, { beside: never })).toEqual({});
    await expect(answer([same(8)], { k6: 8 }, { beside: never })).rejects.toThrow("compared");
  });

  test("at a look: settled, futile, or nothing where a further round may tell", async () => {
    expect(await answer([same(8)], { k6: 8 })).toEqual({ k6: "settled" });
    expect(await answer([same(8), noisy(8)], { k6: 8 })).toEqual({ k6: "futile" });
    expect(await answer([same(8), open(8)], { k6: 8 })).toEqual({});
    expect(await answer([same(8), open(8), noisy(8)], { k6: 8 })).toEqual({});
  });

  test("a regression makes the verdict certain, for all collectors; not before the first look that may blame", async () => {
    const two = { lanes: [lane("k6"), lane("lighthouse")] };
    const page = (rounds: number) => open(rounds, id("lighthouse", "/"));
    expect(await answer([slower(8), page(8)], { k6: 8, lighthouse: 8 }, two)).toEqual({});
    const certain = { k6: "certain", lighthouse: "certain" };
    expect(await answer([slower(12), page(12)], { k6: 12, lighthouse: 12 }, two)).toEqual(certain);
    expect(await answer([slower(12), page(12)], { k6: 12, lighthouse: 12 }, { ...two, all: true })).toEqual({
      k6: "settled",
    });
  });

  test("an accepted regression is settled, and makes nothing certain; one beyond what is accepted does", async () => {
    const upTo = (share: number) => ({
      accept: [{ glob: "k6/latency-tm95@x", upTo: share, until: "2026-01-31", reason: "Known." }],
    });
    const [known, file] = [slower(12), bytes(10_000, 12_000)];
    expect(await answer([known, open(12)], { k6: 12 }, upTo(0.21))).toEqual({});
    expect(await answer([known, open(12)], { k6: 12 }, upTo(0.19))).toEqual({ k6: "certain" });
    expect(await answer([known], { k6: 12 }, upTo(0.21))).toEqual({ k6: "settled" });
    expect(await answer([known, open(12), file], { k6: 12 }, upTo(0.21))).toEqual({ k6: "certain" });
    const both = { accept: [...upTo(0.21).accept, { ...upTo(0.21).accept[0]!, glob: "bundle/*" }] };
    expect(await answer([known, open(12), file], { k6: 12 }, both)).toEqual({});
    const literal = slower(12, id("k6", "*"));
    const alone = { accept: [{ ...upTo(0.21).accept[0]!, glob: literal.metric.id }] };
    expect(await answer([literal, open(12)], { k6: 12 }, alone)).toEqual({});
    expect(await answer([{ ...same(12, id("k6", "*")) }, known, open(12)], { k6: 12 }, alone)).toEqual({
      k6: "certain",
    });
    const limited = { ...both, overrides: [{ glob: "bundle/*", max: 11_000 }] };
    expect(await answer([known, open(12), file], { k6: 12 }, limited)).toEqual({ k6: "certain" });
  });

  test("a watched regression makes nothing certain", async () => {
    const watched = slower(12);
    const series = [{ ...watched, metric: { ...watched.metric, role: "watch" as const } }, open(12)];
    expect(await answer(series, { k6: 12 })).toEqual({});
  });

  test.each<[string, Series]>([
    ["a file that grew", bytes(10_000, 20_000)],
    ["a file over its limit", bytes(10_000, 10_000)],
  ])("%s ends measuring at the first look that may blame, not before", async (_, file) => {
    const limited = { overrides: [{ glob: "bundle/*", max: 9_000 }] };
    expect(await answer([open(8), file], { k6: 8 }, limited)).toEqual({});
    expect(await answer([open(12), file], { k6: 12 }, limited)).toEqual({ k6: "certain" });
    expect(await answer([open(12), file], { k6: 12 }, { ...limited, all: true })).toEqual({});
  });

  test("a collector of which nothing gates ends at its first look", async () => {
    const two = { lanes: [lane("k6"), lane("lighthouse")] };
    const watched = sampled(repeat(1, 8), repeat(2, 8), { ...id("lighthouse", "/"), role: "watch" });
    expect(await answer([open(8), watched], { k6: 8, lighthouse: 8 }, two)).toEqual({ lighthouse: "settled" });
    expect(await answer([open(7), watched], { k6: 7, lighthouse: 7 }, two)).toEqual({});
  });

  test.each<[string, Series]>([
    ["a round of 0, which has no ratio", sampled([0, ...repeat(1, 7)], repeat(1, 8))],
    ["a value on neither side", sampled(repeat(null, 8), repeat(null, 8))],
  ])("a collector whose only gating metric has %s is given up, not settled", async (_, silent) => {
    expect(await answer([silent], { k6: 8 })).toEqual({ k6: "futile" });
    const two = { lanes: [lane("k6"), lane("lighthouse")] };
    const page = open(8, id("lighthouse"));
    expect(await answer([silent, page], { k6: 8, lighthouse: 8 }, two)).toEqual({ k6: "futile" });
  });

  test("one of which nobody has said which way is better goes on like any other", async () => {
    const two = { lanes: [lane("k6"), lane("lighthouse")] };
    const undirected = { ...id("k6", "open"), better: null };
    expect(await answer([open(8, undirected)], { k6: 8 })).toEqual({});
    expect(await answer([open(8, undirected), open(8, id("lighthouse"))], { k6: 8, lighthouse: 8 }, two)).toEqual({});
    // Once it has moved for certain, no round tells whether that is for the better.
    expect(await answer([slower(12, undirected)], { k6: 12 })).toEqual({ k6: "futile" });
  });

  test("however noisy, it is not given up where it seems to have moved far, up or down", async () => {
    const few = repeat(100, 8);
    const many = Array.from({ length: 8 }, (_, i) => 100 * Math.exp(i % 2 === 0 ? 0.2 : 1));
    const undirected = { ...id("k6"), better: null };
    expect(await answer([sampled(few, many, undirected)], { k6: 8 })).toEqual({});
    expect(await answer([sampled(many, few, undirected)], { k6: 8 })).toEqual({});
    expect(await answer([sampled(many, few, id("k6"))], { k6: 8 })).toEqual({ k6: "futile" });
  });

  test("identical builds are settled as often where nobody has said which way is better", async () => {
    const random = createRandom(5);
    const jobs = 150;
    const settled = { lower: 0, null: 0 };
    for (let job = 0; job < jobs; job++) {
      const run = () => Array.from({ length: 30 }, () => 100 * Math.exp(0.025 * random.normal()));
      const [base, head] = [run(), run()];
      for (const better of ["lower", null] as const) {
        const asked = decider();
        const at = (rounds: number) => [sampled(base.slice(0, rounds), head.slice(0, rounds), { ...id("k6"), better })];
        let end: string | undefined;
        for (const rounds of SCHEDULES.standard) end ??= (await asked.ask(at(rounds), kept({ k6: rounds }))).get("k6");
        if (end === "settled") settled[`${better}`]++;
      }
    }
    expect(settled.lower).toBeGreaterThanOrEqual(0.95 * jobs);
    expect(settled.null).toBeGreaterThanOrEqual(settled.lower - 0.02 * jobs);
  });

  test("one that has no ratio leaves its collector open among settled ones", async () => {
    const zero = sampled([0, ...repeat(1, 7)], repeat(1, 8));
    expect(await answer([zero, same(8)], { k6: 8 })).toEqual({ k6: "futile" });
  });

  test("with fixed rounds nothing ends early", async () => {
    for (const series of [[same(8)], [slower(8)], [noisy(8)]]) {
      expect(await answer(series, { k6: 8 }, { fixed: true })).toEqual({});
    }
    expect(await answer([slower(12)], { k6: 12 }, { fixed: true })).toEqual({});
  });

  test("stored jobs clear what base leaves open", async () => {
    const { metric } = open(8);
    const early = Array.from({ length: 20 }, (_, i) => 102 * (1 + 0.001 * Math.sin(i)));
    const baseline = {
      reference: { how: "base", commit: null, distance: 0, finished: "2026-01-01T00:00:00Z" },
      jobs: 20,
      leftOut: [],
      exact: [],
      histories: [{ metric, jobs: 20, values: early, early }],
    } as const;
    expect(await answer([open(8)], { k6: 8 })).toEqual({});
    const asked = decider({ beside: async () => baseline });
    expect(Object.fromEntries(await asked.ask([open(8), same(8)], kept({ k6: 8 })))).toEqual({ k6: "settled" });
    expect(asked.planAfter([open(8), same(8)], new Map()).collectors).toMatchObject([{ cleared: [metric.id] }]);
  });
});

describe("the plan", () => {
  const end = (over: Partial<LaneEnd>): LaneEnd => ({ kept: 30, ended: "spent", unfit: null, ...over });

  test("is what the first look found: a metric that comes later changes nothing of it", async () => {
    const asked = decider();
    await asked.ask([open(8)], kept({ k6: 8 }));
    const series = [open(12), same(12, id("k6", "late"))];
    await asked.ask(series, kept({ k6: 12 }));
    const plan = asked.planAfter(series, new Map([["k6", end({ kept: 12, ended: "settled" })]]));
    expect(plan).toMatchObject({ family: 1 });
    const [k6] = plan.collectors;
    expect(k6).toMatchObject({ collector: "k6", from: 0, ended: "settled", unfit: null });
    expect(k6!.looks.map(({ rounds }) => rounds)).toEqual(SCHEDULES.standard);
    expect(k6!.looks.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(FIRST_ATTEMPT, 12);
  });

  test("ends where the clock did, with all that was left; elsewhere it stays", () => {
    const asked = decider({ lanes: [lane("k6"), lane("lighthouse")] });
    const ends = new Map([
      ["k6", end({ kept: 13, ended: "time" })],
      ["lighthouse", end({ kept: 12, ended: "unfit", unfit: "it leapt" })],
    ]);
    const [k6, lighthouse] = asked.planAfter([open(13), open(12, id("lighthouse"))], ends).collectors;
    expect(k6!.looks.map(({ rounds }) => rounds)).toEqual([8, 12, 13]);
    expect(k6!.looks.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(FIRST_ATTEMPT, 12);
    expect(k6!.ended).toBe("time");
    expect(lighthouse).toMatchObject({ ended: "unfit", unfit: "it leapt" });
    expect(lighthouse!.looks).toHaveLength(6);
  });
});

describe("a later attempt", () => {
  const taken = weighLooks({ looks: SCHEDULES.standard, family: 1, falseAlarms: 0.01, share: FIRST_ATTEMPT });
  const left = { ...NOTHING_BEFORE, taken, kept: 30, unspent: 1 - FIRST_ATTEMPT };
  const further = SCHEDULES.standard.map((more) => 30 + more);
  const again = lane("k6", further, left);
  const held = (collector: string, part: number, rest: Partial<Looks> = {}): Looks => {
    return { ...firstLooks(collector, part, taken), ...rest };
  };
  const earlier = (...collectors: readonly Looks[]): Plan => ({ family: 2, collectors });
  const goOn = (rest: Partial<Deciding> = {}) => decider({ lanes: [again], earlier: earlier(held("k6", 1)), ...rest });
  const noEnds = new Map<string, LaneEnd>();

  test("has the looks that were taken first, and for its own half of what is unspent", () => {
    const { family, collectors } = goOn().planAfter([open(38)], noEnds);
    expect(family).toBe(2);
    const [k6] = collectors as [Looks];
    expect(k6).toMatchObject({ from: 30, unspent: 1 - FIRST_ATTEMPT });
    expect(k6.looks.slice(0, taken.length)).toEqual(taken);
    const own = k6.looks.slice(taken.length);
    expect(own.map(({ rounds }) => rounds)).toEqual(further);
    expect(own.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(attemptShare(1 - FIRST_ATTEMPT), 12);
    // Its rounds are more than those at which stored jobs are asked: its first look may blame.
    expect(own[0]!.weight).toBeGreaterThan(0);
  });

  test("that the clock ends has spent the same, and has the looks taken as they were", () => {
    const [k6] = goOn().planAfter([open(40)], new Map([["k6", { kept: 40, ended: "time", unfit: null }]])).collectors;
    expect(k6!.looks.map(({ rounds }) => rounds)).toEqual([...SCHEDULES.standard, 38, 40]);
    expect(k6!.looks.slice(0, taken.length)).toEqual(taken);
    expect(k6!.looks.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(
      FIRST_ATTEMPT + attemptShare(1 - FIRST_ATTEMPT),
      12,
    );
  });

  test("keeps what stored jobs cleared in the one before, whatever is stored now", async () => {
    const cleared = [open(38).metric.id];
    const asked = goOn({ lanes: [lane("k6", further, { ...left, cleared })] });
    expect(Object.fromEntries(await goOn().ask([open(38)], kept({ k6: 38 })))).toEqual({});
    expect(Object.fromEntries(await asked.ask([open(38)], kept({ k6: 38 })))).toEqual({ k6: "settled" });
    expect(asked.planAfter([open(38)], noEnds).collectors).toMatchObject([{ cleared }]);
    expect(
      goOn({ lanes: [lane("k6", further, { ...left, cleared })] }).planAfter([open(38)], noEnds).collectors,
    ).toMatchObject([{ cleared }]);
  });

  test("holds each collector to its part, though there are other metrics now; what was not there holds nothing", async () => {
    const lanes = [again, lane("lighthouse")];
    const before = earlier(held("k6", 0.25), held("bundle", 0.75));
    const pages = (rounds: number) => [slower(rounds, id("lighthouse", "/"))];
    const series = [open(42), same(42), same(42, id("k6", "y")), ...pages(12)];
    const asked = goOn({ lanes, earlier: before });
    const { family, collectors } = asked.planAfter(series, noEnds);
    expect(family).toBe(4);
    expect(collectors.map(({ collector, part }) => [collector, part])).toEqual([
      ["k6", 0.25],
      ["lighthouse", 0],
      ["bundle", 0.75],
    ]);
    // A fifth more in each of its rounds would make the verdict certain, were there anything to be spent on it.
    const counts = kept({ k6: 42, lighthouse: 12 });
    expect(Object.fromEntries(await asked.ask(series, counts))).toEqual({ lighthouse: "futile" });
    const first = goOn({ lanes, earlier: null });
    expect(Object.fromEntries(await first.ask(series, counts))).toMatchObject({ lighthouse: "certain" });
  });

  test("has what is not measured again in its plan, as it was", async () => {
    const cleared = [open(30, id("lighthouse", "/")).metric.id];
    const done = held("lighthouse", 0.5, { ended: "settled", from: 10, unspent: 0.4, cleared });
    const asked = goOn({ earlier: earlier(done, held("k6", 0.5)) });
    const series = [open(38), open(30, id("lighthouse", "/"))];
    await asked.ask(series, kept({ k6: 38 }));
    const { collectors } = asked.planAfter(series, new Map([["k6", { kept: 38, ended: "futile", unfit: null }]]));
    expect(collectors.map(({ collector, ended }) => [collector, ended])).toEqual([
      ["k6", "futile"],
      ["lighthouse", "settled"],
    ]);
    expect(collectors[1]).toEqual(done);
  });
});

describe("where too many metrics share too few rounds", () => {
  const many = (count: number, rounds: number) =>
    Array.from({ length: count }, (_, i) => open(rounds, id("k6", String(i))));
  async function noticesOf(count: number, last: number) {
    const asked = decider({ lanes: [lane("k6", [8, last])] });
    await asked.ask(many(count, 8), kept({ k6: 8 }));
    return asked.notices();
  }

  test("it is said, with the rounds that it takes", async () => {
    expect(await noticesOf(9, 10)).toEqual([]);
    // .9 * 1 % / 10 is less than 2^-10.
    expect(await noticesOf(10, 10)).toEqual([expect.stringContaining("takes at least 11:")]);
    expect(await noticesOf(40, 10)).toEqual([
      "k6: 10 rounds are planned, but to show any slowdown of 40 gating metrics with at most 0.9 % false alarms takes at least 13: raise gate.maxMinutes, or gate fewer metrics.",
    ]);
  });

  test("of a metric by itself nobody is told to gate fewer", async () => {
    const asked = decider({ lanes: [lane("k6", [1])] });
    await asked.ask(many(1, 1), kept({ k6: 1 }));
    expect(asked.notices()).toEqual([
      "k6: 1 round is planned, but to show any slowdown of one gating metric with at most 0.9 % false alarms takes at least 7: raise gate.maxMinutes.",
    ]);
  });

  test("nothing is said where nothing gates", () => {
    const asked = decider({ lanes: [lane("k6", [5])] });
    const watched = sampled([1], [1], { role: "watch" });
    asked.planAfter([watched], new Map());
    expect(asked.notices()).toEqual([]);
  });
});
