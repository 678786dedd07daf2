/** Whether this runner can measure at all, from what it shows before and during each round. Pure. */
import { mean, median, medianAbsoluteDeviation } from "simple-statistics";

/** What the machine showed in one try. Both sides were in it, so no reading knows which is which. */
export interface Readings {
  /** Milliseconds of the fixed task, right before the round. */
  readonly calibration: number;
  /** Share of the processors' time that the hypervisor gave to others meanwhile, 0–1; null where the system does not tell. */
  readonly steal: number | null;
}

/**
 * Share of stolen time over which a round is redone. Time is stolen in pieces as long as many requests, from one side and
 * then from the other, which pairing does not take out. A small shared machine loses some percent now and then and measures
 * well, so the limit is beyond that: it is for a neighbour's burst, not for the usual neighbours.
 */
const STEAL_LIMIT = 0.1;

/** Fewer tries say nothing about a runner. */
const ENOUGH = 5;

/**
 * A speed that changes by more than this from one try to the next is a leap. Half speed, which a second job on the machine
 * makes, is none, not even with a fifth of scatter on top: both sides of a round are slowed by it alike.
 */
const LEAP = 2.5;
/** Part of the tries that may begin with a leap. Beyond it, what one round was measured on is not what the next one was. */
const LEAPS_ALLOWED = 1 / 3;

/** Why a round must be redone, as a clause; null when it counts. Blind to which side is which, and to the values. */
export function unfitRound({ steal }: Readings): string | null {
  if (steal === null || steal <= STEAL_LIMIT) return null;
  return `the hypervisor took ${percent(steal)} of the CPU time (more than ${percent(STEAL_LIMIT)})`;
}

export type Fitness = { readonly kind: "fit" } | { readonly kind: "unfit"; readonly why: string };

/**
 * Whether all tries of a job together, kept or not, in order, are worth judging by. Generous: being slow, being slower for a
 * while and drifting leave a runner fit, for both sides of each round have it alike.
 */
export function runnerFitness(rounds: readonly Readings[]): Fitness {
  if (rounds.length < ENOUGH) return { kind: "fit" };
  const robbed = rounds.filter((one) => unfitRound(one) !== null).length;
  if (robbed > rounds.length / 2) {
    const why = `in ${robbed} of ${rounds.length} rounds the hypervisor took more than ${percent(STEAL_LIMIT)} of the CPU time`;
    return { kind: "unfit", why };
  }
  const leaps = rounds.filter((one, i) => i > 0 && isLeap(rounds[i - 1]!, one)).length;
  if (leaps > (rounds.length - 1) * LEAPS_ALLOWED) {
    const why = `a fixed task took more than ${LEAP} times as long as a round earlier, or less than 1/${LEAP} of it, in ${leaps} of ${rounds.length - 1} rounds`;
    return { kind: "unfit", why };
  }
  return { kind: "fit" };
}

function isLeap(before: Readings, after: Readings): boolean {
  return Math.abs(Math.log(after.calibration / before.calibration)) > Math.log(LEAP);
}

/** For the report: "fixed task 31 ms ± 4 % a round, 1.2 % of CPU time stolen, at most 3.0 %". */
export function sayNoise(rounds: readonly Readings[]): string {
  if (rounds.length === 0) return "nothing was measured";
  const times = rounds.map(({ calibration }) => calibration);
  // Robust: 1.4826 * MAD, of logarithms, so that half and double speed weigh alike.
  const scatter = Math.expm1(1.4826 * medianAbsoluteDeviation(times.map(Math.log)));
  const task = `fixed task ${median(times).toFixed(0)} ms ± ${(scatter * 100).toFixed(0)} % a round`;
  const steals = rounds.flatMap(({ steal }) => (steal === null ? [] : [steal]));
  if (steals.length === 0) return `${task}; the system does not tell how much CPU time is stolen`;
  return `${task}, ${percent(mean(steals))} of CPU time stolen, at most ${percent(Math.max(...steals))}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1).replace(/^(\d{2,})\.0$/, "$1")} %`;
}
