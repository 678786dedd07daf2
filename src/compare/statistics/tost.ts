import { signFlipP } from "./sign-flip.ts";

export interface Equivalence {
  /** Small when the centre is shown to be above -margin. */
  readonly aboveLow: number;
  /** Small when the centre is shown to be below +margin. */
  readonly belowHigh: number;
  /** The larger of the two: equivalence is shown when both are small enough. */
  readonly p: number;
}

/**
 * Two one-sided tests (Schuirmann 1987): are the differences shown to lie inside ±margin? Each side is the exact
 * sign-flip test of the differences shifted by the margin. `margin` is positive, in the differences' unit.
 */
export function equivalence(differences: readonly number[], margin: number): Equivalence {
  const aboveLow = signFlipP(differences.map((d) => d + margin));
  const belowHigh = signFlipP(differences.map((d) => margin - d));
  return { aboveLow, belowHigh, p: Math.max(aboveLow, belowHigh) };
}
