/** Whether a round's runs had the machine that the others had, by Lighthouse's benchmarkIndex. Pure. */
import { median } from "simple-statistics";

/** Runs to compare with; few enough that a machine which has changed for good is soon the usual one. */
const RECENT = 10;

/**
 * A speed that differs from the usual by this factor, up or down, is another machine for a moment. The index is coarse:
 * on one shared machine its logarithms spread by .17 around their median, so that one run in a thousand is this far out.
 */
const FACTOR = 1.75;

/**
 * Why a round is unfit, in words that follow "because"; null when it is fit. One run out of line, too slow or too fast, on
 * either side, spoils its round: the decision depends on the speeds alone, not on whose they are, so that redoing the
 * round favours no side.
 *
 * @param earlier the indices of all runs of the job before, in order, also those of rounds that were unfit
 * @param now those of the round
 */
export function outOfLine(earlier: readonly number[], now: readonly number[]): string | null {
  // A round may have none: of user flows that all failed.
  if (now.length === 0) return null;
  const usual = median([...earlier.slice(-RECENT), ...now]);
  const odd = now.find((index) => index * FACTOR < usual || index > usual * FACTOR);
  if (odd === undefined) return null;
  return `the machine ran at ${Math.round((odd / usual) * 100)} % of its usual speed in one run (benchmarkIndex ${Math.round(odd)}, usually ${Math.round(usual)})`;
}
