// src/measure/k6/fold/buckets.ts
var RELATIVE_ERROR = 1 / 128;
var PER_PAGE = 128;
var double = new Float64Array(1);
var halves = new Uint32Array(double.buffer);
var HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;
var Buckets = class {
  #pages = /* @__PURE__ */ new Map();
  #lastPage = -1;
  #last = new Uint32Array(0);
  /** Counts one finite value that is not zero. */
  add(value) {
    double[0] = value;
    this.addTo(halves[HIGH] >>> 13, 1);
  }
  addTo(bucket, count) {
    const page = bucket >>> 7;
    if (page !== this.#lastPage) {
      let counters = this.#pages.get(page);
      if (counters === void 0) {
        counters = new Uint32Array(PER_PAGE);
        this.#pages.set(page, counters);
      }
      this.#last = counters;
      this.#lastPage = page;
    }
    this.#last[bucket & 127] += count;
  }
  merge(other) {
    for (const [bucket, count] of other.entries()) this.addTo(bucket, count);
  }
  /** The buckets in use with their counts, by number. */
  entries() {
    const used = [];
    for (const page of [...this.#pages.keys()].sort((a, b) => a - b)) {
      const counters = this.#pages.get(page);
      for (let i = 0; i < PER_PAGE; i++) if (counters[i] > 0) used.push([page * PER_PAGE + i, counters[i]]);
    }
    return used;
  }
  /** The buckets in use, from the smallest values to the largest: the bounds are ordered too. */
  ranges() {
    const ranges = this.entries().map(([bucket, count]) => ({ ...bounds(bucket), count }));
    return ranges.sort((a, b) => a.low - b.low);
  }
};
var BUCKETS = 2 ** 19;
function bounds(bucket) {
  const near = decode(bucket);
  const far = decode(bucket + 1);
  const end = Number.isFinite(far) ? far : Math.sign(near) * Number.MAX_VALUE;
  return near < 0 || Object.is(near, -0) ? { low: end, high: near } : { low: near, high: end };
}
function decode(bucket) {
  halves[HIGH] = bucket << 13 >>> 0;
  halves[1 - HIGH] = 0;
  return double[0];
}
export {
  BUCKETS,
  Buckets,
  RELATIVE_ERROR
};
