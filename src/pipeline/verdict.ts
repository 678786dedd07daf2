/** From stored rounds to a verdict. Pure: `weighbridge compare` judges a file by the same call. */
import { unneeded } from "../compare/accept.ts";
import { checkBudgets } from "../compare/budgets.ts";
import { type Against, compareAll } from "../compare/compare.ts";
import { movedControls } from "../compare/controls.ts";
import { summarise } from "../compare/history.ts";
import { judge, type Weighed } from "../compare/judge.ts";
import { attemptShare, unspentAfter } from "../compare/looks.ts";
import { findingsOf } from "../findings/judge.ts";
import { sayNoise } from "../measure/fitness.ts";
import type { BaselineReference } from "../model/baseline.ts";
import type { Cause } from "../model/cause.ts";
import type { Comparison } from "../model/comparison.ts";
import type { Metric } from "../model/metric.ts";
import { unfitness } from "../model/plan.ts";
import type { Attempt, BudgetCheck, Rung, Verdict } from "../model/verdict.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import { overrideNotice } from "./unmeasured.ts";
import { unseen } from "./unwatched.ts";

export function judgeRounds(rounds: StoredRounds): Verdict {
  const { series, overrides, limits, weighed, baseline, falseAlarms, onInconclusive, enforce } = rounds;
  const isUnfit = unfitness(rounds.plan) !== null;
  const compared = compareAll({
    series,
    overrides,
    falseAlarms: spendable(rounds),
    plan: rounds.plan,
    against: againstOf(rounds),
  });
  const budgets = checkBudgets({ series: compared.series, comparisons: compared.comparisons, limits, isUnfit });
  // Watched statistics that no round had the samples for are no rows; what gates stays, as inconclusive.
  const silent = compared.comparisons.filter(
    ({ base, head, rule }) => base === null && head === null && rule.role === "watch",
  );
  const comparisons = compared.comparisons.filter((one) => !silent.includes(one));
  const { accept, head, override } = rounds;
  const { commit } = head;
  const { facts, rules: settings } = rounds;
  const findings = findingsOf({ facts, comparisons, base: baseOf(weighed), settings, isUnfit });
  const missed = unseen(rounds, compared.unmatchedGlobs);
  const judgement = judge({
    comparisons,
    budgets,
    findings,
    isUnfit,
    unwatched: missed,
    weighed,
    accept,
    commit,
    override,
    onInconclusive,
    enforce,
  });
  const controls = new Set(overrides.flatMap(({ glob, control }) => (control ? [glob] : [])));
  const idle = compared.unmatchedGlobs.filter((glob) => !missed.some(({ watcher }) => watcher === glob));
  const unmatched = idle.map(
    (glob) => `${controls.has(glob) ? "gate.controls" : "metrics"}: "${glob}" matches no metric that was measured.`,
  );
  const isBeside = weighed.kind === "compared" || weighed.kind === "stored";
  const {
    base,
    environment,
    rounds: tries,
    measuredBy,
    notWeighed,
    notices,
    seconds,
    finished,
    version,
    gate,
    gateChanges,
    configFrom,
    health,
  } = rounds;
  return {
    schema: 1,
    kind: "verdict",
    gate,
    ...judgement,
    enforce,
    onInconclusive,
    rung: rungOf(weighed, rounds),
    comparisons,
    budgets,
    causes: causesOf(rounds, comparisons, budgets),
    findings,
    gateChanges,
    configFrom,
    base,
    head,
    environment,
    runnerNoise: tries.length === 0 ? null : sayNoise(tries.map(({ readings }) => readings)),
    history: baseline && summarise(baseline, comparisons),
    health,
    plan: rounds.plan,
    attempts: rounds.attempts,
    reused: isReused(rounds),
    measuredBy,
    notWeighed: [...notWeighed, ...silent.map(({ metric }) => `${metric.id}: ${silence(metric)}.`)],
    notices: [
      ...notices,
      ...overrideNotice(override, commit, judgement),
      ...standingForBase(rounds),
      ...movedControls({ comparisons, series: compared.series, falseAlarms }),
      ...unmatched,
      ...(isBeside ? unneeded(comparisons, accept) : []),
    ],
    falseAlarms,
    family: compared.family,
    seconds,
    finished,
    version,
  };
}

/** Why no round gave a value. What a watcher knows of that is a notice of its own. */
const silence = ({ lane }: Metric) => (lane === undefined ? "too few samples a round" : "no round gave a value");

/** The rounds are those of an attempt before: it has the same draws, and ended at the same time. */
export function isReused(rounds: StoredRounds): boolean {
  return rounds.attempts.some((one) => isSame(one, rounds));
}

const isSame = (one: Attempt, { seed, finished }: StoredRounds) => one.seed === seed && one.finished === finished;

/**
 * A plan says of each attempt what it may spend of the false alarms. Beside stored jobs there is none: each attempt measures
 * head anew and decides once, so that they are split over the attempts.
 */
function spendable(rounds: StoredRounds): number {
  const { falseAlarms, weighed, attempts, lost } = rounds;
  if (weighed.kind !== "stored") return falseAlarms;
  const before = attempts.filter((one) => !isSame(one, rounds)).length;
  return falseAlarms * attemptShare(unspentAfter(before + lost));
}

/** Where there is no base, what is stored stands for it, as far as it goes. What it cleared beside one is in the plan. */
function againstOf({ weighed, baseline }: StoredRounds): Against | null {
  if (baseline === null || weighed.kind === "budgets-only" || weighed.kind === "compared") return null;
  return { kind: weighed.kind === "stored" ? "stored" : "recorded", baseline };
}

/** That head was not set against a build of base but against stored values, and which. */
function standingForBase(rounds: StoredRounds): readonly string[] {
  const { weighed, baseline } = rounds;
  const against = againstOf(rounds);
  if (against === null || baseline === null) return [];
  const how = weighed.kind === "stored" ? [weighed.how] : [];
  if (baseline.exact.length === 0) return how;
  return [...how, `In base's place, exact values are those stored of ${nameOf(baseline.reference)}.`];
}

function nameOf({ how, commit, distance }: BaselineReference): string {
  const short = commit?.slice(0, 10) ?? "a job without a commit";
  switch (how) {
    case "base":
      return `${short}, the base commit itself`;
    case "ancestor":
      return `${short}, ${distance === 1 ? "1 commit" : `${distance} commits`} before base: what those changed counts as head's`;
    case "newest":
      return `${short}, the newest stored: whether it lies before base is not known here`;
    default:
      return how satisfies never;
  }
}

function baseOf({ kind }: Weighed): "measured" | "stored" | "none" {
  if (kind === "compared") return "measured";
  return kind === "stored" ? "stored" : "none";
}

function rungOf(weighed: Weighed, { series }: StoredRounds): Rung {
  if (weighed.kind === "stored") return "stored";
  if (weighed.kind !== "compared") return "budgets";
  return series.length > 0 && series.every(({ kind }) => kind === "exact") ? "exact" : "paired";
}

/** What is behind metrics that have moved, or that do not keep a limit; the others need none. */
function causesOf(
  { causes }: StoredRounds,
  comparisons: readonly Comparison[],
  budgets: readonly BudgetCheck[],
): readonly Cause[] {
  const moved = comparisons.filter(({ change }) => change !== "unchanged").map(({ metric }) => metric.id);
  const over = budgets.filter(({ outcome }) => outcome !== "kept").map(({ metric }) => metric);
  const asked = new Set([...moved, ...over]);
  return causes.filter(({ metric }) => asked.has(metric));
}
