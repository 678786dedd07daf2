/** The metrics that have a place of their own in the page. */
import type { Comparison } from "../../../model/comparison.ts";
import type { View } from "../words/view.ts";

/** A metric that has a place of its own. */
export interface Entry {
  readonly comparison: Comparison;
  /** Its id in the page. */
  readonly anchor: string;
  readonly at: "open" | "closed";
}

/** More of them nobody opens; the rest are rows of the table. */
export const MOST_ENTRIES = 200;

/** Worst first, then what gates and did not move, the largest estimate first. */
export function entriesOf({ moved, open, settled, alone }: View): readonly Entry[] {
  const gating = [...settled.values(), ...alone.values()].flat().filter(({ rule }) => rule.role === "gate");
  const shown = [...moved, ...open, ...gating.toSorted((a, b) => sizeOf(b) - sizeOf(a))].slice(0, MOST_ENTRIES);
  return shown.map((comparison, i) => ({
    comparison,
    anchor: `m${i + 1}`,
    at: i === 0 && comparison.change === "regressed" ? "open" : "closed",
  }));
}

/** Against what is to be found. */
function sizeOf({ effect, rule }: Comparison): number {
  return effect === null || !Number.isFinite(effect.value) ? 0 : Math.abs(effect.value) / (rule.detect || 1);
}
