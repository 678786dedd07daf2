/**
 * Earlier attempts at the same question: the same trees, config and tools. A verdict that was reached stands, whoever asks
 * again; one that was not is gone on with, under the part of the error that is not spent. There is no second draw.
 */
import { FIRST_ATTEMPT, LATER_ATTEMPT } from "../compare/looks.ts";
import type { LoadedConfig } from "../config/load.ts";
import type { Opened } from "../measure/collector.ts";
import { digestOf } from "../measure/conditions.ts";
import type { RoundRecord } from "../measure/rounds.ts";
import { parseMetricId } from "../model/metric.ts";
import type { Look, Looks, Plan } from "../model/plan.ts";
import type { LimitSeries, Series } from "../model/series.ts";
import type { Attempt, Verdict } from "../model/verdict.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import { VERSION } from "../version.ts";
import type { Sides } from "./sides.ts";
import { judgeRounds } from "./verdict.ts";

/**
 * What a verdict depends on besides chance and the machine: both trees, the config, what measures. null where a side has no
 * tree, or only one is measured.
 */
export async function questionOf({ source }: Sides, { config }: LoadedConfig, mode: string): Promise<string | null> {
  if (!source?.base) return null;
  const { git, base, head } = source;
  const trees = await Promise.all([base.sha, head.sha].map((sha) => git.attempt(["rev-parse", `${sha}^{tree}`])));
  if (trees.includes(null)) return null;
  // Who blocks on it, and how long it may be measured, is not part of what is asked.
  const { id, falseAlarms, ignore } = config.gate;
  const gate = { id, falseAlarms, ignore };
  return digestOf({ trees, config: { ...config, gate }, mode, version: VERSION, node: process.version });
}

/** The attempts before one that asks again, oldest first. One that reused a verdict has drawn nothing, and is none. */
export function attemptsOf(earlier: StoredRounds): readonly Attempt[] {
  const { job, seed, finished, attempts } = earlier;
  const last = attempts.at(-1);
  if (last?.seed === seed && last.finished === finished) return attempts;
  return [...attempts, { job, seed, finished, verdict: judgeRounds(earlier).verdict }];
}

/**
 * The verdict of an attempt before, where it reached one, for who asks again; null where it was left open. The values are
 * judged again, by the policy of this job, but not drawn again.
 */
export function reuse(
  earlier: StoredRounds,
  now: Pick<StoredRounds, "base" | "head" | "job" | "enforce" | "onInconclusive">,
): { readonly rounds: StoredRounds; readonly verdict: Verdict } | null {
  const rounds = { ...earlier, ...now, attempts: attemptsOf(earlier) };
  const verdict = judgeRounds(rounds);
  return verdict.verdict === "pass" || verdict.verdict === "fail" ? { rounds, verdict } : null;
}

/** What earlier attempts leave a collector. */
export interface Left {
  /** Looks that were taken; none where their rounds cannot be gone on with. */
  readonly taken: readonly Look[];
  /** Rounds that were kept, as far as they can be gone on with. */
  readonly kept: number;
  /** The part of the error that this attempt may spend. */
  readonly share: number;
  /** All of it was settled before, so that nothing needs measuring again. */
  readonly isSettled: boolean;
}

export const NOTHING_BEFORE: Left = { taken: [], kept: 0, share: FIRST_ATTEMPT, isSettled: false };

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

const FIRST: Continuation = {
  left: () => NOTHING_BEFORE,
  plan: null,
  tries: [],
  series: (now) => now,
  limits: (now) => now,
  notices: [],
};

/** null: there was none before. */
export function continueFrom(earlier: StoredRounds | null, opened: readonly Opened[]): Continuation {
  if (earlier === null || earlier.plan === null) return FIRST;
  const { plan, rounds, series, limits } = earlier;
  const looksOf = (id: string) => plan.collectors.find(({ collector }) => collector === id);
  const left = (id: string): Left => {
    const looks = looksOf(id);
    if (looks === undefined) return NOTHING_BEFORE;
    const kept = keptOf(rounds, id);
    const taken = takenOf(looks, kept);
    const share = shareLeft(looks, kept, earlier.attempts.length > 0);
    return { taken, kept, share, isSettled: looks.ended === "settled" };
  };
  const changed = opened.find((one) => looksOf(one.id) !== undefined && !measuresAlike(earlier, one));
  if (changed) {
    const notice = `The rounds of the attempt before do not count here, as ${changed.id} measures otherwise now; the part of the false alarms that it has spent does.`;
    return { ...FIRST, left: (id) => ({ ...NOTHING_BEFORE, share: left(id).share }), notices: [notice] };
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

const keptOf = (tries: readonly RoundRecord[], id: string) =>
  tries.filter(({ collector, discarded }) => collector === id && discarded === null).length;

const takenOf = ({ looks }: Looks, kept: number) => looks.filter(({ rounds }) => rounds <= kept);

const weightOf = (looks: readonly Look[]) => looks.reduce((sum, { weight }) => sum + weight, 0);

/**
 * Half of what is left each time, so that there is always something left for the next attempt. Rounds of the attempts before
 * may not have counted in this one, so that their looks are not among these; but what a later attempt was given was that
 * half, and tells what was left to it.
 */
function shareLeft({ looks, from }: Looks, kept: number, isLater: boolean): number {
  const own = looks.filter(({ rounds }) => rounds > from);
  const had = isLater ? Math.min(1, weightOf(own) / LATER_ATTEMPT) : 1;
  return Math.max(0, had - weightOf(own.filter(({ rounds }) => rounds <= kept))) * LATER_ATTEMPT;
}

/** Whether a collector measures as it did before: tools, scripts, settings. */
function measuresAlike({ conditions, environment }: StoredRounds, { id, session: { plan } }: Opened): boolean {
  const sameTools = Object.entries(plan.tools).every(([name, version]) => environment.tools[name] === version);
  return sameTools && conditions[id] === plan.conditions;
}

/**
 * The rounds of an earlier attempt with those of this one after them. A metric keeps the meaning that it had first; exact
 * ones are as they are now, or, where their collector measured no round again, as they were.
 */
export function appendRounds(
  earlier: readonly Series[],
  now: readonly Series[],
  kept: (collector: string) => { readonly before: number; readonly now: number },
): readonly Series[] {
  const before = new Map(earlier.map((one) => [one.metric.id, one]));
  const known = new Set(now.map(({ metric }) => metric.id));
  const rounds = ({ metric }: Series) => kept(parseMetricId(metric.id)?.collector ?? "");
  const nothing = (length: number): null[] => new Array(length).fill(null);
  const joined = now.map((one): Series => {
    const first = before.get(one.metric.id);
    if (one.kind === "exact") return one;
    const blank = nothing(rounds(one).before);
    const sides = first && first.kind === one.kind ? first : { metric: one.metric, base: blank, head: blank };
    // Of one kind, as was checked; the compiler does not follow it through the union.
    return {
      ...one,
      metric: sides.metric,
      base: [...sides.base, ...one.base],
      head: [...sides.head, ...one.head],
    } as Series;
  });
  const gone = earlier.filter(({ metric }) => !known.has(metric.id));
  const silent = gone.flatMap((one): readonly Series[] => {
    const { before, now } = rounds(one);
    if (one.kind === "exact") return before > 0 && now === 0 ? [one] : [];
    const blank = nothing(now);
    return [{ ...one, base: [...one.base, ...blank], head: [...one.head, ...blank] } as Series];
  });
  return [...joined, ...silent];
}

/** Tools' own limits by the last attempt that had samples for them: what was settled before is not measured again. */
function withEarlierLimits(earlier: readonly LimitSeries[], now: readonly LimitSeries[]): readonly LimitSeries[] {
  const before = new Set(earlier.map(({ name }) => name));
  const fresh = now.filter(({ name, pooled }) => pooled.base !== null || pooled.head !== null || !before.has(name));
  const known = new Set(fresh.map(({ name }) => name));
  return [...fresh, ...earlier.filter(({ name }) => !known.has(name))];
}
