/** Going on with the rounds of an attempt before at the same question, under the part of the error that it did not spend. */
import { isOpen } from "../compare/judge.ts";
import { unspentAfter } from "../compare/looks.ts";
import { unmatchedGlobs } from "../compare/rules.ts";
import type { Opened } from "../measure/collector.ts";
import type { RoundRecord } from "../measure/rounds.ts";
import { laneOf, type MetricId } from "../model/metric.ts";
import { type Look, type Looks, type Plan, unfitness } from "../model/plan.ts";
import type { LimitSeries, Series } from "../model/series.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import { appendRounds, withEarlierLimits } from "./append.ts";
import { withoutLanes, withoutUnfit } from "./fit-part.ts";
import { INSIDE } from "./inside.ts";
import { measuringOtherwise } from "./otherwise.ts";
import { type Going, partiesOf, type Told, withEarlier } from "./settled.ts";
import { unseen } from "./unwatched.ts";
import { judgeRounds } from "./verdict.ts";

/** What earlier attempts leave a collector. */
export interface Left {
  /** Looks that were taken; none where their rounds cannot be gone on with. */
  readonly taken: readonly Look[];
  /** Rounds that were kept, as far as they can be gone on with. */
  readonly kept: number;
  /** The part of the error that was not spent; 1 where there was no attempt. */
  readonly unspent: number;
  /** As in Looks. */
  readonly cleared: readonly MetricId[];
  /** All of it that gates was settled before, on a fit runner, and others are open, so that it is not measured again. */
  readonly isSettled: boolean;
}

export const NOTHING_BEFORE: Left = { taken: [], kept: 0, unspent: 1, cleared: [], isSettled: false };

/** An attempt's part in the whole. */
export interface Continuation {
  readonly left: (collector: string) => Left;
  /** The plan, the tries and the series of the attempts before, with this one's. */
  readonly plan: Plan | null;
  readonly tries: readonly RoundRecord[];
  readonly series: (now: readonly Series[], keptNow: (collector: string) => number) => readonly Series[];
  readonly limits: (now: readonly LimitSeries[]) => readonly LimitSeries[];
  /** What this one has to say, with what those before said of collectors whose rounds count. */
  readonly told: (now: Told) => Told;
  readonly notices: readonly string[];
}

/** Rounds that cannot be gone on with, or none; of the error there may be less than all. */
function afresh(unspent: number, notices: readonly string[]): Continuation {
  return {
    left: () => ({ ...NOTHING_BEFORE, unspent }),
    plan: null,
    tries: [],
    series: (now) => now,
    limits: (now) => now,
    told: (now) => now,
    notices,
  };
}

export interface Before {
  /** The newest attempt that set head against base; null: none is known. */
  readonly earlier: StoredRounds | null;
  /** Attempts after it that could not be read: counted as having spent all that they might. */
  readonly lost: number;
}

export function continueFrom({ earlier, lost }: Before, opened: readonly Opened[]): Continuation {
  if (earlier === null) return afresh(unspentAfter(lost), []);
  const unfit = unfitness(earlier.plan);
  const unspentOf = (looks: Looks) => unspentBy(looks, takenOf(looks, keptOf(earlier.rounds, looks.collector)));
  if (unfit !== null) {
    const notice = notCounting(`its runner was unfit to measure (${unfit})`);
    const unfitIds = new Set(earlier.plan?.collectors.flatMap((one) => (one.unfit === null ? [] : [one.collector])));
    const spoilt = partiesOf(opened.filter(({ id }) => unfitIds.has(id)));
    const facts = earlier.facts.filter(({ collector }) => !spoilt.has(collector));
    const before = continueFrom({ earlier: { ...withoutUnfit(earlier, unspentOf), facts }, lost }, opened);
    return { ...before, notices: [notice, ...before.notices] };
  }
  // It could not have base; what those before it spent is not in its file.
  if (earlier.plan === null) return afresh(unspentAfter(earlier.attempts.length + earlier.lost + lost), []);
  const { collectors } = earlier.plan;
  const otherwise = measuringOtherwise(earlier, opened);
  const whole = [...otherwise].slice(0, 1).map(([, why]) => notCounting(why));
  // Who held no part of the error could find nothing by it, should something of it gate now. So all are given parts anew,
  // and none may spend what another has spent.
  if (collectors.some(({ collector, part }) => part === 0 && otherwise.has(collector)))
    return afresh(unspentAfter(lost, Math.min(...collectors.map(unspentOf))), whole);
  const stored = otherwise.size === 0 ? earlier : withoutLanes(earlier, otherwise, unspentOf);
  const { plan, rounds, series, limits } = stored;
  const open = openIn(earlier);
  const left = (id: string): Left => {
    const looks = plan?.collectors.find(({ collector }) => collector === id);
    if (looks === undefined) return NOTHING_BEFORE;
    const kept = keptOf(rounds, id);
    const taken = takenOf(looks, kept);
    const unspent = unspentAfter(lost, unspentBy(looks, taken));
    // Whose limits a tool's own are is not stored: where some are to be measured anew, all are.
    const isSettled = otherwise.size === 0 && open.size > 0 && !open.has(id) && looks.ended !== "unfit";
    return { taken, kept, unspent, cleared: looks.cleared, isSettled };
  };
  const goingOf = (id: string): Going => {
    const { isSettled, kept } = left(id);
    if (isSettled) return "settled";
    return kept > 0 ? "on" : "afresh";
  };
  const isWhole = collectors.every(({ collector }) => otherwise.has(collector));
  return {
    left,
    plan,
    tries: rounds,
    series: (now, keptNow) => appendRounds(series, now, (id) => ({ before: keptOf(rounds, id), now: keptNow(id) })),
    limits: (now) => withEarlierLimits(limits, now),
    told: (now) => withEarlier(stored, now, opened, goingOf),
    notices: isWhole ? whole : [...otherwise].map(([id, why]) => notCounting(why, id)),
  };
}

/** `lane`: the collector whose rounds alone do not; absent: none do. */
function notCounting(why: string, lane?: string): string {
  const rounds = lane === undefined ? "The rounds of the attempt before" : `The ${lane} rounds of the attempt before`;
  return `${rounds} do not count here, as ${why}; the part of the false alarms that it has spent does.`;
}

/** Collectors with a gating metric that is open, or a watcher that was lost or did not see what may block; none where it is a limit that had no samples, which may be of any. */
function openIn(earlier: StoredRounds): ReadonlySet<string> {
  const open = judgeRounds(earlier).comparisons.filter((one) => one.rule.role === "gate" && isOpen(one));
  const ids = earlier.series.map(({ metric }) => metric.id);
  const isLost = unseen(earlier, unmatchedGlobs(ids, earlier.overrides)).some(({ gates }) => gates);
  return new Set([...open.map(({ metric }) => laneOf(metric)), ...(isLost ? [INSIDE] : [])]);
}

const keptOf = (tries: readonly RoundRecord[], id: string) =>
  tries.filter(({ collector, discarded }) => collector === id && discarded === null).length;

const takenOf = ({ looks }: Looks, kept: number) => looks.filter(({ rounds }) => rounds <= kept);

/** What is left when of the looks of its last attempt those were taken. */
function unspentBy({ from, unspent }: Looks, taken: readonly Look[]): number {
  const spent = taken.filter(({ rounds }) => rounds > from).reduce((sum, { weight }) => sum + weight, 0);
  return Math.max(0, unspent - spent);
}
