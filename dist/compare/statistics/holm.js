// src/compare/statistics/holm.ts
function holm(ps, divisor) {
  if (divisor < ps.length) throw new RangeError(`holm: divisor ${divisor} is below the ${ps.length} p-values given.`);
  const order = ps.map((_, i) => i).sort((a, b) => ps[a] - ps[b]);
  const adjusted = new Array(ps.length);
  let largest = 0;
  for (const [rank, i] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (divisor - rank) * ps[i]));
    adjusted[i] = largest;
  }
  return adjusted;
}
export {
  holm
};
