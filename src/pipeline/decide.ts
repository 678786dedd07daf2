/** What measuring asks after each turn: which collectors need no further round. */

import { acceptedOf } from "../compare/accept.ts";
import { checkBudgets } from "../compare/budgets.ts";
import { type Compared, compareAll } from "../compare/compare.ts";
import { isOpen } from "../compare/judge.ts";
import { type Standing, standingOf } from "../compare/live.ts";
import { attemptShare, endLooksAt, firstLooks, weighLooks } from "../compare/looks.ts";
import { roundsForShare } from "../compare/statistics/power.ts";
import type { LaneEnd } from "../measure/rounds.ts";
import type { Baseline } from "../model/baseline.ts";
import type { Comparison } from "../model/comparison.ts";
import type { Acceptance } from "../model/exception.ts";
import { laneOf } from "../model/metric.ts";
import type { MetricOverride } from "../model/override.ts";
import type { Ended, Look, Looks, Plan } from "../model/plan.ts";
import type { Series } from "../model/series.ts";
import type { LanePlan } from "./plan.ts";

export interface Deciding {
  readonly lanes: readonly LanePlan[];
  readonly overrides: readonly MetricOverride[];
  readonly falseAlarms: number;
  /** Regressions that do not make the verdict certain. */
  readonly accept: readonly Acceptance[];
  /** Go on with what is open when the verdict is certain. */
  readonly all: boolean;
  /** Measure every round, whatever they show. */
  readonly fixed: boolean;
  /** Of the attempts before; null in a first one. */
  readonly earlier: Plan | null;
  /** The number of gating metrics that share the false alarms; checks the config's rules on them. */
  readonly familyOf: (series: readonly Series[]) => number;
  /** Stored jobs that may clear a metric; null where none may. */
  readonly beside: (series: readonly Series[]) => Promise<Baseline | null>;
}

export interface Decider {
  /** By all series as they are, and the rounds that each lane has kept. */
  readonly ask: (series: readonly Series[], kept: ReadonlyMap<string, number>) => Promise<ReadonlyMap<string, Ended>>;
  /** The looks as they came to be. */
  readonly planAfter: (series: readonly Series[], lanes: ReadonlyMap<string, LaneEnd>) => Plan;
  readonly notices: () => readonly string[];
}

/**
 * Compares at each look. The error is split over the looks when the first one is reached: by then all metrics have been
 * seen, and none has been judged.
 */
export function createDecider(deciding: Deciding): Decider {
  const { lanes, overrides, falseAlarms, accept, all, fixed, earlier, familyOf } = deciding;
  let plan: Plan | null = null;
  const notices: string[] = [];
  /** Rounds at which each was asked about last: one that has ended stays at its last look. */
  const asked = new Map<string, number>();
  const planned = (series: readonly Series[]): Plan => {
    if (plan !== null) return plan;
    const family = Math.max(earlier?.family ?? 0, familyOf(series));
    // What was held in an attempt before is held in this one: another part would judge looks anew that were taken.
    const heldBy = (id: string) =>
      earlier === null ? undefined : (earlier.collectors.find(({ collector }) => collector === id)?.part ?? 0);
    const standings = lanes.map(({ collector: id }) => standingOf(series, id, family, overrides, heldBy(id)));
    const spreads = lanes.map((lane, i) => spread(lane, standings[i]!, falseAlarms));
    const done =
      earlier?.collectors.filter(({ collector }) => !lanes.some((lane) => lane.collector === collector)) ?? [];
    plan = { family, collectors: [...spreads, ...done] };
    for (const [i, lane] of lanes.entries()) {
      const { gating, sharers } = standings[i]!;
      const blind = gating === 0 ? null : blindness(lane, spreads[i]!.looks.at(-1)!, sharers, falseAlarms);
      if (blind !== null) notices.push(blind);
    }
    return plan;
  };

  async function ask(
    series: readonly Series[],
    kept: ReadonlyMap<string, number>,
  ): Promise<ReadonlyMap<string, Ended>> {
    const reached = lanes.filter(({ collector, looks }) => {
      const rounds = kept.get(collector)!;
      return looks.includes(rounds) && asked.get(collector) !== rounds;
    });
    if (reached.length === 0) return new Map();
    for (const { collector } of reached) asked.set(collector, kept.get(collector)!);
    const now = planned(series);
    if (fixed) return new Map();
    const baseline = await deciding.beside(series);
    const against = baseline && ({ kind: "beside", baseline } as const);
    const compared = compareAll({ series, overrides, falseAlarms, plan: now, against });
    plan = withCleared(now, compared);
    const isDeciding = reached.some(({ collector }) => weightAt(now, collector, kept.get(collector)!) > 0);
    if (!all && isDeciding && isCertain(compared, accept))
      return new Map(lanes.map(({ collector }) => [collector, "certain"]));
    const gating = compared.comparisons.filter(({ rule }) => rule.role === "gate");
    const ofCollector = (id: string) => gating.filter(({ metric }) => laneOf(metric) === id);
    const ended = new Map<string, Ended>();
    for (const { collector } of reached) {
      const own = ofCollector(collector);
      // Where nothing that gates has values on both sides, the first look is enough for what is watched.
      const why = compared.ended.get(collector) ?? (own.some(isTested) ? null : "settled");
      // Further rounds have nothing to say on what head lacks, or neither side gave.
      if (why !== null) ended.set(collector, why === "settled" && own.some(isOpen) ? "futile" : why);
    }
    return ended;
  }

  return { ask, planAfter: (series, ends) => after(planned(series), ends), notices: () => notices };
}

/** Whether it varies by chance and has an estimate: p may be missing, where nobody has said which way is better. */
const isTested = ({ metric, effect }: Comparison) => metric.kind !== "exact" && effect !== null;

function spread({ collector, looks, left }: LanePlan, { part, sharers }: Standing, falseAlarms: number): Looks {
  const weighed = weighLooks({ looks, family: sharers, falseAlarms, share: attemptShare(left.unspent) });
  const { kept: from, unspent, cleared } = left;
  return { ...firstLooks(collector, part, [...left.taken, ...weighed]), from, unspent, cleared };
}

function withCleared(plan: Plan, { cleared, comparisons }: Compared): Plan {
  const lanes = new Map(comparisons.map(({ metric }) => [metric.id, laneOf(metric)]));
  const ofLane = (id: string) => cleared.filter((metric) => lanes.get(metric) === id);
  return { ...plan, collectors: plan.collectors.map((one) => ({ ...one, cleared: ofLane(one.collector) })) };
}

function weightAt(plan: Plan, collector: string, rounds: number): number {
  const looks = plan.collectors.find((one) => one.collector === collector)?.looks ?? [];
  return looks.find((look) => look.rounds === rounds)?.weight ?? 0;
}

/** What has regressed stays so, with its estimate, and exact values do not change with more rounds. */
function isCertain({ comparisons, series }: Compared, accept: readonly Acceptance[]): boolean {
  const gating = comparisons.filter(({ change, rule }) => change === "regressed" && rule.role === "gate");
  const regressed = gating.length > acceptedOf(comparisons, accept).length;
  const exact = series.filter(({ kind }) => kind === "exact");
  const broken = checkBudgets({ series: exact, comparisons, limits: [] });
  return regressed || broken.some(({ level, outcome }) => level === "max" && outcome === "broken");
}

function blindness({ collector, left }: LanePlan, last: Look, sharers: number, falseAlarms: number): string | null {
  if (roundsForShare((falseAlarms * last.weight) / sharers) <= last.rounds) return null;
  // A look that could not show anything was given nothing; with all that there is it takes so many.
  const spendable = falseAlarms * attemptShare(left.unspent);
  const needed = roundsForShare(spendable / sharers);
  const count = Math.round(sharers);
  const planned = last.rounds === 1 ? "1 round is planned" : `${last.rounds} rounds are planned`;
  const whom = count === 1 ? "one gating metric" : `${count} gating metrics`;
  const todo = count === 1 ? "raise gate.maxMinutes" : "raise gate.maxMinutes, or gate fewer metrics";
  return `${collector}: ${planned}, but to show any slowdown of ${whom} with at most ${Number((spendable * 100).toPrecision(2))} % false alarms takes at least ${needed}: ${todo}.`;
}

function after(plan: Plan, ends: ReadonlyMap<string, LaneEnd>): Plan {
  const collectors = plan.collectors.map((one): Looks => {
    const end = ends.get(one.collector);
    if (end === undefined) return one;
    const looks = end.ended === "time" ? endLooksAt(one.looks, end.kept) : one.looks;
    return { ...one, looks, ended: end.ended, unfit: end.unfit };
  });
  return { ...plan, collectors };
}
