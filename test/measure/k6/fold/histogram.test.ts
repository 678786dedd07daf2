import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DataError } from "../../../../src/errors.ts";
import { createAggregate, mergeAggregates } from "../../../../src/measure/k6/fold/aggregate.ts";
import { EXACT_VALUES, Histogram } from "../../../../src/measure/k6/fold/histogram.ts";
import { naiveQuantile, naiveTrimmedMean } from "./naive.ts";

const shares = [0.001, 0.05, 0.5, 0.9, 0.95, 0.99, 1];
/** Latencies: zero, nanoseconds, hours; some the same. */
const latency = fc.oneof(
  fc.constant(0),
  fc.constant(1e-6),
  fc.double({ min: 1e-7, max: 1e7, noNaN: true }),
  fc.double({ min: 1, max: 2, noNaN: true }),
  fc.integer({ min: 1, max: 9 }),
);
const anyNumber = fc.oneof(latency, fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }));

describe("few values", () => {
  it("are kept: quantiles are k6's own, type 7, and the trimmed mean is exact", () => {
    fc.assert(
      fc.property(fc.array(anyNumber, { minLength: 1, maxLength: 300 }), (values) => {
        const histogram = Histogram.of(values);
        expect(histogram.exact).toBe(true);
        expect(histogram.relativeError).toBe(0);
        for (const p of [0, ...shares]) expect(histogram.quantile(p)).toBeCloseTo(naiveQuantile(values, p), 12);
        for (const share of shares) {
          const expected = naiveTrimmedMean(values, share);
          expect(Math.abs(histogram.trimmedMean(share) - expected)).toBeLessThanOrEqual(1e-12 * magnitude(values));
        }
      }),
    );
  });

  it("are counted between edges, what lies outside to the nearest", () => {
    expect(Histogram.of([0.5, 1, 1.5, 2, 4, 9]).counts([1, 2, 4, 8])).toEqual([3, 1, 2]);
    const many = Array.from({ length: 5_000 }, (_, i) => 1 + i / 1_000);
    const counts = Histogram.of(many).counts([1, 2, 3, 4, 5, 6]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(5_000);
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThanOrEqual(50);
  });

  it("gives R's type 7 and the mean of the fastest 95 %", () => {
    const histogram = Histogram.of([4, 1, 3, 2]);
    expect(histogram.quantile(0.95)).toBeCloseTo(3.85, 12);
    // 3.8 of the four values: 1 + 2 + 3 + .8 × 4.
    expect(histogram.trimmedMean(0.95)).toBeCloseTo(9.2 / 3.8, 12);
    expect(histogram.mean).toBe(2.5);
  });

  it("stay exact up to the limit and no further", () => {
    const values = Array.from({ length: EXACT_VALUES }, (_, i) => i);
    const histogram = Histogram.of(values);
    expect(histogram.exact).toBe(true);
    histogram.add(1);
    expect(histogram.exact).toBe(false);
  });
});

describe("many values", () => {
  const bound = 0.01;

  it("give quantiles within 1 % of the exact ones", () => {
    fc.assert(
      fc.property(fc.array(anyNumber, { minLength: 1, maxLength: 300 }), (values) => {
        const histogram = Histogram.of(values, 0);
        expect(histogram.exact).toBe(false);
        expect(histogram.relativeError).toBeLessThanOrEqual(bound);
        for (const p of [0, ...shares]) {
          const off = Math.abs(histogram.quantile(p) - naiveQuantile(values, p));
          expect(off).toBeLessThanOrEqual(histogram.relativeError * around(values, p));
        }
        expect(histogram.min).toBe(Math.min(...values) + 0);
        expect(histogram.max).toBe(Math.max(...values) + 0);
        expect(histogram.count).toBe(values.length);
      }),
      { numRuns: 500 },
    );
  });

  it("give trimmed means within 1 % for values that are not negative", () => {
    fc.assert(
      fc.property(fc.array(latency, { minLength: 1, maxLength: 300 }), fc.constantFrom(...shares), (values, share) => {
        const histogram = Histogram.of(values, 0);
        const exact = naiveTrimmedMean(values, share);
        expect(Math.abs(histogram.trimmedMean(share) - exact)).toBeLessThanOrEqual(
          (histogram.relativeError + 1e-12) * exact,
        );
      }),
      { numRuns: 500 },
    );
  });

  it("keeps zeros, nanoseconds, the least and the greatest doubles apart", () => {
    const values = [-Number.MAX_VALUE, -1e-6, 0, 5e-324, 1e-6, 1, Number.MAX_VALUE];
    const histogram = Histogram.of(values, 0);
    const close = (p: number, value: number) =>
      expect(Math.abs(histogram.quantile(p) - value)).toBeLessThanOrEqual(bound * Math.abs(value) + 1e-307);
    for (const [i, value] of values.entries()) close(i / (values.length - 1), value);
  });
});

describe("merging", () => {
  const values = fc.array(anyNumber, { maxLength: 60 });

  it("is folding both, whatever the order and wherever they turn to buckets", () => {
    fc.assert(
      fc.property(values, values, fc.integer({ min: 0, max: 80 }), (a, b, limit) => {
        const merged = Histogram.merge(Histogram.of(a, limit), Histogram.of(b, limit)).toJSON();
        for (const together of [
          [...a, ...b],
          [...b, ...a],
        ]) {
          const whole = Histogram.of(together, limit).toJSON();
          expect({ ...merged, sum: 0 }).toEqual({ ...whole, sum: 0 });
          expect(Math.abs(merged.sum - whole.sum)).toBeLessThanOrEqual(1e-12 * magnitude(together));
        }
      }),
    );
  });

  it("leaves its inputs as they are", () => {
    const parts = [Histogram.of([1, 2]), Histogram.of([3], 0)] as const;
    const before = JSON.stringify(parts);
    Histogram.merge(...parts).add(9);
    expect(JSON.stringify(parts)).toBe(before);
  });

  it("adds rates and counters, and takes a gauge's last from the later", () => {
    const filled = (type: "rate" | "counter" | "gauge", values: number[]) => {
      const aggregate = createAggregate(type);
      for (const value of values) aggregate.add(value);
      return aggregate;
    };
    for (const type of ["rate", "counter", "gauge"] as const) {
      const merged = mergeAggregates(filled(type, [1, 0, 5]), filled(type, [2, 0]));
      expect(merged).toEqual(filled(type, [1, 0, 5, 2, 0]));
      expect(mergeAggregates(merged, createAggregate(type))).toEqual(merged);
    }
    expect(() => mergeAggregates(createAggregate("rate"), createAggregate("trend"))).toThrow(RangeError);
  });
});

describe("storing", () => {
  it("comes back the same from JSON", () => {
    fc.assert(
      fc.property(fc.array(anyNumber, { maxLength: 60 }), fc.integer({ min: 0, max: 80 }), (values, limit) => {
        const histogram = Histogram.of(values, limit);
        const stored = JSON.stringify(histogram);
        const back = Histogram.fromJSON(JSON.parse(stored));
        expect(JSON.stringify(back)).toBe(stored);
        if (values.length > 0) expect(back.quantile(0.9)).toBe(histogram.quantile(0.9));
      }),
    );
  });

  const good = Histogram.of([1, 2, 3], 0).toJSON();
  it.each([
    ["null", null],
    ["another object", {}],
    ["a count that is not the buckets'", { ...good, count: 4 }],
    ["a bucket that does not exist", { ...good, buckets: [2 ** 19, 3] }],
    ["half a pair", { ...good, buckets: [1] }],
    ["a negative count", { ...good, count: -1, zeros: -4 }],
    ["a number that is none", { ...good, sum: null }],
    ["fewer values than counted", { ...good, values: [1] }],
  ])("refuses %s", (_, json) => {
    expect(() => Histogram.fromJSON(json)).toThrow(DataError);
  });
});

it("says NaN for nothing and refuses shares that are none", () => {
  const empty = new Histogram();
  for (const value of [empty.min, empty.max, empty.mean, empty.quantile(0.5), empty.trimmedMean(0.95)]) {
    expect(value).toBeNaN();
  }
  for (const wrong of [-0.1, 1.1, Number.NaN]) {
    expect(() => empty.quantile(wrong)).toThrow(RangeError);
    expect(() => empty.trimmedMean(wrong)).toThrow(RangeError);
  }
});

function magnitude(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + Math.abs(value), 0) + 1e-300;
}

/** The larger size of the two order statistics that a quantile lies between. */
function around(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * p;
  return Math.max(Math.abs(sorted[Math.floor(at)]!), Math.abs(sorted[Math.ceil(at)]!)) * (1 + 1e-9) + 1e-300;
}
