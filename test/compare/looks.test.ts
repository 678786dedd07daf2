import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endLooksAt, FIRST_ATTEMPT, looksWithin, MISSES, SCHEDULES, weighLooks } from "../../src/compare/looks.ts";
import { type Effort, FIRST_LOOK, type Look } from "../../src/model/plan.ts";

const FALSE_ALARMS = 0.01;

const efforts = fc.constantFrom<Effort>("quick", "standard", "thorough");
const spendings = fc.record({
  looks: fc.tuple(efforts, fc.integer({ min: 1, max: 70 })).map(([effort, rounds]) => looksWithin(effort, rounds)),
  family: fc.integer({ min: 0, max: 200 }),
  falseAlarms: fc.constantFrom(0.001, 0.01, 0.05, 0.5),
  share: fc.constantFrom(1, FIRST_ATTEMPT, 0.05),
});

const sum = (looks: readonly Look[], part: "weight" | "equivalence") =>
  looks.reduce((total, look) => total + look[part], 0);
const weights = (looks: readonly Look[]) => looks.map(({ weight }) => weight);

/** The least weight with which a look can reach its p at all. */
const alive = (rounds: number, family: number, falseAlarms: number) =>
  (Math.max(1, family) * 2 ** -rounds) / falseAlarms;

const standard = (family: number, rounds = 30) =>
  weighLooks({ looks: looksWithin("standard", rounds), family, falseAlarms: FALSE_ALARMS, share: 1 });

describe("looksWithin", () => {
  test.each<[number, readonly number[]]>([
    [100, [8, 12, 16, 20, 25, 30]],
    [30, [8, 12, 16, 20, 25, 30]],
    [29, [8, 12, 16, 20, 25, 29]],
    [26, [8, 12, 16, 20, 25]],
    [14, [8, 12, 14]],
    [13, [8, 12]],
    [12, [8, 12]],
    [10, [8, 10]],
    [9, [8]],
    [8, [8]],
    [5, [5]],
    [1, [1]],
    [0, [1]],
  ])("%i rounds of the effort standard: %j", (rounds, looks) => expect(looksWithin("standard", rounds)).toEqual(looks));

  test("rises, starts with the effort's own looks, and ends at most one round before the time does", () => {
    fc.assert(
      fc.property(efforts, fc.integer({ min: 1, max: 70 }), (effort, rounds) => {
        const looks = looksWithin(effort, rounds);
        const fitting = SCHEDULES[effort].filter((look) => look <= rounds);
        expect(looks.slice(0, fitting.length)).toEqual(fitting);
        expect(looks.length).toBeLessThanOrEqual(fitting.length + 1);
        expect(looks).toEqual([...new Set(looks)].sort((a, b) => a - b));
        const wanted = Math.min(rounds, SCHEDULES[effort].at(-1)!);
        expect(looks.at(-1)).toBeLessThanOrEqual(wanted);
        expect(looks.at(-1)).toBeGreaterThanOrEqual(wanted - 1);
      }),
    );
  });
});

describe("weighLooks", () => {
  test("spends nothing at the first look and equal parts at the others", () => {
    expect(weights(standard(6))).toEqual([0, 0.2, 0.2, 0.2, 0.2, 0.2].map((one) => expect.closeTo(one, 12)));
    const quick = weighLooks({ looks: SCHEDULES.quick, family: 6, falseAlarms: FALSE_ALARMS, share: 0.9 });
    expect(weights(quick)).toEqual([0, 0.3, 0.3, 0.3].map((one) => expect.closeTo(one, 12)));
  });

  test("gives a look that equal parts would leave dead what it needs, and the rest to the later ones", () => {
    // Nine metrics at 12 rounds need 9 * 2^-12 / .01 = .2197; a fifth would show nothing.
    const [, twelve, ...later] = weights(standard(9));
    expect(twelve).toBe(alive(12, 9, FALSE_ALARMS));
    for (const weight of later) expect(weight).toBeCloseTo((1 - twelve!) / 4, 12);
  });

  test("gives a look that would need more than half of all nothing", () => {
    // 21 metrics would need .51 of it.
    expect(alive(12, 21, FALSE_ALARMS)).toBeGreaterThan(0.5);
    expect(weights(standard(21))).toEqual([0, 0, 0.25, 0.25, 0.25, 0.25].map((one) => expect.closeTo(one, 12)));
  });

  test("a single look has it all, also the first", () => {
    expect(standard(2, 8)).toEqual([{ rounds: 8, weight: 1, equivalence: MISSES }]);
    expect(standard(3, 8)).toEqual([{ rounds: 8, weight: 0, equivalence: MISSES }]);
  });

  test("at the first of several looks equivalence can be shown by the smallest p there is", () => {
    const looks = standard(6);
    expect(looks[0]!.equivalence).toBe(0.004);
    expect(looks[0]!.equivalence).toBeGreaterThan(2 ** -FIRST_LOOK);
    for (const { equivalence } of looks.slice(1)) expect(equivalence).toBeCloseTo((MISSES - 0.004) / 5, 12);
  });

  test("no look is dead, and the parts come to the share, or to nothing where the last look could not use it all", () => {
    fc.assert(
      fc.property(spendings, (spending) => {
        const { family, falseAlarms, share } = spending;
        const looks = weighLooks(spending);
        expect(looks.map(({ rounds }) => rounds)).toEqual(spending.looks);
        const needed = (rounds: number) => alive(rounds, family, falseAlarms);
        for (const { rounds, weight } of looks) if (weight > 0) expect(weight).toBeGreaterThanOrEqual(needed(rounds));
        const isBlind = needed(looks.at(-1)!.rounds) > share;
        expect(sum(looks, "weight")).toBeCloseTo(isBlind ? 0 : share, 12);
      }),
      { numRuns: 1000 },
    );
  });

  test("of every family up to 200, at every effort", () => {
    for (const looks of Object.values(SCHEDULES)) {
      for (let family = 1; family <= 200; family++) {
        const weighed = weighLooks({ looks, family, falseAlarms: FALSE_ALARMS, share: FIRST_ATTEMPT });
        expect(sum(weighed, "weight")).toBeCloseTo(FIRST_ATTEMPT, 12);
        expect(weighed[0]!.weight).toBe(0);
        for (const { rounds, weight } of weighed.slice(1)) {
          expect(weight === 0 || weight >= alive(rounds, family, FALSE_ALARMS)).toBe(true);
        }
      }
    }
  });

  test("the misses come to their part of 2 % at most", () => {
    fc.assert(
      fc.property(spendings, (spending) => {
        const looks = weighLooks(spending);
        expect(sum(looks, "equivalence")).toBeLessThanOrEqual(spending.share * MISSES + 1e-12);
        for (const { equivalence } of looks) expect(equivalence).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("endLooksAt", () => {
  const looks = standard(6);

  test("makes one look of those that are left", () => {
    const ended = endLooksAt(looks, 17);
    expect(ended.map(({ rounds }) => rounds)).toEqual([8, 12, 16, 17]);
    expect(ended.slice(0, 3)).toEqual(looks.slice(0, 3));
    expect(ended[3]!.weight).toBeCloseTo(0.6, 12);
    expect(ended[3]!.equivalence).toBeCloseTo(3 * looks[3]!.equivalence, 12);
  });

  test("before the first look, leaves one with everything", () => {
    expect(endLooksAt(looks, 5)).toEqual([
      { rounds: 5, weight: sum(looks, "weight"), equivalence: expect.closeTo(MISSES, 12) },
    ]);
  });

  test("at a look, gives it all that is left; at the last one, and with nothing kept, there is nothing to give", () => {
    const ended = endLooksAt(looks, 16);
    expect(ended.slice(0, 2)).toEqual(looks.slice(0, 2));
    expect(ended).toHaveLength(3);
    expect(ended[2]).toMatchObject({ rounds: 16, weight: expect.closeTo(0.8, 12) });
    expect(endLooksAt(looks, 8)).toMatchObject([{ rounds: 8, weight: expect.closeTo(1, 12) }]);
    expect(endLooksAt(looks, 30)).toEqual(looks);
    expect(endLooksAt(looks, 0)).toEqual([]);
  });

  test("keeps what was taken before and the sums, and ends where measuring did", () => {
    fc.assert(
      fc.property(spendings, fc.integer({ min: 1, max: 70 }), (spending, kept) => {
        const before = weighLooks(spending);
        const after = endLooksAt(before, kept);
        const taken = before.filter(({ rounds }) => rounds < kept);
        expect(after.slice(0, taken.length)).toEqual(taken);
        if (taken.length === before.length) {
          expect(after).toEqual(before);
          return;
        }
        expect(after).toHaveLength(taken.length + 1);
        expect(after.at(-1)!.rounds).toBe(kept);
        for (const part of ["weight", "equivalence"] as const)
          expect(sum(after, part)).toBeCloseTo(sum(before, part), 12);
      }),
    );
  });
});
