// src/measure/redis/facts.ts
import { rangeOf } from "../ranges.js";
import { asName } from "../subject.js";
import { TARGET } from "../watched.js";
import { missedShare } from "./causes.js";
function factsOf(sides) {
  const { base, head } = sides;
  const shared = { collector: "redis", subject: TARGET, at: null };
  const hit = [base, head].map(({ load: { hits, misses } }) => hits + misses === 0 ? null : hits / (hits + misses));
  const evicted = [base, head].map(({ load }) => load.requests === 0 ? null : load.evicted / load.requests);
  const worst = worstMissed(sides);
  const { policy } = head.load;
  const facts = [
    {
      ...shared,
      rule: "low-cache-hit",
      name: worst && asName(worst.pattern),
      base: hit[0],
      head: hit[1],
      rounds: { base: rangeOf(base.load.hitsOfRounds), head: rangeOf(head.load.hitsOfRounds) },
      unit: "fraction",
      note: worst && `one request at a time, ${Math.round(worst.share * 100)} % of its reads by ${worst.endpoint} missed`
    },
    {
      ...shared,
      rule: "evicted-keys",
      name: null,
      base: evicted[0],
      head: evicted[1],
      rounds: { base: rangeOf(base.load.evictedOfRounds), head: rangeOf(head.load.evictedOfRounds) },
      unit: "count",
      note: policy === "" ? null : `its maxmemory-policy is ${policy}`
    }
  ];
  return facts.filter((one) => one.base !== null || one.head !== null);
}
function worstMissed({ base, head }) {
  const isAlone = base.missed.endpoints().length === 0;
  const grown = head.missed.endpoints().flatMap(
    (endpoint) => head.missed.sums(endpoint).map(([pattern, sum]) => {
      const [before, after] = [base, head].map(({ missed }) => missed.perRequest(endpoint, pattern) ?? 0);
      return { endpoint, pattern, weight: isAlone ? sum : after - before };
    })
  );
  const [worst] = grown.filter(({ weight }) => weight > 0).sort((one, other) => other.weight - one.weight);
  return worst ? { ...worst, share: missedShare(head, worst.endpoint, worst.pattern) } : null;
}
export {
  factsOf
};
