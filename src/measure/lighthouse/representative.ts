/** Which of several runs a reader is shown: one real run, whole, instead of a mosaic of medians. Pure. */

/**
 * The index of the run in the middle, which is the one nearest the median; null when none has a value. The two in the
 * middle of an even number are equally near on a log scale, as fits times: the lower is taken.
 */
export function nearestMedian(values: readonly (number | null)[]): number | null {
  const runs = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  const sorted = runs.sort((a, b) => a.value - b.value);
  return sorted[Math.floor((sorted.length - 1) / 2)]?.index ?? null;
}
