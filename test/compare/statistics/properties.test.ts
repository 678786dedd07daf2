/** What must hold of every statistic, whatever the data: symmetry, scale, order, ties, zeros, one value, very many. */
import fc from "fast-check";
import { median } from "simple-statistics";
import { describe, expect, test } from "vitest";
import { hodgesLehmann } from "../../../src/compare/statistics/hodges-lehmann.ts";
import { holm } from "../../../src/compare/statistics/holm.ts";
import { minPAdjusted } from "../../../src/compare/statistics/min-p.ts";
import {
  poolRates,
  rateDifference,
  rateDifferencePs,
  rateEquivalence,
} from "../../../src/compare/statistics/quasi-binomial.ts";
import { signFlipP, signFlipPs } from "../../../src/compare/statistics/sign-flip.ts";
import { equivalence } from "../../../src/compare/statistics/tost.ts";
import { createRandom } from "../noise.ts";

/** Small whole numbers tie and are zero often; the others never. */
const difference = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ min: -1e3, max: 1e3, noNaN: true }));
const differences = fc.array(difference, { minLength: 1, maxLength: 24 });
const times = fc.array(fc.double({ min: 0.1, max: 1e4, noNaN: true }), { minLength: 2, maxLength: 40 });
const margin = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
const negated = (d: readonly number[]) => d.map((x) => -x);

const family = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 11 })).chain(([metrics, rounds]) =>
  fc.array(fc.array(fc.option(difference, { freq: 8 }), { minLength: rounds, maxLength: rounds }), {
    minLength: metrics,
    maxLength: metrics,
  }),
);

const count = fc.integer({ min: 1, max: 3000 }).chain((total) =>
  fc.record({
    events: fc.oneof(
      fc.constantFrom(0, total),
      fc.integer({ min: 0, max: total }),
      fc.integer({ min: 0, max: Math.min(3, total) }),
    ),
    total: fc.constant(total),
  }),
);
const counts = fc.array(count, { minLength: 2, maxLength: 12 });

/** Logs of ratios of the first half to the second. */
function logRatios(values: readonly number[], factor: number) {
  const half = values.length >> 1;
  return values.slice(0, half).map((x, i) => Math.log(x * factor) - Math.log(values[half + i]! * factor));
}

/** Whether a logarithm's last digit can neither turn a sign nor a score. */
function isClearOfRounding(d: readonly number[]): boolean {
  const sizes = d.map(Math.abs);
  const typical = median(sizes);
  return sizes.every((size) => {
    const score = (12 * size) / typical;
    return typical > 1e-6 && size > 1e-9 && (score > 12.5 || Math.abs((score % 1) - 0.5) > 1e-6);
  });
}

const wrongNumbers = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

describe("the sign-flip test", () => {
  test("mirrors when the sides are swapped", () => {
    fc.assert(
      fc.property(differences, (d) => {
        const { worse, better } = signFlipPs(d);
        expect(signFlipPs(negated(d))).toEqual({ worse: better, better: worse });
        expect(signFlipP(d)).toBe(worse);
      }),
    );
  });

  test("gives two ends of one distribution, neither below 2^-n", () => {
    fc.assert(
      fc.property(differences, (d) => {
        const { worse, better } = signFlipPs(d);
        expect(worse + better).toBeGreaterThanOrEqual(1);
        expect(Math.min(worse, better)).toBeGreaterThanOrEqual(2 ** -d.length);
        expect(Math.max(worse, better)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("is the same for both sides slower by any factor", () => {
    fc.assert(
      fc.property(times, fc.double({ min: 0.01, max: 100, noNaN: true }), (values, factor) => {
        const plain = logRatios(values, 1);
        fc.pre(isClearOfRounding(plain));
        const scaled = logRatios(values, factor);
        expect(signFlipPs(scaled)).toEqual(signFlipPs(plain));
        expect(hodgesLehmann(scaled).value).toBeCloseTo(hodgesLehmann(plain).value, 9);
      }),
    );
  });

  test("a constant is the strongest evidence there can be, zeros are none", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), fc.integer({ min: 1, max: 60 }), (x, n) => {
        const constant = new Array<number>(n).fill(x);
        expect(signFlipPs(constant)).toEqual({ worse: 2 ** -n, better: 1 });
        expect(signFlipPs(constant.map(() => 0))).toEqual({ worse: 1, better: 1 });
      }),
    );
  });

  test("refuses what is not finite, by its place", () => {
    for (const wrong of wrongNumbers)
      expect(() => signFlipPs([1, wrong])).toThrow(new RangeError(`differences[1] is ${wrong}; it must be finite.`));
  });

  test("is exact for 10,000 rounds, too", () => {
    const random = createRandom(1);
    const noise = Array.from({ length: 10_000 }, () => random.normal());
    const { worse, better } = signFlipPs(noise);
    const z = noise.reduce((sum, d) => sum + Math.sign(d), 0) / 100;
    expect(worse + better).toBeCloseTo(1, 2);
    expect(worse < 0.5).toBe(z > 0);
    expect(signFlipPs(noise.map((d) => d + 0.2)).worse).toBeLessThan(1e-50);
  });
});

/** Of two zeros that differ in sign alone it does not matter which one is first. */
const signless = ({ value, low, high, coverage }: ReturnType<typeof hodgesLehmann>) =>
  [value, low, high].map((x) => x + 0).concat(coverage);

describe("the Hodges–Lehmann estimate", () => {
  const mirrored = ({ value, low, high, coverage }: ReturnType<typeof hodgesLehmann>) =>
    [-value, -high, -low].map((x) => x + 0).concat(coverage);

  test("mirrors when the sides are swapped, and moves with the values", () => {
    fc.assert(
      fc.property(differences, fc.integer({ min: -100, max: 100 }), (d, shift) => {
        const estimate = hodgesLehmann(d);
        expect(signless(hodgesLehmann(negated(d)))).toEqual(mirrored(estimate));
        const moved = hodgesLehmann(d.map((x) => x + shift));
        expect(moved.value).toBeCloseTo(estimate.value + shift, 8);
        expect(moved.low).toBeCloseTo(estimate.low + shift, 8);
      }),
    );
  });

  test("takes no account of the order and lies inside its interval", () => {
    fc.assert(
      fc.property(differences, (d) => {
        const estimate = hodgesLehmann(d);
        expect(signless(hodgesLehmann([...d].reverse()))).toEqual(signless(estimate));
        expect(estimate.low <= estimate.value && estimate.value <= estimate.high).toBe(true);
        expect(Math.min(...d) <= estimate.low && estimate.high <= Math.max(...d)).toBe(true);
      }),
    );
  });

  test("of a constant is that constant", () => {
    for (const n of [1, 2, 7, 500])
      expect(hodgesLehmann(new Array(n).fill(0.1))).toMatchObject({ value: 0.1, low: 0.1, high: 0.1 });
  });

  test("selects the same averages as a full listing where they are too many to list", () => {
    const random = createRandom(2);
    for (const draw of [() => random.normal(), () => Math.round(random.normal() * 2)]) {
      const d = Array.from({ length: 301 }, draw);
      const walsh = d.flatMap((x, i) => d.slice(i).map((y) => (x + y) / 2)).sort((a, b) => a - b);
      const { value, low, high, coverage } = hodgesLehmann(d);
      expect(value).toBe(walsh[(walsh.length - 1) / 2]);
      expect(coverage).toBe(0.95);
      // n(n+1)/4 - 1.96 sqrt(n(n+1)(2n+1)/24), Hollander, Wolfe and Chicken (3.45).
      const leftOut = Math.floor((301 * 302) / 4 - 1.95996 * Math.sqrt((301 * 302 * 603) / 24));
      expect(walsh.slice(leftOut - 1, leftOut + 2)).toContain(low);
      expect(walsh.slice(-leftOut - 2, -leftOut + 1)).toContain(high);
    }
  });

  test("of 10,000 values is found without listing 50 million averages", () => {
    const random = createRandom(3);
    const { value, low, high } = hodgesLehmann(Array.from({ length: 10_000 }, () => 5 + random.normal()));
    expect(Math.abs(value - 5)).toBeLessThan(0.05);
    expect(high - low).toBeGreaterThan(0.03);
    expect(high - low).toBeLessThan(0.05);
  });

  test("refuses what is not finite, by its place", () => {
    for (const wrong of wrongNumbers)
      expect(() => hodgesLehmann([1, 2, wrong])).toThrow(new RangeError(`values[2] is ${wrong}; it must be finite.`));
  });
});

describe("equivalence", () => {
  test("mirrors when the sides are swapped, and is easier to show inside a wider margin at its edge", () => {
    fc.assert(
      fc.property(differences, margin, (d, m) => {
        const shown = equivalence(d, m);
        const swapped = equivalence(negated(d), m);
        expect(swapped).toEqual({ aboveLow: shown.belowHigh, belowHigh: shown.aboveLow, p: shown.p });
        const widest = Math.max(...d.map(Math.abs)) + m;
        expect(equivalence(d, 1e9 * widest).p).toBe(2 ** -d.length);
      }),
    );
  });

  test("refuses what is not finite", () => {
    for (const wrong of wrongNumbers) {
      expect(() => equivalence([1, wrong], 1)).toThrow(RangeError);
      expect(() => equivalence([1, 2], wrong)).toThrow(RangeError);
    }
  });
});

describe("Holm and min-P", () => {
  test("adjust each metric alike in whatever order they come", () => {
    fc.assert(
      fc.property(family, fc.infiniteStream(fc.nat()), (d, keys) => {
        const order = d.map((_, i) => ({ i, key: keys.next().value as number })).sort((a, b) => a.key - b.key);
        const adjusted = minPAdjusted(d)!;
        expect(minPAdjusted(order.map(({ i }) => d[i]!))).toEqual(order.map(({ i }) => adjusted[i]));
        const ps = d.map((one) => signFlipP(one.filter((x) => x !== null)));
        const byHolm = holm(ps, d.length);
        expect(
          holm(
            order.map(({ i }) => ps[i]!),
            d.length,
          ),
        ).toEqual(order.map(({ i }) => byHolm[i]));
      }),
    );
  });

  test("min-P lies between the metric's own p and Holm's", () => {
    fc.assert(
      fc.property(family, (d) => {
        const ps = d.map((one) => signFlipP(one.filter((x) => x !== null)));
        const byHolm = holm(ps, d.length);
        for (const [k, p] of minPAdjusted(d)!.entries()) {
          expect(p).toBeGreaterThanOrEqual(ps[k]!);
          expect(p).toBeLessThanOrEqual(byHolm[k]!);
        }
      }),
    );
  });
});

describe("rates", () => {
  const near = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThan(1e-6);

  test("mirror when the sides are swapped, and when what is counted are the others", () => {
    fc.assert(
      fc.property(counts, counts, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (base, head, m) => {
        const rates = poolRates(base, head);
        const { above, below } = rateDifferencePs(rates);
        const { value, low, high } = rateDifference(rates);
        const { aboveLow, belowHigh } = rateEquivalence(rates, m);
        const others = (runs: typeof base) => runs.map(({ events, total }) => ({ events: total - events, total }));
        for (const mirror of [poolRates(head, base), poolRates(others(base), others(head))]) {
          near(mirror.phi / rates.phi, 1);
          const ps = rateDifferencePs(mirror);
          near(ps.above, below);
          near(ps.below, above);
          const difference = rateDifference(mirror);
          near(difference.value, -value);
          near(difference.low, -high);
          near(difference.high, -low);
          const shown = rateEquivalence(mirror, m);
          near(shown.aboveLow, belowHigh);
          near(shown.belowHigh, aboveLow);
        }
      }),
    );
  });

  test("have ps and intervals that make sense, whatever the counts", () => {
    fc.assert(
      fc.property(counts, counts, (base, head) => {
        const rates = poolRates(base, head);
        const { above, below } = rateDifferencePs(rates);
        for (const p of [above, below]) expect(p >= 0 && p <= 1 + 1e-12).toBe(true);
        expect(above + below).toBeGreaterThanOrEqual(1 - 1e-9);
        const { value, low, high } = rateDifference(rates);
        expect(-1 <= low && low <= value && value <= high && high <= 1).toBe(true);
        if (value > 0) expect(above).toBeLessThanOrEqual(below);
      }),
    );
  });

  test("take no account of the order of the runs", () => {
    fc.assert(
      fc.property(counts, counts, (base, head) => {
        near(poolRates([...base].reverse(), [...head].reverse()).phi / poolRates(base, head).phi, 1);
      }),
    );
  });

  test("of 10,000 runs a side are tested as well", () => {
    const runs = (events: number) =>
      Array.from({ length: 10_000 }, (_, i) => ({ events: events + (i % 3), total: 1000 }));
    expect(rateDifferencePs(poolRates(runs(10), runs(10))).above).toBeCloseTo(0.5, 6);
    expect(rateDifferencePs(poolRates(runs(10), runs(11))).above).toBeLessThan(1e-20);
  });
});
