/** Deciding at looks: the gating metrics of all collectors, round by round as they were measured. Pure. */
import type { Change, Comparison } from "../model/comparison.ts";
import type { Look, Looks, Plan } from "../model/plan.ts";
import { adjustAtLook, type Direction } from "./family.ts";
import { sharers } from "./live.ts";
import { MISSES, type Outlook } from "./looks.ts";
import { changeAt, comparisonOf, isFutile } from "./paired.ts";
import { likelyWorse, type Tested } from "./tested.ts";

/** One gating metric that both sides have. */
export interface Candidate {
  readonly collector: string;
  readonly kind: "sampled" | "rate";
  /** Rounds that its collector kept. */
  readonly kept: number;
  readonly isLive: (rounds: number) => boolean;
  readonly testAt: (rounds: number) => Tested;
  /** Whether stored jobs show head unchanged at the first look; only asked where base itself leaves that open. */
  readonly isCleared: (rounds: number) => boolean;
}

interface Decision {
  readonly look: Look;
  readonly tested: Tested;
  readonly change: Change;
  /** The smallest that it was at any look: p over all metrics, divided by the look's part of the error. */
  readonly pFamily: number;
  readonly cleared: boolean;
}

export interface AtLooks {
  readonly comparisons: ReadonlyMap<Candidate, Comparison>;
  /** By collector: why no further round of it is needed; absent where one is, or where all are asked for. */
  readonly ended: ReadonlyMap<string, "settled" | "futile">;
}

/**
 * Decides each metric at its collector's looks, as far as its rounds go and are needed; later rounds are not used. regressed
 * and improved are final, with the numbers of their look. unchanged may still become regressed while its collector goes on.
 *
 * Each collector holds a fixed part of the false alarms, by the number of its metrics that was planned, and each of its
 * groups the part of those that could show anything. Metrics that are settled stay counted: dividing by those still open
 * would spend their part twice.
 */
export function decideAtLooks(candidates: readonly Candidate[], plan: Plan, falseAlarms: number): AtLooks {
  const decisions = new Map<Candidate, Decision>();
  const ended = new Map<string, "settled" | "futile">();
  const family = Math.max(1, plan.family, candidates.length);
  const shares = new Map(
    plan.collectors.map(({ collector }) => [collector, falseAlarms / sharersIn(candidates, collector, family)]),
  );
  const outlook = (one: Candidate) =>
    outlookOf(looksOf(plan, one.collector), decisions.get(one)?.look, shares.get(one.collector) ?? falseAlarms);
  for (const { collector, look } of reachedLooks(plan, candidates)) {
    if (ended.has(collector)) continue;
    const own = candidates.filter((one) => one.collector === collector);
    const live = own.filter((one) => one.isLive(look.rounds));
    // What is flipped by the same coins can be tested jointly; rates are tested in another way.
    for (const kind of ["sampled", "rate"] as const) {
      const isOfGroup = (one: Candidate) => one.kind === kind;
      const part = (own.length / family) * (live.filter(isOfGroup).length / Math.max(1, live.length));
      const decided = decideLook(own.filter(isOfGroup), decisions, look, part, falseAlarms);
      for (const [one, decision] of decided) decisions.set(one, decision);
    }
    if (plan.all || saysNothingOfEnding(looksOf(plan, collector)!, look)) continue;
    const open = own.filter((one) => decisions.get(one)!.change === "inconclusive");
    if (open.length === 0) ended.set(collector, "settled");
    else if (open.every((one) => isFutile(decisions.get(one)!.tested, outlook(one)))) ended.set(collector, "futile");
  }
  const comparisons = candidates.map((one) => {
    const own = looksOf(plan, one.collector);
    return [one, describe(one, decisions.get(one), own, outlook(one))] as const;
  });
  return { comparisons: new Map(comparisons), ended };
}

function sharersIn(candidates: readonly Candidate[], collector: string, family: number): number {
  const own = candidates.filter((one) => one.collector === collector);
  return sharers(own.length, own.filter(({ kept, isLive }) => isLive(kept)).length, family);
}

const looksOf = (plan: Plan, collector: string) => plan.collectors.find((one) => one.collector === collector);

/**
 * The last look ends it anyway, and earlier attempts were gone on from. So was what the clock ended: at the looks before,
 * more rounds were still to come than came, so that nothing was futile that may seem so now.
 */
function saysNothingOfEnding({ looks, from, ended }: Looks, { rounds }: Look): boolean {
  return ended === "time" || rounds <= from || rounds === looks.at(-1)?.rounds;
}

/** All looks that were reached, those of one collector in order; collectors have nothing to do with each other. */
function reachedLooks(plan: Plan, candidates: readonly Candidate[]) {
  return plan.collectors
    .flatMap(({ collector, looks }) => looks.map((look) => ({ collector, look })))
    .filter(({ collector, look }) => candidates.some((one) => one.collector === collector && look.rounds <= one.kept));
}

/** One group's look. */
function decideLook(
  own: readonly Candidate[],
  earlier: ReadonlyMap<Candidate, Decision>,
  look: Look,
  part: number,
  falseAlarms: number,
): readonly (readonly [Candidate, Decision])[] {
  const level = falseAlarms * look.weight;
  const tests = new Map(own.map((one) => [one, one.testAt(look.rounds)]));
  /** Each direction is a family of its own, which only what was found in it has left. */
  const adjustedIn = (direction: Direction, found: Change) => {
    const among = own.filter((one) => earlier.get(one)?.change !== found);
    const ps = adjustAtLook({ tested: among.map((one) => tests.get(one)!), part, level }, direction);
    return new Map(among.map((one, i) => [one, ps[i]!]));
  };
  const worse = adjustedIn("worse", "regressed");
  const better = adjustedIn("better", "improved");
  const open = own.filter((one) => !isFinal(earlier.get(one)));
  return open.map((one) => {
    const before = earlier.get(one);
    const tested = tests.get(one)!;
    const adjusted = { worse: worse.get(one)!, better: better.get(one)! };
    const wasUnchanged = before?.change === "unchanged";
    const found = changeAt(tested, { level, adjusted, equivalence: look.equivalence, wasUnchanged });
    const cleared = before?.cleared ?? (found === "inconclusive" && one.isCleared(look.rounds));
    const change = found === "inconclusive" && cleared && !likelyWorse(tested) ? "unchanged" : found;
    const pFamily = Math.min(before?.pFamily ?? 1, look.weight > 0 ? adjusted.worse / look.weight : 1);
    return [one, { look, tested, change, pFamily, cleared }] as const;
  });
}

const isFinal = (decision: Decision | undefined) => decision?.change === "regressed" || decision?.change === "improved";

function describe(
  one: Candidate,
  decision: Decision | undefined,
  own: Looks | undefined,
  outlook: Outlook,
): Comparison {
  // Before the first look there is something to show, but nothing is decided.
  const tested = decision?.tested ?? one.testAt(one.kept);
  const change = own?.ended === "unfit" ? "inconclusive" : (decision?.change ?? "inconclusive");
  const compared = comparisonOf(tested, { change, outlook, pFamily: decision?.pFamily ?? 1 });
  if (own?.unfit) return { ...compared, note: `the runner was unfit: ${own.unfit}` };
  if (own?.ended === "certain" && change === "inconclusive") return { ...compared, note: ENDED };
  return change === "unchanged" && decision?.cleared ? { ...compared, note: CLEARED } : compared;
}

const ENDED = "measuring ended when the verdict was certain; --all measures on";
const CLEARED = "shown unchanged beside stored jobs";

/** `share`: a metric's own of the false alarms, all looks together. */
function outlookOf(own: Looks | undefined, at: Look | undefined, share: number): Outlook {
  const looks = own?.looks ?? [];
  const best = Math.max(0, ...looks.map(({ weight }) => weight));
  const last = looks.at(-1)?.rounds ?? 0;
  return { share: share * (best || 1), last, isOver: at?.rounds === last };
}

/** Without looks: one at the end, with all that there is to spend. */
export function planOnce(candidates: readonly Candidate[]): Plan {
  const kept = new Map(candidates.map((one) => [one.collector, one.kept]));
  const collectors = [...kept].map(([collector, rounds]): Looks => {
    return { collector, looks: [{ rounds, weight: 1, equivalence: MISSES }], from: 0, ended: "spent", unfit: null };
  });
  return { family: candidates.length, all: true, collectors };
}

/** A metric that cannot block, by itself. */
export function decideAlone(one: Candidate, falseAlarms: number): Comparison {
  const compared = decideAtLooks([one], planOnce([one]), falseAlarms).comparisons.get(one)!;
  return { ...compared, pAdjusted: null };
}
