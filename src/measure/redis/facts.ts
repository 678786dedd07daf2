/** The numbers that rules are judged by. Pure. */
import type { Fact } from "../../model/finding.ts";
import type { Side } from "../../model/series.ts";
import { rangeOf } from "../ranges.ts";
import { asName } from "../subject.ts";
import { TARGET } from "../watched.ts";
import { missedShare } from "./causes.ts";
import type { Seen } from "./seen.ts";

export function factsOf(sides: Readonly<Record<Side, Seen>>): readonly Fact[] {
  const { base, head } = sides;
  const shared = { collector: "redis", subject: TARGET, at: null } as const;
  const hit = [base, head].map(({ load: { hits, misses } }) => (hits + misses === 0 ? null : hits / (hits + misses)));
  const evicted = [base, head].map(({ load }) => (load.requests === 0 ? null : load.evicted / load.requests));
  const worst = worstMissed(sides);
  const { policy } = head.load;
  const facts: readonly Fact[] = [
    {
      ...shared,
      rule: "low-cache-hit",
      name: worst && asName(worst.pattern),
      base: hit[0]!,
      head: hit[1]!,
      rounds: { base: rangeOf(base.load.hitsOfRounds), head: rangeOf(head.load.hitsOfRounds) },
      unit: "fraction",
      note:
        worst && `one request at a time, ${Math.round(worst.share * 100)} % of its reads by ${worst.endpoint} missed`,
    },
    {
      ...shared,
      rule: "evicted-keys",
      name: null,
      base: evicted[0]!,
      head: evicted[1]!,
      rounds: { base: rangeOf(base.load.evictedOfRounds), head: rangeOf(head.load.evictedOfRounds) },
      unit: "count",
      note: policy === "" ? null : `its maxmemory-policy is ${policy}`,
    },
  ];
  return facts.filter((one) => one.base !== null || one.head !== null);
}

interface Missed {
  readonly endpoint: string;
  readonly pattern: string;
  /** Of its reads, 0–1. */
  readonly share: number;
}

/**
 * The key whose misses a request grew most, one request at a time: what base misses as well is behind no difference. Where base
 * was not asked anything, the one that head misses most. null: there is none, or which are missed is not known.
 */
function worstMissed({ base, head }: Readonly<Record<Side, Seen>>): Missed | null {
  const isAlone = base.missed.endpoints().length === 0;
  const grown = head.missed.endpoints().flatMap((endpoint) =>
    head.missed.sums(endpoint).map(([pattern, sum]) => {
      const [before, after] = [base, head].map(({ missed }) => missed.perRequest(endpoint, pattern) ?? 0);
      return { endpoint, pattern, weight: isAlone ? sum : after! - before! };
    }),
  );
  const [worst] = grown.filter(({ weight }) => weight > 0).sort((one, other) => other.weight - one.weight);
  return worst ? { ...worst, share: missedShare(head, worst.endpoint, worst.pattern)! } : null;
}
