/** Facts of several rules, from what was seen of each side. Pure. */
import type { Fact } from "../model/finding.ts";
import { SIDES, type Side } from "../model/series.ts";
import { type FactRule, type Found, keyOf, largest } from "./fact-rule.ts";
import type { SideRanges } from "./ranges.ts";
import { asName } from "./subject.ts";

/** Facts of one rule, the largest. */
const MOST = 50;

/**
 * From all rounds of each side together, and the rounds by themselves. null: nothing is known of that side. Of several numbers
 * of one key the largest counts. Which are kept is the same whatever side a number is of: else chance would have more of them to
 * choose from than are counted.
 */
export function gatherFacts<Seen>(
  collector: string,
  rules: readonly FactRule<Seen>[],
  sides: Readonly<Record<Side, Seen | null>>,
  ranges: SideRanges<Seen>,
): readonly Fact[] {
  return rules.flatMap(({ rule, unit, of }) => {
    const [base, head] = [sides.base, sides.head].map((seen) => (seen === null ? new Map() : largest(of(seen))));
    // Head first: what is said of a number is said of head's.
    const all = new Map<string, Found>([...base!, ...head!]);
    const facts = [...all.values()].map((found) => {
      const { subject, name, note } = found;
      const numberOn = (on: ReadonlyMap<string, Found>) => on.get(keyOf(found))?.value ?? null;
      const rounds = { base: ranges.base.of(rule, found), head: ranges.head.of(rule, found) };
      const numbers = { base: numberOn(base!), head: numberOn(head!) };
      const fact: Fact = { rule, collector, subject: asName(subject), name, ...numbers, unit, note, at: null, rounds };
      return { fact, most: Math.max(...SIDES.map((side) => rounds[side]?.most ?? numbers[side] ?? 0)) };
    });
    return facts
      .toSorted((one, other) => other.most - one.most)
      .slice(0, MOST)
      .map(({ fact }) => fact);
  });
}
