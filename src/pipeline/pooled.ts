/** Facts of a collector that goes on: its earlier rounds tell of them too. Pure. */
import type { Fact, Range } from "../model/finding.ts";

/**
 * With the extremes over the rounds of the attempts before, whose fact is the same one. One of fewer rounds would be less sure
 * after an attempt that saw it again than before. Where it was not seen in both, nobody knows how many rounds looked for it.
 */
export function pooledWith(earlier: readonly Fact[]): (fact: Fact) => Fact {
  const before = new Map(earlier.map((fact) => [keyOf(fact), fact.rounds]));
  return (fact) => {
    const [now, then] = [fact.rounds, before.get(keyOf(fact))];
    if (now === undefined || then === undefined || now === "same" || then === "same") return fact;
    return { ...fact, rounds: { base: both(then.base, now.base), head: both(then.head, now.head) } };
  };
}

const keyOf = ({ rule, collector, subject, name }: Fact) => JSON.stringify([rule, collector, subject, name]);

function both(then: Range | null, now: Range | null): Range | null {
  if (then === null || now === null) return then ?? now;
  return {
    rounds: then.rounds + now.rounds,
    least: Math.min(then.least, now.least),
    most: Math.max(then.most, now.most),
  };
}
