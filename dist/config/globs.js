// src/config/globs.ts
var MOST_WORK = 4e4;
function mayBothMatch(left, right) {
  if (left.length * right.length > MOST_WORK) return true;
  let below = [];
  for (let i = left.length; i >= 0; i--) {
    const row = new Array(right.length + 1).fill(false);
    for (let j = right.length; j >= 0; j--) {
      if (left[i] === "*") row[j] = below[j] || j < right.length && row[j + 1];
      else if (right[j] === "*") row[j] = row[j + 1] || i < left.length && below[j];
      else if (i === left.length || j === right.length) row[j] = i === left.length && j === right.length;
      else row[j] = (left[i] === right[j] || left[i] === "?" || right[j] === "?") && below[j + 1];
    }
    below = row;
  }
  return below[0];
}
export {
  mayBothMatch
};
