import { describe, expect, it } from "vitest";
import { histogramQuantile } from "../../../src/measure/prometheus/quantile.ts";

const buckets = (...pairs: readonly (readonly [number, number])[]) => new Map(pairs);

describe("a quantile of a histogram", () => {
  const usual = buckets([0.1, 10], [0.5, 30], [1, 40], [Infinity, 40]);

  it("is linear between the bounds of its bucket, the lowest beginning at 0", () => {
    expect(histogramQuantile(0.5, usual)).toBeCloseTo(0.3, 12);
    expect(histogramQuantile(0.125, usual)).toBeCloseTo(0.05, 12);
    expect(histogramQuantile(0.95, usual)).toBeCloseTo(0.9, 12);
  });

  it("does not heed the order in which buckets are told", () => {
    expect(histogramQuantile(0.5, new Map([...usual].reverse()))).toBeCloseTo(0.3, 12);
  });

  it("is the last finite bound for what is beyond it", () => {
    expect(histogramQuantile(0.99, buckets([1, 5], [2, 6], [Infinity, 10]))).toBe(2);
  });

  it("is the lowest bound where that is not above 0", () => {
    expect(histogramQuantile(0.5, buckets([-1, 8], [1, 10], [Infinity, 10]))).toBe(-1);
  });

  it("takes a bucket that counts less than the one below it for a torn scrape", () => {
    expect(histogramQuantile(0.5, buckets([1, 4], [2, 3], [4, 8], [Infinity, 8]))).toBe(1);
    expect(histogramQuantile(0.75, buckets([1, 4], [2, 3], [4, 8], [Infinity, 8]))).toBe(3);
  });

  it("is not known of nothing, or without a bucket that holds all", () => {
    expect(histogramQuantile(0.5, buckets([1, 0], [Infinity, 0]))).toBeNull();
    expect(histogramQuantile(0.5, buckets([1, 3], [2, 4]))).toBeNull();
    expect(histogramQuantile(0.5, buckets([Infinity, 4]))).toBeNull();
    expect(histogramQuantile(0.5, buckets())).toBeNull();
  });
});
