// src/measure/k6/drops.ts
function whyUnfit(folds, label, round) {
  const dropped = Math.max(...folds.map((fold) => droppedWhileMeasuring(fold, round)));
  if (dropped > 0) return `k6 dropped ${dropped} iterations of ${label}`;
  const untimed = folds.reduce((sum, { points }) => sum + points.untimed, 0);
  return untimed > 0 ? `the clock was set while ${label} ran: ${untimed} of its times are none` : null;
}
function droppedWhileMeasuring(fold, { warmup, measure }) {
  const began = fold.cells.find(({ metric }) => metric === "weighbridge_began")?.aggregate;
  if (began?.kind !== "gauge") return fold.dropped.all;
  const from = began.min + warmup;
  return fold.dropTimes.filter((time) => time >= from && time < from + measure).length;
}
export {
  whyUnfit
};
