/** Facts of several rules, from what was seen of each side. Pure. */
import type { Fact, RuleId } from "../model/finding.ts";
import type { Side } from "../model/series.ts";
import { asName } from "./subject.ts";

/** Facts of one rule, the largest. */
const MOST = 50;

/** One number of one side. */
export interface Found extends Pick<Fact, "subject" | "name" | "note"> {
  readonly value: number;
}

export interface FactRule<Seen> {
  readonly rule: RuleId;
  readonly unit: Fact["unit"];
  readonly of: (seen: Seen) => readonly Found[];
}

/** null: nothing is known of that side. Of several numbers of one subject and name the largest counts. */
export function gatherFacts<Seen>(
  collector: string,
  rules: readonly FactRule<Seen>[],
  sides: Readonly<Record<Side, Seen | null>>,
): readonly Fact[] {
  return rules.flatMap(({ rule, unit, of }) => {
    const facts = new Map<string, Fact>();
    // Head first: what is said of a number is said of head's.
    for (const side of ["head", "base"] as const) {
      const seen = sides[side];
      if (seen === null) continue;
      const found = [...of(seen)].sort((one, other) => other.value - one.value).slice(0, MOST);
      for (const { subject, name, value, note } of found) {
        const key = JSON.stringify([subject, name]);
        const shared = { rule, collector, subject: asName(subject), name, unit, note, at: null } as const;
        const known = facts.get(key) ?? { ...shared, base: null, head: null };
        facts.set(key, known[side] === null ? { ...known, [side]: value } : known);
      }
    }
    return [...facts.values()].slice(0, MOST);
  });
}
