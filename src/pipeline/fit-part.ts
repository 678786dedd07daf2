/** What an attempt leaves to go on with, where its runner was unfit or some of it is measured otherwise now. Pure. */
import { firstRounds } from "../compare/rounds.ts";
import type { RoundRecord } from "../measure/rounds.ts";
import { laneOf } from "../model/metric.ts";
import type { Looks } from "../model/plan.ts";
import type { StoredRounds } from "../stored/rounds.ts";

/**
 * Each collector that was unfit as it was before that attempt, with the looks that were taken by then, and still to be measured.
 * What the attempt spent is spent: `unspent` is what is left now.
 */
export function withoutUnfit(stored: StoredRounds, unspent: (looks: Looks) => number): StoredRounds {
  const { plan } = stored;
  if (plan === null) return stored;
  const asBefore = (one: Looks): Looks => {
    const looks = one.looks.filter(({ rounds }) => rounds <= one.from);
    // That it ended so is what has it measured again.
    return { ...one, looks, unspent: unspent(one), ended: "unfit", unfit: null };
  };
  const cut = new Map(
    plan.collectors.flatMap(({ collector, from, unfit }) => (unfit === null ? [] : [[collector, from]])),
  );
  return {
    ...stored,
    plan: { ...plan, collectors: plan.collectors.map((one) => (one.unfit === null ? one : asBefore(one))) },
    rounds: plan.collectors.flatMap(({ collector: id }) => untilKept(stored.rounds, id, cut.get(id))),
    series: stored.series.map((one) => {
      const rounds = cut.get(laneOf(one.metric));
      return one.kind === "exact" || rounds === undefined ? one : firstRounds(one, rounds);
    }),
  };
}

/**
 * Without the rounds of collectors that measure otherwise now. They begin afresh, with what is left of the part of the error
 * that they held, so that the others keep theirs, and may go on.
 */
export function withoutLanes(
  stored: StoredRounds,
  lanes: { has(collector: string): boolean },
  unspent: (looks: Looks) => number,
): StoredRounds {
  const { plan } = stored;
  if (plan === null) return stored;
  const afresh = (one: Looks): Looks => ({ ...one, looks: [], from: 0, unspent: unspent(one), cleared: [] });
  return {
    ...stored,
    plan: { ...plan, collectors: plan.collectors.map((one) => (lanes.has(one.collector) ? afresh(one) : one)) },
    rounds: stored.rounds.filter(({ collector }) => !lanes.has(collector)),
    series: stored.series.filter(({ metric }) => !lanes.has(laneOf(metric))),
    limits: [],
  };
}

/** A collector's tries until so many rounds were kept; absent: all of them. */
function untilKept(tries: readonly RoundRecord[], id: string, count?: number): readonly RoundRecord[] {
  const own = tries.filter(({ collector }) => collector === id);
  if (count === undefined) return own;
  const last = own.filter(({ discarded }) => discarded === null)[count - 1];
  return last === undefined ? [] : own.slice(0, own.indexOf(last) + 1);
}
