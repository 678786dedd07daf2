// src/measure/k6/fold/histogram.ts
import { Buckets, RELATIVE_ERROR } from "./buckets.js";
import { checkHistogram } from "./histogram-json.js";
var EXACT_VALUES = 4096;
var Histogram = class _Histogram {
  kind = "trend";
  #limit;
  #count = 0;
  #sum = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #zeros = 0;
  #values = [];
  #sorted = true;
  #buckets = null;
  constructor(limit = EXACT_VALUES) {
    this.#limit = limit;
  }
  static of(values, limit = EXACT_VALUES) {
    const histogram = new _Histogram(limit);
    for (const value of values) histogram.add(value);
    return histogram;
  }
  /** A new histogram of both; it keeps exact values up to the larger of the two limits, where both still have theirs. */
  static merge(a, b) {
    const merged = new _Histogram(Math.max(a.#limit, b.#limit));
    merged.absorb(a);
    merged.absorb(b);
    return merged;
  }
  /** Adds a finite value. */
  add(finite) {
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
  absorb(other) {
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
    this.#buckets.merge(other.#buckets);
  }
  get count() {
    return this.#count;
  }
  get sum() {
    return this.#sum;
  }
  /** Smallest value; NaN when there is none, as are all the answers below. */
  get min() {
    return this.#count === 0 ? Number.NaN : this.#min;
  }
  get max() {
    return this.#count === 0 ? Number.NaN : this.#max;
  }
  get mean() {
    return this.#sum / this.#count;
  }
  /** Whether all values are still there, so that nothing below is approximated. */
  get exact() {
    return this.#values !== null;
  }
  /** How far quantile() and trimmedMean() may be off, as a share of the values they stand on. */
  get relativeError() {
    return this.exact ? 0 : RELATIVE_ERROR;
  }
  /** The p-quantile (p in 0–1) by linear interpolation, type 7 of Hyndman and Fan, as k6's own percentiles. */
  quantile(p) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile: p is ${p}, which is not between 0 and 1.`);
    if (this.#count === 0) return Number.NaN;
    const position = (this.#count - 1) * p;
    const [low, high] = this.#atRanks(Math.floor(position), Math.ceil(position));
    return low + (high - low) * (position - Math.floor(position));
  }
  /** The mean of the smallest `share` (0–1) of the values; the value at the cut counts with the part of it that is in. */
  trimmedMean(share) {
    if (!(share > 0 && share <= 1))
      throw new RangeError(`trimmedMean: the share is ${share}, not above 0 and up to 1.`);
    if (this.#count === 0) return Number.NaN;
    const kept = this.#count * share;
    let left = kept;
    let sum = 0;
    for (const { low, high, count } of this.#ranges()) {
      const taken = Math.min(count, left);
      sum += taken * (low + (high - low) * taken / count / 2);
      left -= taken;
      if (left <= 0) break;
    }
    return sum / kept;
  }
  /** How many values lie between each two of `edges`, which rise; what lies outside counts to the nearest. */
  counts(edges) {
    const counts = new Array(edges.length - 1).fill(0);
    let bin = 0;
    for (const { low, high, count } of this.#ranges()) {
      const middle = low + (high - low) / 2;
      while (bin < counts.length - 1 && middle >= edges[bin + 1]) bin++;
      counts[bin] += count;
    }
    return counts;
  }
  toJSON() {
    const { min, max } = this.#count === 0 ? { min: 0, max: 0 } : { min: this.#min, max: this.#max };
    const values = this.#values === null ? null : [...this.#inOrder()];
    const buckets = this.#buckets === null ? [] : this.#buckets.entries().flat();
    return { count: this.#count, sum: this.#sum, min, max, limit: this.#limit, values, zeros: this.#zeros, buckets };
  }
  /** The histogram that toJSON wrote; throws DataError for anything else. */
  static fromJSON(json) {
    const data = checkHistogram(json);
    const histogram = new _Histogram(data.limit);
    for (const value of data.values ?? []) histogram.add(value);
    histogram.#sum = data.sum;
    if (data.values !== null) return histogram;
    histogram.#spill();
    histogram.#count = data.count;
    histogram.#min = data.min;
    histogram.#max = data.max;
    histogram.#zeros = data.zeros;
    for (let i = 0; i < data.buckets.length; i += 2) histogram.#buckets.addTo(data.buckets[i], data.buckets[i + 1]);
    return histogram;
  }
  #put(value) {
    if (value === 0) this.#zeros++;
    else this.#buckets.add(value);
  }
  #spill() {
    const values = this.#values;
    this.#buckets = new Buckets();
    this.#values = null;
    for (const value of values) this.#put(value);
  }
  #inOrder() {
    if (!this.#sorted) this.#values.sort((a, b) => a - b);
    this.#sorted = true;
    return this.#values;
  }
  /** The values in ascending order, those of a bucket together; bounds never beyond the true minimum and maximum. */
  *#ranges() {
    if (this.#values !== null) {
      for (const value of this.#inOrder()) yield { low: value, high: value, count: 1 };
      return;
    }
    let zeros = this.#zeros;
    for (const range of this.#buckets.ranges()) {
      if (zeros > 0 && range.low >= 0) {
        yield { low: 0, high: 0, count: zeros };
        zeros = 0;
      }
      yield { low: Math.max(range.low, this.#min), high: Math.min(range.high, this.#max), count: range.count };
    }
    if (zeros > 0) yield { low: 0, high: 0, count: zeros };
  }
  /** The values at two ranks (0-based, low ≤ high ≤ low + 1). */
  #atRanks(low, high) {
    if (this.#values !== null) return [this.#inOrder()[low], this.#inOrder()[high]];
    let before = 0;
    let atLow = this.#max;
    for (const range of this.#ranges()) {
      const at = (rank) => range.low + (range.high - range.low) * (rank - before + 0.5) / range.count;
      if (low >= before && low < before + range.count) atLow = at(low);
      if (high < before + range.count) return [atLow, at(high)];
      before += range.count;
    }
    return [atLow, this.#max];
  }
};
export {
  EXACT_VALUES,
  Histogram
};
