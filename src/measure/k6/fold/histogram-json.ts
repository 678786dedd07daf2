import { DataError } from "../../../errors.ts";
import { BUCKETS } from "./buckets.ts";

/** A histogram as it is stored. */
export interface HistogramJson {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly limit: number;
  /** All values, sorted, while they are few; else null. */
  readonly values: readonly number[] | null;
  /** Zeros, and pairs of bucket and count after one another, once the values are many. */
  readonly zeros: number;
  readonly buckets: readonly number[];
}

/** `json` as a stored histogram, or DataError. */
export function checkHistogram(json: unknown): HistogramJson {
  const data = json as HistogramJson | null;
  const whole = (n: unknown) => Number.isSafeInteger(n) && (n as number) >= 0;
  const numbers = (list: unknown) => Array.isArray(list) && list.every((n) => Number.isFinite(n));
  const valid =
    typeof data === "object" &&
    data !== null &&
    [data.count, data.limit, data.zeros].every(whole) &&
    numbers([data.sum, data.min, data.max]) &&
    (data.values === null || (numbers(data.values) && data.values.length === data.count && data.count <= data.limit)) &&
    numbers(data.buckets) &&
    data.buckets.length % 2 === 0 &&
    data.buckets.every((n, i) => whole(n) && n < (i % 2 === 0 ? BUCKETS : 2 ** 32)) &&
    (data.values !== null || data.count === data.buckets.reduce((sum, n, i) => sum + (i % 2) * n, data.zeros));
  if (!valid) throw new DataError("A stored histogram is not one: its counts, values or buckets do not fit together.");
  return data;
}
