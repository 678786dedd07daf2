import { medianAbsoluteDeviation, probit, sampleStandardDeviation } from "simple-statistics";

/** Power that every figure here is for: an effect of the size given is found 95 times in 100. */
const POWER = 0.95;

/** What the clipped sign-flip test costs against a z test at small shares, by simulation. */
const ALLOWANCE = 1.2;

/**
 * Standard deviation of the differences, robustly: 1.4826 * MAD. Where more than half of them are equal the MAD is zero
 * and says nothing, so the ordinary standard deviation stands in. 0 for fewer than two values.
 */
export function spread(differences: readonly number[]): number {
  if (differences.length < 2) return 0;
  const robust = 1.4826 * medianAbsoluteDeviation(differences as number[]);
  return robust > 0 ? robust : sampleStandardDeviation(differences as number[]);
}

/** The least rounds with which an exact sign-flip test can give a p as small as `share`: 2^-n <= share. */
export function roundsForShare(share: number): number {
  let rounds = 0;
  for (let p = 1; p > share; p /= 2) rounds++;
  return rounds;
}

/**
 * The smallest mean difference that `rounds` rounds would have found, in the differences' unit: (z_share + z_.95) * sd *
 * sqrt(1.2 / rounds). null where no difference however large could reach the share.
 */
export function smallestVisible(sd: number, rounds: number, share: number): number | null {
  if (rounds < roundsForShare(share)) return null;
  return (probit(1 - share) + probit(POWER)) * sd * Math.sqrt(ALLOWANCE / rounds);
}

/** The rounds that finding a mean difference of `effect` (> 0, in the differences' unit) takes: the same, solved for n. */
export function roundsNeeded(sd: number, effect: number, share: number): number {
  const z = probit(1 - share) + probit(POWER);
  return Math.max(roundsForShare(share), Math.ceil((ALLOWANCE * (z * sd) ** 2) / effect ** 2));
}
