import { Buckets, type Range, RELATIVE_ERROR } from "./buckets.ts";
import { checkHistogram, type HistogramJson } from "./histogram-json.ts";

/** Up to here every value is kept and all answers are exact. */
export const EXACT_VALUES = 4096;

/**
 * The distribution of one metric: exact while it holds at most `limit` values, then in logarithmic buckets. Quantiles
 * and trimmed means then err by at most RELATIVE_ERROR (0.79 %) of a value's size; count, sum, mean, min and max stay
 * exact. Merging is folding both inputs: the outcome depends on the values only, not on how they were divided.
 */
export class Histogram {
  readonly kind = "trend";
  readonly #limit: number;
  #count = 0;
  #sum = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #zeros = 0;
  #values: number[] | null = [];
  #sorted = true;
  #buckets: Buckets | null = null;

  constructor(limit: number = EXACT_VALUES) {
    this.#limit = limit;
  }

  static of(values: Iterable<number>, limit: number = EXACT_VALUES): Histogram {
    const histogram = new Histogram(limit);
    for (const value of values) histogram.add(value);
    return histogram;
  }

  /** A new histogram of both; it keeps exact values up to the larger of the two limits, where both still have theirs. */
  static merge(a: Histogram, b: Histogram): Histogram {
    const merged = new Histogram(Math.max(a.#limit, b.#limit));
    merged.absorb(a);
    merged.absorb(b);
    return merged;
  }

  /** Adds a finite value. */
  add(finite: number): void {
    // JSON knows -0, which is less than 0 to some and equal to it to others: here it is 0.
    const value = finite + 0;
    this.#count++;
    this.#sum += value;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    if (this.#values === null) this.#put(value);
    else if (this.#values.push(value) > this.#limit) this.#spill();
    else this.#sorted = false;
  }

  /** Adds all that `other` holds; `other` stays as it is. */
  absorb(other: Histogram): void {
    if (other.#values !== null) {
      for (const value of other.#values) this.add(value);
      return;
    }
    if (this.#values !== null) this.#spill();
    this.#count += other.#count;
    this.#sum += other.#sum;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
    this.#zeros += other.#zeros;
    this.#buckets!.merge(other.#buckets!);
  }

  get count(): number {
    return this.#count;
  }

  get sum(): number {
    return this.#sum;
  }

  /** Smallest value; NaN when there is none, as are all the answers below. */
  get min(): number {
    return this.#count === 0 ? Number.NaN : this.#min;
  }

  get max(): number {
    return this.#count === 0 ? Number.NaN : this.#max;
  }

  get mean(): number {
    return this.#sum / this.#count;
  }

  /** Whether all values are still there, so that nothing below is approximated. */
  get exact(): boolean {
    return this.#values !== null;
  }

  /** How far quantile() and trimmedMean() may be off, as a share of the values they stand on. */
  get relativeError(): number {
    return this.exact ? 0 : RELATIVE_ERROR;
  }

  /** The p-quantile (p in 0–1) by linear interpolation, type 7 of Hyndman and Fan, as k6's own percentiles. */
  quantile(p: number): number {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile: p is ${p}, which is not between 0 and 1.`);
    if (this.#count === 0) return Number.NaN;
    const position = (this.#count - 1) * p;
    const [low, high] = this.#atRanks(Math.floor(position), Math.ceil(position));
    return low + (high - low) * (position - Math.floor(position));
  }

  /** The mean of the smallest `share` (0–1) of the values; the value at the cut counts with the part of it that is in. */
  trimmedMean(share: number): number {
    if (!(share > 0 && share <= 1))
      throw new RangeError(`trimmedMean: the share is ${share}, not above 0 and up to 1.`);
    if (this.#count === 0) return Number.NaN;
    const kept = this.#count * share;
    let left = kept;
    let sum = 0;
    for (const { low, high, count } of this.#ranges()) {
      const taken = Math.min(count, left);
      // Inside a bucket the values are taken to lie evenly, so the smaller ones are the ones kept.
      sum += taken * (low + ((high - low) * taken) / count / 2);
      left -= taken;
      if (left <= 0) break;
    }
    return sum / kept;
  }

  /** How many values lie between each two of `edges`, which rise; what lies outside counts to the nearest. */
  counts(edges: readonly number[]): readonly number[] {
    const counts: number[] = new Array(edges.length - 1).fill(0);
    let bin = 0;
    for (const { low, high, count } of this.#ranges()) {
      const middle = low + (high - low) / 2;
      while (bin < counts.length - 1 && middle >= edges[bin + 1]!) bin++;
      counts[bin]! += count;
    }
    return counts;
  }

  toJSON(): HistogramJson {
    const { min, max } = this.#count === 0 ? { min: 0, max: 0 } : { min: this.#min, max: this.#max };
    const values = this.#values === null ? null : [...this.#inOrder()];
    const buckets = this.#buckets === null ? [] : this.#buckets.entries().flat();
    return { count: this.#count, sum: this.#sum, min, max, limit: this.#limit, values, zeros: this.#zeros, buckets };
  }

  /** The histogram that toJSON wrote; throws DataError for anything else. */
  static fromJSON(json: unknown): Histogram {
    const data = checkHistogram(json);
    const histogram = new Histogram(data.limit);
    for (const value of data.values ?? []) histogram.add(value);
    // As it was added up then: another order of adding rounds otherwise.
    histogram.#sum = data.sum;
    if (data.values !== null) return histogram;
    histogram.#spill();
    histogram.#count = data.count;
    histogram.#min = data.min;
    histogram.#max = data.max;
    histogram.#zeros = data.zeros;
    for (let i = 0; i < data.buckets.length; i += 2) histogram.#buckets!.addTo(data.buckets[i]!, data.buckets[i + 1]!);
    return histogram;
  }

  #put(value: number): void {
    if (value === 0) this.#zeros++;
    else this.#buckets!.add(value);
  }

  #spill(): void {
    const values = this.#values!;
    this.#buckets = new Buckets();
    this.#values = null;
    for (const value of values) this.#put(value);
  }

  #inOrder(): readonly number[] {
    if (!this.#sorted) this.#values!.sort((a, b) => a - b);
    this.#sorted = true;
    return this.#values!;
  }

  /** The values in ascending order, those of a bucket together; bounds never beyond the true minimum and maximum. */
  *#ranges(): Generator<Range> {
    if (this.#values !== null) {
      for (const value of this.#inOrder()) yield { low: value, high: value, count: 1 };
      return;
    }
    let zeros = this.#zeros;
    for (const range of this.#buckets!.ranges()) {
      if (zeros > 0 && range.low >= 0) {
        yield { low: 0, high: 0, count: zeros };
        zeros = 0;
      }
      yield { low: Math.max(range.low, this.#min), high: Math.min(range.high, this.#max), count: range.count };
    }
    if (zeros > 0) yield { low: 0, high: 0, count: zeros };
  }

  /** The values at two ranks (0-based, low ≤ high ≤ low + 1). */
  #atRanks(low: number, high: number): [number, number] {
    if (this.#values !== null) return [this.#inOrder()[low]!, this.#inOrder()[high]!];
    let before = 0;
    let atLow = this.#max;
    for (const range of this.#ranges()) {
      const at = (rank: number) => range.low + ((range.high - range.low) * (rank - before + 0.5)) / range.count;
      if (low >= before && low < before + range.count) atLow = at(low);
      if (high < before + range.count) return [atLow, at(high)];
      before += range.count;
    }
    return [atLow, this.#max];
  }
}
