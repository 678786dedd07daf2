/** One look's p-values of one group of metrics, adjusted for all gating metrics of the job. */
import { holm } from "./statistics/holm.ts";
import { minPAdjusted } from "./statistics/min-p.ts";
import type { Tested } from "./tested.ts";

export interface GroupAtLook {
  /** The metrics of the group that are still open. Nothing can be shown of those with p = 1 (isLive): they take nothing. */
  readonly tested: readonly Tested[];
  /**
   * The group's part of the false alarms. It stays the same whatever is settled, here or elsewhere, so that the parts of all
   * groups never come to more than one.
   */
  readonly part: number;
  /** The false alarms that may be spent at this look, all groups together. */
  readonly level: number;
}

export type Direction = "worse" | "better";

/**
 * p-values to be held against `level`, in the order given: rejecting where one is at most that keeps the chance of any
 * false rejection at this look, all groups together, at `level`.
 *
 * Inside the group Holm's step-down is the rule. Where it rejects less than might be, the metrics are tested jointly
 * (Westfall and Young's min-P), so that their correlation counts: by construction never weaker than Holm, and exact, for
 * all sign patterns are counted. Where those are too many Holm's stand, a choice that knows nothing of the signs.
 */
export function adjustAtLook({ tested, part, level }: GroupAtLook, direction: Direction): readonly number[] {
  const ps = tested.map((one) => (direction === "worse" ? one.pWorse : one.pBetter));
  const live = tested.flatMap((one, i) => (Math.min(one.pWorse, one.pBetter) < 1 ? [i] : []));
  const own = level * part;
  const alone = holm(
    live.map((i) => ps[i]!),
    live.length,
  );
  // A joint p is never below the plain one.
  const mayGain = live.some((i, k) => ps[i]! <= own && alone[k]! > own);
  const joint = mayGain
    ? jointly(
        live.map((i) => tested[i]!),
        direction,
      )
    : null;
  const adjusted = new Map(live.map((i, k) => [i, part === 0 ? 1 : Math.min(1, (joint ?? alone)[k]! / part)]));
  return ps.map((_, i) => adjusted.get(i) ?? 1);
}

/** null where metrics cannot be tested jointly: rates, or too many sign patterns. */
function jointly(tested: readonly Tested[], direction: Direction): readonly number[] | null {
  const rounds = Math.max(...tested.map(({ worseByRound }) => worseByRound?.length ?? 0));
  const signed = tested.flatMap(({ worseByRound }) => {
    if (worseByRound === null) return [];
    const inDirection = worseByRound.map((d) => d && (direction === "worse" ? d : -d));
    // What cannot be judged has no differences, and flips nothing.
    return [[...inDirection, ...new Array<null>(rounds - inDirection.length).fill(null)]];
  });
  return signed.length < tested.length ? null : minPAdjusted(signed);
}
