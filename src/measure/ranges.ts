/** What each round of a side gave to rules, kept as its extremes: what tells a change from chance. Pure. */
import type { Range, RuleId } from "../model/finding.ts";
import type { Side } from "../model/series.ts";
import { type FactRule, type Found, keyOf, largest } from "./fact-rule.ts";

/** Numbers of a rule: what is named otherwise in each round must not fill our memory, and is nothing that stays. */
const MOST = 20_000;

/** For rules that look at everything in a round, or at nothing. */
export const ALL = "*";

export interface Ranges<Seen> {
  /** One more round, seen by itself. */
  add(round: Seen): void;
  /** null: no round looked for it. In a round that did, and had none of it, it was nothing. */
  of(rule: RuleId, found: Pick<Found, "subject" | "name" | "key">): Range | null;
}

export type SideRanges<Seen> = Readonly<Record<Side, Ranges<Seen>>>;

export function onSides<T>(of: (side: Side) => T): Readonly<Record<Side, T>> {
  return { base: of("base"), head: of("head") };
}

/** Of one number a round; null: there was none. */
export function rangeOf(values: readonly number[]): Range | null {
  if (values.length === 0) return null;
  return { rounds: values.length, least: Math.min(...values), most: Math.max(...values) };
}

export function createRanges<Seen>(rules: readonly FactRule<Seen>[]): Ranges<Seen> {
  const ofRules = new Map(
    rules.map(({ rule }) => [rule, { looked: new Map<string, number>(), found: new Map<string, Range>() }]),
  );
  return {
    add(round) {
      for (const { rule, of, looked } of rules) {
        const known = ofRules.get(rule)!;
        for (const subject of looked?.(round) ?? [ALL]) known.looked.set(subject, (known.looked.get(subject) ?? 0) + 1);
        for (const [key, { value }] of largest(of(round))) {
          const before = known.found.get(key);
          if (before === undefined && known.found.size === MOST) continue;
          known.found.set(key, before === undefined ? rangeOf([value])! : wider(before, value));
        }
      }
    },
    of(rule, found) {
      const known = ofRules.get(rule);
      const rounds = known?.looked.get(ALL) ?? known?.looked.get(found.subject) ?? 0;
      if (known === undefined || rounds === 0) return null;
      const range = known.found.get(keyOf(found));
      if (range === undefined) return known.found.size === MOST ? null : { rounds, least: 0, most: 0 };
      const { rounds: times, least, most } = range;
      return times < rounds ? { rounds, least: Math.min(0, least), most: Math.max(0, most) } : range;
    },
  };
}

const wider = ({ rounds, least, most }: Range, value: number): Range => ({
  rounds: rounds + 1,
  least: Math.min(least, value),
  most: Math.max(most, value),
});
