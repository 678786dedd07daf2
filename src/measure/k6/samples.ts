/** Whether the rate of a scenario gives a round as many samples as a latency needs to gate, said before the first. Pure. */
import { SAMPLES_TO_GATE } from "./metrics.ts";

/** Seconds that `k6.round.measure` may be. */
const LONGEST = 3600;

/**
 * "the latency of what an iteration asks at most once does not gate: 15 samples a side and round, 200 needed (a
 * k6.round.measure of 67s would do)"; null where there are enough. Which requests an iteration makes, and how often, no plan
 * knows. `rate`: iterations/s a side; `measure`: milliseconds of a round that are measured.
 */
export function fewSamples(rate: number, measure: number): string | null {
  const samples = Math.round((rate * measure) / 1000);
  if (samples >= SAMPLES_TO_GATE) return null;
  // One more, as the round's edges may cut one.
  const seconds = Math.ceil((SAMPLES_TO_GATE + 1) / rate);
  const enough = seconds <= LONGEST ? `a k6.round.measure of ${seconds}s` : "a higher rate";
  return `the latency of what an iteration asks at most once does not gate: ${samples} samples a side and round, ${SAMPLES_TO_GATE} needed (${enough} would do)`;
}
