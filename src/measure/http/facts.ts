/** What both sides' newest rounds say of each endpoint: what rules are judged by, and which call was repeated. Pure. */
import type { Cause } from "../../model/cause.ts";
import type { Fact } from "../../model/finding.ts";
import type { Side } from "../../model/series.ts";
import { shortened } from "../subject.ts";
import { httpMetric } from "./metrics.ts";
import type { Seen } from "./watch.ts";

/** By endpoint. */
export type SeenBySide = Readonly<Record<Side, ReadonlyMap<string, Seen>>>;

/** Of each rule: the largest of head. */
const MOST = 50;
const LONGEST_CALL = 200;

export function factsOf(seen: SeenBySide): readonly Fact[] {
  const rule = (
    id: Fact["rule"],
    unit: Fact["unit"],
    number: (one: Seen) => number | null,
    rest: (one: Seen) => Partial<Pick<Fact, "name" | "note">> = () => ({}),
    least = 0,
  ): readonly Fact[] =>
    endpointsOf(seen)
      .flatMap((subject): readonly Fact[] => {
        const of = (side: Side) => {
          const one = seen[side].get(subject);
          return one === undefined ? null : number(one);
        };
        const [base, head] = [of("base"), of("head")];
        const shown = seen.head.get(subject);
        if (head === null || head <= least || shown === undefined) return [];
        const plain = { name: null, note: null, at: null, ...rest(shown) };
        return [{ rule: id, collector: "http", subject, base, head, unit, ...plain }];
      })
      .sort((a, b) => b.head! - a.head!)
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

const typeOf = ({ sending }: Seen) => ({ note: sending?.type ? shortened(sending.type, LONGEST_CALL) : null });

const callOf = ({ most }: Seen) => ({ name: shortened(most.call, LONGEST_CALL) });

/** Which call an endpoint's repeats are of, where a side repeats more than the other. */
export function causesOf(seen: SeenBySide): readonly Cause[] {
  return endpointsOf(seen).flatMap((subject) => {
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

function endpointsOf({ base, head }: SeenBySide): readonly string[] {
  return [...new Set([...head.keys(), ...base.keys()])];
}
