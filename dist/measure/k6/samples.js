// src/measure/k6/samples.ts
import { SAMPLES_TO_GATE } from "./metrics.js";
var LONGEST = 3600;
function fewSamples(rate, measure) {
  const samples = Math.round(rate * measure / 1e3);
  if (samples >= SAMPLES_TO_GATE) return null;
  const seconds = Math.ceil((SAMPLES_TO_GATE + 1) / rate);
  const enough = seconds <= LONGEST ? `a k6.round.measure of ${seconds}s` : "a higher rate";
  return `the latency of what an iteration asks at most once does not gate: ${samples} samples a side and round, ${SAMPLES_TO_GATE} needed (${enough} would do)`;
}
export {
  fewSamples
};
