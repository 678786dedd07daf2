/** Of the lengths of two globs: beyond it nobody looks, and they may. */
const MOST_WORK = 40_000;

/**
 * Whether some text is matched by both globs, where `*` stands for any run of characters and `?` for one (the globs of
 * matchesId); true for two that are too long to find out. Time and memory are the product of their lengths.
 */
export function mayBothMatch(left: string, right: string): boolean {
  if (left.length * right.length > MOST_WORK) return true;
  // row[j]: whether left[i..] and right[j..] have a text in common; filled from the ends.
  let below: boolean[] = [];
  for (let i = left.length; i >= 0; i--) {
    const row: boolean[] = new Array(right.length + 1).fill(false);
    for (let j = right.length; j >= 0; j--) {
      if (left[i] === "*") row[j] = below[j]! || (j < right.length && row[j + 1]!);
      else if (right[j] === "*") row[j] = row[j + 1]! || (i < left.length && below[j]!);
      else if (i === left.length || j === right.length) row[j] = i === left.length && j === right.length;
      else row[j] = (left[i] === right[j] || left[i] === "?" || right[j] === "?") && below[j + 1]!;
    }
    below = row;
  }
  return below[0]!;
}
