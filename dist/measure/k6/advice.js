// src/measure/k6/advice.ts
import { median } from "../../vendor/simple-statistics.js";
var BUSY = 0.5;
function adviceOf({ label, round, twin, rounds }) {
  if (rounds.length === 0) return [];
  const advice = [];
  const iterations = rounds.map(({ iteration: iteration2 }) => iteration2).filter(Number.isFinite);
  const iteration = iterations.length === 0 ? Number.NaN : median(iterations);
  const length = round.warmup + round.measure;
  if (iteration > length / 5) {
    const wanted = Math.ceil((5 * iteration - round.warmup) / 1e3);
    advice.push(
      `${label}: half of its iterations take more than ${(iteration / 1e3).toFixed(1)} s, over a fifth of a round of ${length / 1e3} s, so few of them end in it: a k6.round.measure of ${wanted}s would do.`
    );
  }
  const busy = median(rounds.map((one) => one.busy));
  if (twin && busy > BUSY) {
    advice.push(
      `${label}: the processors were ${Math.round(busy * 100)} % busy; above ${BUSY * 100} % queues build up, and a difference comes out larger than the server's own: lower the rate, or use k6.driver: alternate.`
    );
  }
  return advice;
}
export {
  adviceOf
};
