import { describe, expect, test } from "vitest";
import { fisherP } from "../../../src/compare/statistics/fisher.ts";
import {
  poolRates,
  rateDifference,
  rateDifferencePs,
  rateEquivalence,
} from "../../../src/compare/statistics/quasi-binomial.ts";
import type { Count } from "../../../src/model/series.ts";
import table from "../../oracle/quasi-binomial.json" with { type: "json" };
import { createRandom, type Random } from "../noise.ts";

const count = ([events, total]: readonly number[]): Count => ({ events: events!, total: total! });
const same = (runs: number, events: number, total: number) => Array.from({ length: runs }, () => ({ events, total }));

/** To eight digits: what jstat gives. */
const expectNear = (value: number, oracle: number) => expect(Math.abs(value / oracle - 1)).toBeLessThan(1e-7);

test("Fisher's p equals scipy's", () => {
  for (const { side, other, p } of table.fisher) expect(fisherP(count(side), count(other)) / p).toBeCloseTo(1, 8);
});

test("phi, p, interval and equivalence equal statsmodels' binomial model and scipy's restricted likelihood", () => {
  expect(table.rates.length).toBe(24);
  for (const one of table.rates) {
    const rates = poolRates(one.base.map(count), one.head.map(count));
    expect(rates.phi).toBeCloseTo(one.phi, 9);
    const { above, below } = rateDifferencePs(rates);
    expectNear(above, one.above);
    expectNear(below, one.below);
    const { value, low, high } = rateDifference(rates);
    expect(low).toBeCloseTo(one.low, 7);
    expect(high).toBeCloseTo(one.high, 7);
    expect(low < value && value < high).toBe(true);
    const { aboveLow, belowHigh, p } = rateEquivalence(rates, one.margin);
    expect(aboveLow / one.aboveLow).toBeCloseTo(1, 4);
    expect(belowHigh / one.belowHigh).toBeCloseTo(1, 4);
    expect(p).toBe(Math.max(aboveLow, belowHigh));
  }
});

describe("no events at all", () => {
  const many = poolRates(same(10, 0, 1000), same(10, 0, 1000));
  const few = poolRates(same(3, 0, 1), same(3, 0, 1));

  test("are no sign of a difference", () => {
    expect(rateDifferencePs(many)).toEqual({ above: 1, below: 1 });
  });

  test("in 10,000 requests show that the share has not risen by half a point, in 3 they do not", () => {
    expect(rateEquivalence(many, 0.005).p).toBeLessThan(1e-5);
    expect(rateEquivalence(few, 0.005).p).toBeGreaterThan(0.4);
  });

  test("leave an interval about 0 as wide as the requests are few", () => {
    const { value, low, high } = rateDifference(many);
    expect(value).toBe(0);
    // Mee's bound without events: t^2 / (N + t^2).
    expect(high).toBeCloseTo(2.10092 ** 2 / (10_000 + 2.10092 ** 2), 8);
    expect(low).toBeCloseTo(-high, 10);
    expect(rateDifference(few).high).toBeGreaterThan(0.5);
  });
});

test("a few events more are judged by Fisher's exact test", () => {
  const one = { events: 1, total: 1000 };
  const rates = poolRates(same(10, 0, 1000), [...same(1, 0, 1000), ...new Array<Count>(9).fill(one)]);
  expect(rates.phi).toBe(1);
  const { above, below } = rateDifferencePs(rates);
  expect(above).toBeCloseTo(fisherP({ events: 9, total: 10_000 }, { events: 0, total: 10_000 }), 15);
  expect(above).toBeCloseTo(2 ** -9, 4);
  expect(below).toBe(1);
});

test("one run that failed is one run's evidence", () => {
  const burst = [...same(9, 0, 1000), { events: 200, total: 1000 }];
  const { phi } = poolRates(same(10, 0, 1000), burst);
  expect(phi).toBeGreaterThan(90);
  expect(rateDifferencePs(poolRates(same(10, 0, 1000), burst)).above).toBeGreaterThan(0.15);
});

test("fewer than two runs a side show nothing", () => {
  const rates = poolRates(same(1, 5, 100), same(4, 50, 100));
  expect(rateDifferencePs(rates)).toEqual({ above: 1, below: 1 });
  expect(rateEquivalence(rates, 0.5).p).toBe(1);
  expect(rateDifference(rates)).toEqual({ value: 0.45, low: -1, high: 1 });
  expect(rateDifferencePs(poolRates([], []))).toEqual({ above: 1, below: 1 });
});

test("counts that are none, and margins that are none, are refused by name", () => {
  const good = same(2, 0, 5);
  for (const [events, total] of [
    [0, 0],
    [1, Number.NaN],
    [Number.NaN, 5],
    [0.5, 5],
    [0, Number.POSITIVE_INFINITY],
  ])
    expect(() => poolRates(good, [...good, { events: events!, total: total! }])).toThrow(
      /^head\[2\] is .*; it must be/,
    );
  for (const events of [-1, 6])
    expect(() => poolRates([{ events, total: 5 }], good)).toThrow(/^base\[0\] is .* of 5; events/);
  for (const margin of [0, -1, Number.NaN])
    expect(() => rateEquivalence(poolRates(good, good), margin)).toThrow(RangeError);
});

/** Events of a run of 1,000 requests whose share varies from run to run as gamma, in truth `icc` dispersed (nearly beta). */
function run(random: Random, share: number, icc: number): Count {
  const rate = icc === 0 ? share : gamma(random, share / icc) * icc;
  return { events: Math.min(1000, poisson(random, 1000 * rate)), total: 1000 };
}

/** Bursts of five failures each. */
function burstyRun(random: Random, share: number): Count {
  return { events: Math.min(1000, 5 * poisson(random, 200 * share)), total: 1000 };
}

function poisson(random: Random, mean: number): number {
  // In parts, so that exp(-mean) stays above zero.
  if (mean > 100) return poisson(random, 100) + poisson(random, mean - 100);
  let product = random.uniform();
  let events = 0;
  for (const limit = Math.exp(-mean); product > limit; events++) product *= random.uniform();
  return events;
}

/** Marsaglia and Tsang 2000, with their step for shapes below 1. */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * random.uniform() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = random.normal();
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

describe("by simulation, 10 rounds of 1,000 requests", () => {
  const share = 0.01 / 6;
  const sides = (draw: () => Count, drawHead = draw) =>
    poolRates(Array.from({ length: 10 }, draw), Array.from({ length: 10 }, drawHead));
  const often = (trials: number, happens: () => boolean) => {
    let times = 0;
    for (let trial = 0; trial < trials; trial++) if (happens()) times++;
    return times / trials;
  };
  const within = (nominal: number, trials: number) => nominal + 4 * Math.sqrt((nominal * (1 - nominal)) / trials);

  test.each([
    [0.0003, 0],
    [0.0003, 0.002],
    [0.0003, 0.01],
    [0.01, 0],
    [0.01, 0.002],
    [0.01, 0.01],
    [0.1, 0.01],
  ])("an unchanged share of %d, dispersed by %d, is called worse as seldom as the level says", (p, icc) => {
    const random = createRandom(6);
    const alarms = often(6_000, () => rateDifferencePs(sides(() => run(random, p, icc))).above <= share);
    expect(alarms).toBeLessThan(within(share, 6_000));
  });

  test.each([0.001, 0.003, 0.01])("so is one of %d whose failures come five at a time", (p) => {
    const random = createRandom(7);
    const alarms = often(6_000, () => rateDifferencePs(sides(() => burstyRun(random, p))).above <= share);
    expect(alarms).toBeLessThan(within(share, 6_000));
  });

  test.each([
    [0, 0.96, 1],
    [0.002, 0.45, 0.6],
    [0.01, 0.03, 0.14],
  ])("twice 1 %, dispersed by %d, is found %d to %d of the time", (icc, least, most) => {
    const random = createRandom(8);
    const found = often(1_500, () => {
      const rates = sides(
        () => run(random, 0.01, icc),
        () => run(random, 0.02, icc),
      );
      return rateDifferencePs(rates).above <= share;
    });
    expect(found).toBeGreaterThan(least);
    expect(found).toBeLessThanOrEqual(most);
  });

  test.each([
    [0.0003, 0],
    [0.01, 0],
    [0.01, 0.002],
    [0.01, 0.01],
  ])("half a point above %d, dispersed by %d, is called within half a point as seldom as the level says", (p, icc) => {
    const random = createRandom(9);
    const missed = often(3_000, () => {
      const rates = sides(
        () => run(random, p, icc),
        () => run(random, p + 0.005, icc),
      );
      return rateEquivalence(rates, 0.005).belowHigh <= 0.02;
    });
    expect(missed).toBeLessThan(within(0.02, 3_000));
  });

  test.each([
    [0.0003, 0],
    [0.01, 0.002],
    [0.1, 0.01],
  ])("the interval about %d, dispersed by %d, holds the true difference 95 times in 100", (p, icc) => {
    const random = createRandom(10);
    const trials = 2_000;
    const held = often(trials, () => {
      const { low, high } = rateDifference(
        sides(
          () => run(random, p, icc),
          () => run(random, 1.5 * p, icc),
        ),
      );
      return low <= 0.5 * p && 0.5 * p <= high;
    });
    expect(held).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / trials));
  });
});
