/**
 * Logarithmic buckets read off a double's own bits: sign and exponent choose a page (one octave of one sign), the next
 * seven bits of the mantissa one of its 128 counters. No logarithm is taken, so the same values give the same buckets on
 * every machine. A bucket is at most 1/128 of its lower bound wide: any point inside is within 0.79 % of any other.
 */
export const RELATIVE_ERROR = 1 / 128;
const PER_PAGE = 128;

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);
/** Which half of a double holds sign and exponent: 1 where the low byte comes first. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

export class Buckets {
  readonly #pages = new Map<number, Uint32Array>();
  #lastPage = -1;
  #last: Uint32Array = new Uint32Array(0);

  /** Counts one finite value that is not zero. */
  add(value: number): void {
    double[0] = value;
    this.addTo(halves[HIGH]! >>> 13, 1);
  }

  addTo(bucket: number, count: number): void {
    const page = bucket >>> 7;
    if (page !== this.#lastPage) {
      let counters = this.#pages.get(page);
      if (counters === undefined) {
        counters = new Uint32Array(PER_PAGE);
        this.#pages.set(page, counters);
      }
      this.#last = counters;
      this.#lastPage = page;
    }
    this.#last[bucket & 127]! += count;
  }

  merge(other: Buckets): void {
    for (const [bucket, count] of other.entries()) this.addTo(bucket, count);
  }

  /** The buckets in use with their counts, by number. */
  entries(): [bucket: number, count: number][] {
    const used: [number, number][] = [];
    for (const page of [...this.#pages.keys()].sort((a, b) => a - b)) {
      const counters = this.#pages.get(page)!;
      for (let i = 0; i < PER_PAGE; i++) if (counters[i]! > 0) used.push([page * PER_PAGE + i, counters[i]!]);
    }
    return used;
  }

  /** The buckets in use, from the smallest values to the largest: the bounds are ordered too. */
  ranges(): Range[] {
    const ranges = this.entries().map(([bucket, count]) => ({ ...bounds(bucket), count }));
    return ranges.sort((a, b) => a.low - b.low);
  }
}

/** `count` values of which each is within [low, high]. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** The highest bucket number + 1: 12 bits of sign and exponent, 7 of mantissa. */
export const BUCKETS = 2 ** 19;

function bounds(bucket: number): { low: number; high: number } {
  const near = decode(bucket);
  // The next bucket's first value, except where that would be an infinity or the other sign's zero.
  const far = decode(bucket + 1);
  const end = Number.isFinite(far) ? far : Math.sign(near) * Number.MAX_VALUE;
  return near < 0 || Object.is(near, -0) ? { low: end, high: near } : { low: near, high: end };
}

function decode(bucket: number): number {
  halves[HIGH] = (bucket << 13) >>> 0;
  halves[1 - HIGH] = 0;
  return double[0]!;
}
