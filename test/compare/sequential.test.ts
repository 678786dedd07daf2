/** Deciding at looks, of metrics whose p-values are given look by look. */
import { describe, expect, test } from "vitest";
import type { Candidate } from "../../src/compare/look.ts";
import { endLooksAt, FIRST_ATTEMPT, firstLooks, SCHEDULES, weighLooks } from "../../src/compare/looks.ts";
import { decideAtLooks } from "../../src/compare/sequential.ts";
import type { Tested } from "../../src/compare/tested.ts";
import type { Look, Looks, Plan } from "../../src/model/plan.ts";
import { latency } from "./make.ts";

const FALSE_ALARMS = 0.01;
/** 8, 12, 16, 20, 25, 30 rounds at 0 and five times .2 of 1 %. */
const LOOKS = weighLooks({ looks: SCHEDULES.standard, family: 5, falseAlarms: FALSE_ALARMS, share: 1 });
const LEVEL = FALSE_ALARMS * 0.2;

type Shown = Pick<Tested, "estimate" | "pWorse" | "pBetter" | "pOutside" | "noise">;

const open: Shown = {
  estimate: { value: 0.01, low: -0.02, high: 0.04 },
  pWorse: 0.3,
  pBetter: 0.7,
  pOutside: () => 0.2,
  noise: 0.05,
};
const same: Shown = { ...open, estimate: { value: 0, low: -0.01, high: 0.01 }, pOutside: () => 0 };
const hopeless: Shown = { ...open, noise: 1 };
const worse = (p: number): Shown => ({ ...open, estimate: { value: 0.1, low: 0.05, high: 0.15 }, pWorse: p });
const better = (p: number): Shown => ({ ...open, estimate: { value: -0.1, low: -0.15, high: -0.05 }, pBetter: p });

/** A metric that shows the first from the start, and each other from that number of rounds on. */
function candidate(
  first: Shown,
  later: Readonly<Record<number, Shown>> = {},
  rest: Partial<Candidate> = {},
): Candidate {
  const metric = latency();
  const testAt = (rounds: number): Tested => {
    const reached = Object.keys(later)
      .map(Number)
      .filter((from) => from <= rounds);
    const shown = reached.length === 0 ? first : later[Math.max(...reached)]!;
    const rule = { role: "gate", tolerate: metric.tolerate, detect: metric.detect } as const;
    return { metric, rule, base: 100, head: 100, rounds, problem: null, worseByRound: null, ...shown };
  };
  return {
    id: metric.id,
    collector: "k6",
    kind: "sampled",
    kept: 30,
    isLive: () => true,
    testAt,
    isCleared: () => false,
    ...rest,
  };
}

const looksOf = (rest: Partial<Looks> = {}): Looks => {
  return { ...firstLooks("k6", 1, LOOKS), ...rest };
};
const planOf = (rest: Partial<Plan> = {}): Plan => ({ family: 5, collectors: [looksOf()], ...rest });

/** Each collector's part by the number of its metrics, of all that were planned. */
function withParts(plan: Plan, candidates: readonly Candidate[]): Plan {
  const family = Math.max(plan.family, candidates.length);
  const own = (id: string) => candidates.filter(({ collector }) => collector === id).length;
  return { ...plan, collectors: plan.collectors.map((one) => ({ ...one, part: own(one.collector) / family })) };
}

function decide(candidates: readonly Candidate[], planned: Plan = planOf(), stopping = true) {
  const plan = withParts(planned, candidates);
  const { comparisons, ended, cleared } = decideAtLooks(candidates, { plan, falseAlarms: FALSE_ALARMS, stopping });
  return { all: candidates.map((one) => comparisons.get(one)!), ended: [...ended], cleared: [...cleared] };
}
const changes = (candidates: readonly Candidate[], plan?: Plan, stopping?: boolean) =>
  decide(candidates, plan, stopping).all.map(({ change, rounds }) => [change, rounds]);

describe("one metric", () => {
  test("is regressed at the look that shows it, for good, with what that look saw", () => {
    const [found] = decide([candidate(open, { 12: worse(LEVEL / 5), 16: same })]).all;
    expect(found).toMatchObject({ change: "regressed", rounds: 12, p: LEVEL / 5, pAdjusted: expect.closeTo(0.01, 12) });
    expect(found!.effect!.value).toBeCloseTo(Math.expm1(0.1), 12);
  });

  test("improved is its mirror", () => {
    expect(changes([candidate(open, { 12: better(LEVEL / 5), 16: worse(0) })])).toEqual([["improved", 12]]);
  });

  test("is not blamed at the first look, however clear; nor between looks", () => {
    expect(changes([candidate(worse(0), {}, { kept: 8 })])).toEqual([["inconclusive", 8]]);
    expect(changes([candidate(worse(0), {}, { kept: 11 })])).toEqual([["inconclusive", 8]]);
    expect(changes([candidate(worse(0), {}, { kept: 12 })])).toEqual([["regressed", 12]]);
  });

  test("shows what there is before the first look", () => {
    expect(changes([candidate(same, {}, { kept: 5 })])).toEqual([["inconclusive", 5]]);
  });

  test("keeps the smallest p over the looks, each by its part of the error", () => {
    const [found] = decide([candidate(open, { 12: worse(LEVEL), 16: open })]).all;
    expect(found).toMatchObject({ change: "inconclusive", rounds: 30, pAdjusted: expect.closeTo(0.05, 12) });
  });

  test("that is likely worse is not waved through, though inside ±detect", () => {
    const likely = { ...same, estimate: { value: 0.03, low: 0.025, high: 0.035 } };
    expect(changes([candidate(likely)])).toEqual([["inconclusive", 30]]);
    expect(changes([candidate(same, { 12: likely }), candidate(open)])[0]).toEqual(["inconclusive", 30]);
  });

  test("unchanged need not be shown again, and is called regressed when a later look shows it", () => {
    const goingOn = candidate(open);
    expect(changes([candidate(same, { 12: open }), goingOn])[0]).toEqual(["unchanged", 30]);
    expect(changes([candidate(same, { 12: worse(0) }), goingOn])[0]).toEqual(["regressed", 12]);
  });
});

describe("the part of the error", () => {
  const unchanged = (count: number) => Array.from({ length: count }, () => candidate(same));
  const p = (metrics: number, times: number) => worse((LEVEL / metrics) * times);

  test("that metrics which are unchanged already hold is not spent twice", () => {
    // Were it split over those still open, five times as much would do.
    expect(changes([candidate(open, { 12: p(5, 1.01) }), ...unchanged(4)])[0]![0]).toBe("inconclusive");
    expect(changes([candidate(open, { 12: p(5, 0.99) }), ...unchanged(4)])[0]![0]).toBe("regressed");
  });

  test("that is held by metrics which were planned and are not here is not given to others", () => {
    expect(changes([candidate(p(4, 1))])).toEqual([["inconclusive", 30]]);
    expect(changes([candidate(p(4, 1))], planOf({ family: 4 }))).toEqual([["regressed", 12]]);
  });

  test("of what cannot show anything goes to the others of its collector, and to nobody else", () => {
    const nothing = { ...same, pWorse: 1, pBetter: 1 };
    const dead = (rest: Partial<Candidate> = {}) => candidate(nothing, {}, { isLive: () => false, ...rest });
    const one = candidate(open, { 12: p(2, 0.99), 16: open });
    const other = candidate(open);
    expect(changes([one, other, dead(), dead(), dead({ kind: "rate" })])[0]).toEqual(["regressed", 12]);
    const page = { collector: "lighthouse", kept: 8 };
    expect(changes([one, other, dead(page), dead(page), dead(page)])[0]![0]).toBe("inconclusive");
  });

  test("is what it was planned to be, whatever metrics come later", () => {
    const plan: Plan = { family: 2, collectors: [{ ...looksOf(), part: 1 }] };
    const deciding = { plan, falseAlarms: FALSE_ALARMS, stopping: false };
    const early = candidate(open, { 12: p(1, 0.99), 16: open });
    const late = candidate({ ...same, pWorse: 1, pBetter: 1 }, { 13: open }, { isLive: (rounds) => rounds > 12 });
    for (const candidates of [[early], [early, late]])
      expect(decideAtLooks(candidates, deciding).comparisons.get(early)).toMatchObject({
        change: "regressed",
        rounds: 12,
      });
    const nothing = { ...deciding, plan: { ...plan, collectors: [{ ...looksOf(), part: 0 }] } };
    expect(
      decideAtLooks([candidate(worse(0))], nothing)
        .comparisons.values()
        .next().value!.change,
    ).toBe("inconclusive");
  });

  test("of one that has regressed goes to the others, at the same look and later", () => {
    const second = candidate(open, { 16: p(4, 0.99), 20: open });
    const beside = (from: number) => [second, candidate(open, { [from]: worse(0) }), ...unchanged(3)];
    expect(changes(beside(12))[0]).toEqual(["regressed", 16]);
    expect(changes(beside(16))[0]).toEqual(["regressed", 16]);
    expect(changes(beside(20))[0]![0]).toBe("inconclusive");
  });

  test("stays inside a collector, and with what is tested alike", () => {
    const page = { collector: "lighthouse", kept: 16 };
    const two = planOf({ collectors: [looksOf(), looksOf({ collector: "lighthouse", looks: LOOKS.slice(0, 3) })] });
    const found = [candidate(worse(0)), candidate(worse(0)), candidate(worse(0)), candidate(worse(0))];
    for (const other of [page, { kind: "rate" } as const]) {
      expect(changes([...found, candidate(open, { 12: p(5, 0.99) }, other)], two)[4]).toEqual(["regressed", 12]);
      expect(changes([...found, candidate(open, { 12: p(5, 1.01) }, other)], two)[4]![0]).toBe("inconclusive");
    }
  });
});

describe("a collector", () => {
  test("ends when all of its metrics are settled; what comes after is not looked at", () => {
    const found = decide([candidate(same, { 12: worse(0) }), candidate(same)]);
    expect(found.ended).toEqual([["k6", "settled"]]);
    expect(found.all.map(({ change, rounds }) => [change, rounds])).toEqual([
      ["unchanged", 8],
      ["unchanged", 8],
    ]);
    expect(decide([candidate(same), candidate(open, { 12: worse(0) })]).ended).toEqual([["k6", "settled"]]);
  });

  test("goes on while one metric is open that may be settled yet", () => {
    expect(decide([candidate(same, {}, { kept: 12 }), candidate(open, {}, { kept: 12 })]).ended).toEqual([]);
    expect(decide([candidate(hopeless, {}, { kept: 12 }), candidate(open, {}, { kept: 12 })]).ended).toEqual([]);
  });

  test("ends when nothing that is open can be settled in what is left", () => {
    const found = decide([candidate(hopeless), candidate(same)]);
    expect(found.ended).toEqual([["k6", "futile"]]);
    expect(found.all[0]).toMatchObject({ change: "inconclusive", rounds: 8 });
  });

  test("that was ended for this names what it dropped", () => {
    const dropped = planOf({ collectors: [looksOf({ ended: "futile" })] });
    const found = decide([candidate(hopeless, {}, { kept: 8 }), candidate(same, {}, { kept: 8 })], dropped);
    expect(found.all[0]).toMatchObject({ change: "inconclusive", dropped: true });
    expect(found.all[0]!.note).toMatch(
      /^given up after 8 rounds: at this noise 5 % takes about \d+ rounds, and 30 were planned$/u,
    );
    expect(found.all[1]).not.toHaveProperty("dropped");
    expect(decide([candidate(hopeless)], planOf(), false).all[0]).not.toHaveProperty("dropped");
  });

  test("has a futile metric called regressed all the same, when it goes on for another", () => {
    expect(changes([candidate(hopeless, { 12: worse(0) }), candidate(open)])[0]).toEqual(["regressed", 12]);
  });

  test("that seems much worse than detect is not futile, noisy as it is", () => {
    const steep = { ...hopeless, estimate: { value: 1, low: -0.1, high: 2 } };
    expect(decide([candidate({ ...steep, noise: 0.6 }, {}, { kept: 8 })]).ended).toEqual([]);
    expect(
      decide([candidate({ ...steep, estimate: { value: -1, low: -2, high: 0.1 } }, {}, { kept: 8 })]).ended,
    ).toEqual([["k6", "futile"]]);
  });

  test("does not wait for a metric that no further round gave a value of", () => {
    const full = candidate(open, {}, { kept: 12 });
    const stuck = { ...full, testAt: () => ({ ...full.testAt(8), rounds: 3 }) };
    expect(decide([{ ...stuck, kept: 8 }]).ended).toEqual([]);
    expect(decide([full]).ended).toEqual([]);
    expect(decide([stuck]).ended).toEqual([["k6", "futile"]]);
    expect(decide([stuck, full]).ended).toEqual([]);
    const dropped = planOf({ collectors: [looksOf({ ended: "futile" })] });
    const quiet = { ...stuck, testAt: () => ({ ...stuck.testAt(), noise: 0.001 }) };
    expect(decide([quiet], dropped).all[0]!.note).toBe("given up, as only 3 rounds gave a value on both sides");
  });

  test("whose rounds were asked about while they were measured is judged at all the looks that they reach", () => {
    const all = decide([candidate(same, { 30: worse(0) })], planOf(), false);
    expect(all.all[0]).toMatchObject({ change: "regressed", rounds: 30 });
    expect(all.ended).toEqual([["k6", "settled"]]);
    const afresh = [candidate(same, { 16: open, 20: worse(0) }), candidate(hopeless)];
    expect(changes(afresh, planOf({ collectors: [looksOf({ from: 16 })] }), false)[0]).toEqual(["regressed", 20]);
  });

  test.each(["unfit", "time"] as const)("on an unfit runner settles nothing (ended by %s)", (ended) => {
    const unfit = planOf({ collectors: [looksOf({ ended, unfit: "it leapt" })] });
    const found = decide([candidate(worse(0)), candidate(same)], unfit);
    for (const one of found.all) {
      expect(one).toMatchObject({ change: "inconclusive", note: "the runner was unfit: it leapt" });
    }
  });

  test("that the clock ended is judged at the rounds that it has", () => {
    const cut = planOf({ collectors: [looksOf({ looks: endLooksAt(LOOKS, 13), ended: "time" })] });
    // What was left of the error, .8, is spent there.
    const at = (p: number) => candidate(open, { 13: worse(p) }, { kept: 13 });
    expect(changes([at(((FALSE_ALARMS * 0.8) / 5) * 0.99)], cut, false)).toEqual([["regressed", 13]]);
    expect(changes([at(((FALSE_ALARMS * 0.8) / 5) * 1.01)], cut, false)).toEqual([["inconclusive", 13]]);
  });

  test("that ended because the verdict was certain says so of what is open", () => {
    const certain = planOf({ collectors: [looksOf({ ended: "certain" })] });
    const found = decide([candidate(open, {}, { kept: 12 }), candidate(worse(0), {}, { kept: 12 })], certain).all;
    expect(found[0]).toMatchObject({ change: "inconclusive", note: expect.stringContaining("--all") });
    expect(found[1]).not.toHaveProperty("note");
  });
});

describe("two collectors", () => {
  const quick: readonly Look[] = weighLooks({
    looks: SCHEDULES.quick,
    family: 5,
    falseAlarms: FALSE_ALARMS,
    share: FIRST_ATTEMPT,
  });
  const two = planOf({ collectors: [looksOf(), looksOf({ collector: "lighthouse", looks: quick })] });
  const page = (first: Shown, later: Readonly<Record<number, Shown>> = {}, kept = 20) =>
    candidate(first, later, { collector: "lighthouse", kept });

  test("are decided at looks of their own, and end by themselves", () => {
    const found = decide([candidate(same), page(open, { 20: worse(0) })], two);
    expect(found.ended).toEqual([
      ["k6", "settled"],
      ["lighthouse", "settled"],
    ]);
    expect(found.all.map(({ change, rounds }) => [change, rounds])).toEqual([
      ["unchanged", 8],
      ["regressed", 20],
    ]);
    // 30 % of 1 % is spent at the second look of the one, 20 % at that of the other.
    const p = (FALSE_ALARMS * 0.3 * 0.99) / 5;
    expect(changes([candidate(open, { 12: worse(p), 16: open }), page(open, { 12: worse(p), 16: open })], two)).toEqual(
      [
        ["inconclusive", 30],
        ["regressed", 12],
      ],
    );
  });

  test("share one divisor", () => {
    const p = (LEVEL / 5) * 1.01;
    expect(changes([candidate(open, { 12: worse(p), 16: open }), page(same)], two)[0]![0]).toBe("inconclusive");
  });
});

describe("stored jobs", () => {
  const cleared = { isCleared: (rounds: number) => rounds === 8 };
  const goingOn = candidate(open);

  test("clear what base leaves open at the first look, for good, and say so", () => {
    const found = decide([candidate(open, {}, cleared)]);
    expect(found.all[0]).toMatchObject({ change: "unchanged", rounds: 8, note: "shown unchanged beside stored jobs" });
    expect(found.ended).toEqual([["k6", "settled"]]);
    expect(changes([candidate(open, {}, cleared), goingOn])[0]).toEqual(["unchanged", 30]);
  });

  test("are named, and stand in later attempts, whatever is stored by then", () => {
    expect(decide([candidate(open, {}, cleared), candidate(same)]).cleared).toHaveLength(1);
    const known = (from: number) => planOf({ collectors: [looksOf({ from, cleared: [latency().id] })] });
    expect(changes([candidate(open)], known(8), false)).toEqual([["unchanged", 30]]);
    const noMore = planOf({ collectors: [looksOf({ from: 8 })] });
    expect(changes([candidate(open, {}, cleared)], noMore, false)).toEqual([["inconclusive", 30]]);
  });

  test("are asked once, and not where base shows it", () => {
    const asked: number[] = [];
    const noting = { isCleared: (rounds: number) => asked.push(rounds) < 0 };
    decide([candidate(open, {}, noting), candidate(same, { 12: open }, noting)]);
    expect(asked).toEqual([8]);
  });

  test("neither clear what is likely worse nor keep it from being blamed", () => {
    const likely = { ...open, estimate: { value: 0.03, low: 0.01, high: 0.05 } };
    expect(changes([candidate(likely, {}, cleared)])).toEqual([["inconclusive", 30]]);
    expect(changes([candidate(open, { 12: worse(0) }, cleared), goingOn])[0]).toEqual(["regressed", 12]);
  });
});
