/** The indices of the `count` highest scores, highest first; of equals the lower index first. */
export function top(scores, count) {
  return Array.from(scores.keys())
    .sort((a, b) => scores[b] - scores[a] || a - b)
    .slice(0, count);
}
