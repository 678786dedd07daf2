/** The rounds of an earlier attempt with those of a later one after them. Pure. */
import { judgeCounts, unjudged } from "../measure/counted.ts";
import { laneOf } from "../model/metric.ts";
import {
  type ExactSeries,
  type LimitSeries,
  type RateSeries,
  type SampledSeries,
  type Series,
  SIDES,
} from "../model/series.ts";

interface Kept {
  readonly before: number;
  readonly now: number;
}

/**
 * A metric keeps the meaning that it had first. One that is the same every time is as it is now, or, where its collector
 * measured no round again, as it was. Where it varied in one of the attempts, or from one to the other, it varies, and is
 * constant in each in which it was. Counts of rounds are judged anew over all of them.
 */
export function appendRounds(
  earlier: readonly Series[],
  now: readonly Series[],
  kept: (collector: string) => Kept,
): readonly Series[] {
  const before = new Map(earlier.map((one) => [one.metric.id, unjudged(one)]));
  const known = new Set(now.map(({ metric }) => metric.id));
  const fresh = now.map(unjudged);
  const joined = fresh.map((one) => joinOne(before.get(one.metric.id), one, kept(laneOf(one.metric))));
  const gone = [...before.values()].filter(({ metric }) => !known.has(metric.id));
  const silent = gone.flatMap((one): readonly Series[] => {
    const rounds = kept(laneOf(one.metric));
    if (one.kind === "exact") return rounds.before > 0 && rounds.now === 0 ? [one] : [];
    return [concat(one, blank(one, rounds.now))];
  });
  return judgeCounts([...joined, ...silent]);
}

type Varying = SampledSeries | RateSeries;

function joinOne(first: Series | undefined, one: Series, { before, now }: Kept): Series {
  if (one.kind === "exact") {
    if (first?.kind === "sampled") return concat(first, constant(one, now));
    const isOther = first?.kind === "exact" && (first.base !== one.base || first.head !== one.head);
    return isOther && before > 0 && now > 0 ? concat(constant(first, before), constant(one, now)) : one;
  }
  if (first?.kind === one.kind) return concat(first, one);
  return concat(
    first?.kind === "exact" && one.kind === "sampled"
      ? { ...constant(first, before), metric: one.metric }
      : blank(one, before),
    one,
  );
}

/** Both of one kind, as the callers see to; the compiler does not follow it through the union. */
function concat(first: Varying, then: Varying): Series {
  const lost = SIDES.filter((side) =>
    [first, then].some((one) => one.kind === "sampled" && one.lost?.includes(side) === true),
  );
  const joined = { ...first, base: [...first.base, ...then.base], head: [...first.head, ...then.head] } as Series;
  return lost.length === 0 ? joined : ({ ...joined, lost } as Series);
}

function blank(like: Varying, rounds: number): Varying {
  const nothing: null[] = new Array(rounds).fill(null);
  return { ...like, base: nothing, head: nothing };
}

/** What was the same in each of so many rounds. */
function constant({ metric, base, head }: ExactSeries, rounds: number): SampledSeries {
  const side = (one: number | null): (number | null)[] => new Array(rounds).fill(one);
  return { kind: "sampled", metric: { ...metric, kind: "sampled" }, base: side(base), head: side(head) };
}

/** Tools' own limits by the last attempt that had samples for them: what was settled before is not measured again. */
export function withEarlierLimits(
  earlier: readonly LimitSeries[],
  now: readonly LimitSeries[],
): readonly LimitSeries[] {
  const before = new Set(earlier.map(({ name }) => name));
  const fresh = now.filter(({ name, pooled }) => pooled.base !== null || pooled.head !== null || !before.has(name));
  const known = new Set(fresh.map(({ name }) => name));
  return [...fresh, ...earlier.filter(({ name }) => !known.has(name))];
}
