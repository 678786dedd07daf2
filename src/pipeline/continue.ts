/** Going on with the rounds of an attempt before at the same question, under the part of the error that it did not spend. */
import { isOpen } from "../compare/judge.ts";
import { unspentAfter } from "../compare/looks.ts";
import type { Opened } from "../measure/collector.ts";
import type { RoundRecord } from "../measure/rounds.ts";
import { laneOf, type MetricId } from "../model/metric.ts";
import { type Look, type Looks, type Plan, unfitness } from "../model/plan.ts";
import type { LimitSeries, Series } from "../model/series.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import { appendRounds, withEarlierLimits } from "./append.ts";
import { withoutUnfit } from "./fit-part.ts";
import { INSIDE } from "./inside.ts";
import { lostWatchers } from "./unwatched.ts";
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
  /** All of it that gates was settled before, and others are open, so that it is not measured again. */
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
  if (unfit !== null) {
    const notice = notCounting(`its runner was unfit to measure (${unfit})`);
    const unspent = (looks: Looks) => unspentBy(looks, takenOf(looks, keptOf(earlier.rounds, looks.collector)));
    const before = continueFrom({ earlier: withoutUnfit(earlier, unspent), lost }, opened);
    return { ...before, notices: [notice, ...before.notices] };
  }
  const { plan, rounds, series, limits } = earlier;
  // It could not have base; what those before it spent is not in its file.
  if (plan === null) return afresh(unspentAfter(earlier.attempts.length + earlier.lost + lost), []);
  const open = openIn(earlier);
  const looksOf = (id: string) => plan.collectors.find(({ collector }) => collector === id);
  const left = (id: string): Left => {
    const looks = looksOf(id);
    if (looks === undefined) return NOTHING_BEFORE;
    const kept = keptOf(rounds, id);
    const taken = takenOf(looks, kept);
    const unspent = unspentAfter(lost, unspentBy(looks, taken));
    return { taken, kept, unspent, cleared: looks.cleared, isSettled: open.size > 0 && !open.has(id) };
  };
  const why = whyNot(earlier, plan, opened);
  if (why !== null) {
    const notice = notCounting(why);
    // Collectors may hold other parts now: none may spend what another has spent.
    return afresh(Math.min(...plan.collectors.map(({ collector }) => left(collector).unspent)), [notice]);
  }
  return {
    left,
    plan,
    tries: rounds,
    series: (now, keptNow) => appendRounds(series, now, (id) => ({ before: keptOf(rounds, id), now: keptNow(id) })),
    limits: (now) => withEarlierLimits(limits, now),
    notices: [],
  };
}

function notCounting(why: string): string {
  return `The rounds of the attempt before do not count here, as ${why}; the part of the false alarms that it has spent does.`;
}

/** Collectors with a gating metric that is open, or a watcher that was lost; none where it is a limit that had no samples, which may be of any. */
function openIn(earlier: StoredRounds): ReadonlySet<string> {
  const open = judgeRounds(earlier).comparisons.filter((one) => one.rule.role === "gate" && isOpen(one));
  const isLost = lostWatchers(earlier).some(({ gates }) => gates);
  return new Set([...open.map(({ metric }) => laneOf(metric)), ...(isLost ? [INSIDE] : [])]);
}

/** Why rounds cannot be gone on with, as a clause; null when they can. */
function whyNot(earlier: StoredRounds, plan: Plan, opened: readonly Opened[]): string | null {
  const measured = (id: string) => plan.collectors.some(({ collector }) => collector === id);
  const changed = opened
    .filter(({ id }) => measured(id))
    .flatMap(({ id, session, also }) => [{ id, ...session.plan }, ...also])
    .find((one) => !measuresAlike(earlier, one));
  return changed === undefined ? null : `${changed.id} measures otherwise now`;
}

const keptOf = (tries: readonly RoundRecord[], id: string) =>
  tries.filter(({ collector, discarded }) => collector === id && discarded === null).length;

const takenOf = ({ looks }: Looks, kept: number) => looks.filter(({ rounds }) => rounds <= kept);

/** What is left when of the looks of its last attempt those were taken. */
function unspentBy({ from, unspent }: Looks, taken: readonly Look[]): number {
  const spent = taken.filter(({ rounds }) => rounds > from).reduce((sum, { weight }) => sum + weight, 0);
  return Math.max(0, unspent - spent);
}

/** Whether a collector, or a watcher in its rounds, measures as it did before: tools, scripts, settings. */
function measuresAlike({ conditions, environment }: StoredRounds, now: Opened["also"][number]): boolean {
  const sameTools = Object.entries(now.tools).every(([name, version]) => environment.tools[name] === version);
  return sameTools && conditions[now.id] === now.conditions;
}
