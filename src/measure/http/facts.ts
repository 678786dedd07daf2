/** What rounds say of each endpoint: what rules are judged by, and which call was repeated. Pure. */
import { median } from "simple-statistics";
import type { Cause } from "../../model/cause.ts";
import type { Fact } from "../../model/finding.ts";
import type { Side } from "../../model/series.ts";
import { rangeOf } from "../ranges.ts";
import { shortened } from "../subject.ts";
import { httpMetric } from "./metrics.ts";
import type { Seen } from "./watch.ts";

/** By endpoint, of one round. */
export type SeenBySide = Readonly<Record<Side, ReadonlyMap<string, Seen>>>;
/** The newest last. */
export type SeenInRounds = Readonly<Record<Side, readonly ReadonlyMap<string, Seen>[]>>;

/** Of each rule: the largest of either side. */
const MOST = 50;
const LONGEST_CALL = 200;

/** The median of the rounds that have the endpoint; what else is said of it is head's newest. */
export function factsOf(rounds: SeenInRounds): readonly Fact[] {
  const rule = (
    id: Fact["rule"],
    unit: Fact["unit"],
    number: (one: Seen) => number | null,
    rest: (one: Seen) => Partial<Pick<Fact, "name" | "note">> = () => ({}),
    least = 0,
  ): readonly Fact[] =>
    endpointsIn(rounds)
      .flatMap((subject): readonly Fact[] => {
        const seen = (side: Side) => rounds[side].flatMap((round) => round.get(subject) ?? []);
        const middle = (side: Side) => {
          const numbers = seen(side).flatMap((one) => number(one) ?? []);
          return numbers.length === 0 ? null : median(numbers);
        };
        // Where no answer could have it there is none of it; where it was not learned, nothing is known.
        const range = (side: Side) =>
          rangeOf(seen(side).flatMap((one) => number(one) ?? (one.example === null ? 0 : [])));
        const [base, head] = [middle("base"), middle("head")];
        const shown = seen("head").at(-1);
        if (head === null || head <= least || shown === undefined) return [];
        const plain = { name: null, note: null, at: null, ...rest(shown) };
        const both = { base: range("base"), head: range("head") };
        return [{ rule: id, collector: "http", subject, base, head, unit, ...plain, rounds: both }];
      })
      .sort((one, other) => largest(other) - largest(one))
      .slice(0, MOST);
  return [
    ...rule("large-payload", "bytes", ({ bytes, answers }) => bytes / answers),
    ...rule("uncompressed", "bytes", ({ sending }) => sending?.savable ?? null, typeOf),
    ...rule("uncached", "bytes", ({ uncached }) => uncached, typeOf),
    // One that follows what has changed something is good practice: it keeps a reload from doing it again.
    ...rule("redirect", "count", (one) => (one.example === null ? null : one.redirected / one.answers)),
    ...rule("repeated-call", "count", ({ most }) => most.times, callOf, 1),
  ];
}

const largest = ({ base, head }: Fact) => Math.max(base ?? 0, head ?? 0);

const typeOf = ({ sending }: Seen) => ({ note: sending?.type ? shortened(sending.type, LONGEST_CALL) : null });

const callOf = ({ most }: Seen) => ({ name: shortened(most.call, LONGEST_CALL) });

/** Which call an endpoint's repeats are of, where a side repeats more than the other. */
export function causesOf(seen: SeenBySide): readonly Cause[] {
  return endpointsIn({ base: [seen.base], head: [seen.head] }).flatMap((subject) => {
    const [base, head] = [seen.base.get(subject), seen.head.get(subject)];
    const [before, after] = [base?.most.times ?? 0, head?.most.times ?? 0];
    if (before === after || Math.max(before, after) < 2) return [];
    const call = (after > 0 ? head : base)!.most.call;
    return [
      {
        metric: httpMetric("repeated", subject).id,
        kind: "call",
        name: shortened(call, LONGEST_CALL),
        base: base === undefined ? null : before,
        head: head === undefined ? null : after,
        unit: "count",
        whole: null,
        note: "in one iteration",
        at: null,
      },
    ];
  });
}

function endpointsIn({ base, head }: SeenInRounds): readonly string[] {
  return [...new Set([...head, ...base].flatMap((round) => [...round.keys()]))];
}
