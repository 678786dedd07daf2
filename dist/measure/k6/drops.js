// src/measure/k6/drops.ts
function droppedWhileMeasuring(fold, { warmup, measure }) {
  const began = fold.cells.find(({ metric }) => metric === "weighbridge_began")?.aggregate;
  if (began?.kind !== "gauge") return fold.dropped.all;
  const from = began.min + warmup;
  return fold.dropTimes.filter((time) => time >= from && time < from + measure).length;
}
export {
  droppedWhileMeasuring
};
