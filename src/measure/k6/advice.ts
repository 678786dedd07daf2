/** What a run's health says about the settings, for people. Pure. */
import { median } from "simple-statistics";
import type { RoundLength } from "./plan.ts";

/** Of one round of one script. */
export interface Health {
  /** Milliseconds of the median iteration, both sides in it where both are driven; NaN when none ended. */
  readonly iteration: number;
  /** Share of the machine's processors that was busy. */
  readonly busy: number;
}

/** Above this queues build up, and a difference comes out larger than the server's own (bench/twin: dilution). */
const BUSY = 0.5;

export interface AdviceInput {
  readonly label: string;
  readonly round: RoundLength;
  readonly twin: boolean;
  readonly rounds: readonly Health[];
}

export function adviceOf({ label, round, twin, rounds }: AdviceInput): readonly string[] {
  if (rounds.length === 0) return [];
  const advice: string[] = [];
  const iterations = rounds.map(({ iteration }) => iteration).filter(Number.isFinite);
  const iteration = iterations.length === 0 ? Number.NaN : median(iterations);
  const length = round.warmup + round.measure;
  if (iteration > length / 5) {
    const wanted = Math.ceil((5 * iteration - round.warmup) / 1000);
    advice.push(
      `${label}: half of its iterations take more than ${(iteration / 1000).toFixed(1)} s, over a fifth of a round of ${length / 1000} s, so few of them end in it: a k6.round.measure of ${wanted}s would do.`,
    );
  }
  const busy = median(rounds.map((one) => one.busy));
  if (twin && busy > BUSY) {
    advice.push(
      `${label}: the processors were ${Math.round(busy * 100)} % busy; above ${BUSY * 100} % queues build up, and a difference comes out larger than the server's own: lower the rate, or use k6.driver: alternate.`,
    );
  }
  return advice;
}
