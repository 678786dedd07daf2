// src/measure/lighthouse/representative.ts
function nearestMedian(values) {
  const runs = values.flatMap((value, index) => value === null ? [] : [{ value, index }]);
  const sorted = runs.sort((a, b) => a.value - b.value);
  return sorted[Math.floor((sorted.length - 1) / 2)]?.index ?? null;
}
export {
  nearestMedian
};
