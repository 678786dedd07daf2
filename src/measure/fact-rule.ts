/** What a watcher reads of a side, or of one of its rounds, for a rule. Pure. */
import type { Fact, RuleId } from "../model/finding.ts";

/** One number of one side. */
export interface Found extends Pick<Fact, "subject" | "name" | "note"> {
  readonly value: number;
  /** What it is known by in all rounds and on both sides; absent: by subject and name. */
  readonly key?: string;
}

export interface FactRule<Seen> {
  readonly rule: RuleId;
  readonly unit: Fact["unit"];
  readonly of: (seen: Seen) => readonly Found[];
  /** Subjects that it can be told of, whether or not there is any; absent: all. */
  readonly looked?: (seen: Seen) => Iterable<string>;
}

/** What a number is known by in all rounds and on both sides. */
export const keyOf = ({ subject, name, key }: Pick<Found, "subject" | "name" | "key">): string =>
  key ?? JSON.stringify([subject, name]);

/** Of the largest number of each key. */
export function largest(found: readonly Found[]): ReadonlyMap<string, Found> {
  const byKey = new Map<string, Found>();
  for (const one of found) {
    const known = byKey.get(keyOf(one));
    if (known === undefined || known.value < one.value) byKey.set(keyOf(one), one);
  }
  return byKey;
}
