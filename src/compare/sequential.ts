/** Deciding at looks: the gating metrics of all collectors, round by round as they were measured. Pure. */
import type { Comparison } from "../model/comparison.ts";
import type { Looks, Plan } from "../model/plan.ts";
import { sharers } from "./live.ts";
import { type Candidate, type Decision, decideLook } from "./look.ts";
import { firstLooks, MISSES, type Outlook } from "./looks.ts";
import { comparisonOf, isFutile } from "./paired.ts";

export interface AtLooks {
  readonly comparisons: ReadonlyMap<Candidate, Comparison>;
  /** By collector, at the last look that was reached: why no further round of it is needed; absent where one is. */
  readonly ended: ReadonlyMap<string, "settled" | "futile">;
  /** What stored jobs showed unchanged, now or in an attempt before. */
  readonly cleared: ReadonlySet<Candidate>;
}

export interface Deciding {
  readonly plan: Plan;
  /** All gating metrics of a job together. */
  readonly falseAlarms: number;
  /**
   * Whether each collector's rounds are used only until it needs no further one: for rounds that were all there before
   * anybody decided on them. Where measuring itself asks at each look, the rounds end there by themselves.
   */
  readonly stopping: boolean;
}

/**
 * Decides each metric at its collector's looks, as far as its rounds go. regressed and improved are final, with the numbers
 * of their look. unchanged may still become regressed while its collector goes on.
 *
 * Each collector holds the part of the false alarms that the plan gave it, and each of its groups the part of those that
 * could show anything. Metrics that are settled stay counted: dividing by those still open would spend their part twice.
 */
export function decideAtLooks(candidates: readonly Candidate[], deciding: Deciding): AtLooks {
  const { plan, falseAlarms, stopping } = deciding;
  const comparisons = new Map<Candidate, Comparison>();
  const ended = new Map<string, "settled" | "futile">();
  const cleared = new Set<Candidate>();
  for (const collector of new Set(candidates.map((one) => one.collector))) {
    const own = candidates.filter((one) => one.collector === collector);
    const looks = plan.collectors.find((one) => one.collector === collector);
    const lane = { own, looks, falseAlarms, stopping };
    const { decisions, end, outlook } = decideLane(lane);
    if (end !== null) ended.set(collector, end);
    for (const one of own) {
      if (decisions.get(one)?.cleared) cleared.add(one);
      comparisons.set(one, describe(one, decisions.get(one), looks, outlook));
    }
  }
  return { comparisons, ended, cleared };
}

interface Lane {
  /** One collector's gating metrics. */
  readonly own: readonly Candidate[];
  /** undefined: none was planned for it, and nothing is decided. */
  readonly looks: Looks | undefined;
  readonly falseAlarms: number;
  readonly stopping: boolean;
}

/** One collector's looks, which have nothing to do with those of others. */
function decideLane({ own, looks: planned, falseAlarms, stopping }: Lane) {
  const decisions = new Map<Candidate, Decision>();
  const kept = Math.max(...own.map((one) => one.kept));
  const held = planned?.part ?? 0;
  const outlook = outlookOf(planned, falseAlarms / sharers(own.filter((one) => one.isLive(one.kept)).length, held));
  let end: "settled" | "futile" | null = null;
  for (const look of planned?.looks ?? []) {
    if (look.rounds > kept || (stopping && end !== null)) break;
    const live = own.filter((one) => one.isLive(look.rounds));
    // What is flipped by the same coins can be tested jointly; rates are tested in another way.
    for (const kind of ["sampled", "rate"] as const) {
      const isOfGroup = (one: Candidate) => one.kind === kind;
      const part = held * (live.filter(isOfGroup).length / Math.max(1, live.length));
      const decided = decideLook(own.filter(isOfGroup), decisions, planned!, { look, part, falseAlarms });
      for (const [one, decision] of decided) decisions.set(one, decision);
    }
    const open = own.filter((one) => decisions.get(one)!.change === "inconclusive");
    const isHopeless = ({ tested, isStuck }: Decision) => isStuck || isFutile(tested, outlook);
    end = open.length === 0 ? "settled" : open.every((one) => isHopeless(decisions.get(one)!)) ? "futile" : null;
  }
  return { decisions, end, outlook };
}

function describe(
  one: Candidate,
  decision: Decision | undefined,
  planned: Looks | undefined,
  outlook: Outlook,
): Comparison {
  // Before the first look there is something to show, but nothing is decided.
  const tested = decision?.tested ?? one.testAt(one.kept);
  const unfit = planned?.unfit ?? null;
  const change = unfit === null ? (decision?.change ?? "inconclusive") : "inconclusive";
  const isDropped = planned?.ended === "futile";
  const compared = comparisonOf(tested, { change, outlook, isDropped, pFamily: decision?.pFamily ?? 1 });
  if (unfit !== null) return { ...compared, note: `the runner was unfit: ${unfit}` };
  if (planned?.ended === "certain" && change === "inconclusive") return { ...compared, note: CERTAIN };
  return change === "unchanged" && decision?.cleared ? { ...compared, note: CLEARED } : compared;
}

const CERTAIN = "measuring ended when the verdict was certain; --all measures on";
const CLEARED = "shown unchanged beside stored jobs";

/** `share`: a metric's own of the false alarms, all looks together. */
function outlookOf(planned: Looks | undefined, share: number): Outlook {
  const looks = planned?.looks ?? [];
  const best = Math.max(0, ...looks.map(({ weight }) => weight));
  const misses = Math.max(0, ...looks.map(({ equivalence }) => equivalence)) || MISSES;
  return { share: share * (best || 1), last: looks.at(-1)?.rounds ?? 0, misses };
}

/** Without looks: one at the end, with all that there is to spend. */
export function planOnce(candidates: readonly Candidate[]): Plan {
  const collectors = [...new Set(candidates.map((one) => one.collector))].map((collector) => {
    const own = candidates.filter((one) => one.collector === collector);
    const once = { rounds: own[0]!.kept, weight: 1, equivalence: MISSES };
    return firstLooks(collector, own.length / candidates.length, [once]);
  });
  return { family: candidates.length, collectors };
}

/** A metric that cannot block, by itself. */
export function decideAlone(one: Candidate, falseAlarms: number): Comparison {
  const deciding = { plan: planOnce([one]), falseAlarms, stopping: false };
  return { ...decideAtLooks([one], deciding).comparisons.get(one)!, pAdjusted: null };
}
