export interface Split {
  /** Index of the first value of the right part. */
  readonly index: number;
  readonly divergence: number;
}

/**
 * The split of values[from, to) that maximises the energy divergence of E-divisive with alpha 1 (Matteson and James 2014):
 * left part [from, index), right part [index, end) with any end up to `to`. With n and m values in them,
 * Q = 2/(n+m) * (sum |x - y| - m/(n-1) * sum of distances inside the left - n/(m-1) * the same of the right).
 * Null for fewer than two values.
 */
export function largestDivergence(values: readonly number[], from: number, to: number): Split | null {
  const length = to - from;
  if (length < 2) return null;
  const toEarlier = distancesToEarlier(values, from, length);
  let best: Split = { index: from + 1, divergence: Number.NEGATIVE_INFINITY };
  let insideLeft = 0;
  for (let n = 1; n < length; n++) {
    insideLeft += toEarlier[(n - 1) * length + n - 1]!;
    let [across, insideRight] = [0, 0];
    for (let m = 1; n + m <= length; m++) {
      const row = (n + m - 1) * length;
      across += toEarlier[row + n]!;
      insideRight += toEarlier[row + n + m - 1]! - toEarlier[row + n]!;
      const left = n > 1 ? (m / (n - 1)) * insideLeft : 0;
      const right = m > 1 ? (n / (m - 1)) * insideRight : 0;
      const divergence = (2 / (n + m)) * (across - left - right);
      if (divergence > best.divergence) best = { index: from + n, divergence };
    }
  }
  return best;
}

/** At [j * length + k]: the sum of |value j - value i| over the first k values, k <= j; values counted from `from`. */
function distancesToEarlier(values: readonly number[], from: number, length: number): Float64Array {
  const sums = new Float64Array(length * length);
  for (let j = 0; j < length; j++) {
    for (let k = 1; k <= j; k++) {
      sums[j * length + k] = sums[j * length + k - 1]! + Math.abs(values[from + j]! - values[from + k - 1]!);
    }
  }
  return sums;
}
