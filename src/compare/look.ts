/** One look at one group of metrics: those of a collector that are tested alike. Pure. */
import type { Change } from "../model/comparison.ts";
import type { MetricId } from "../model/metric.ts";
import type { Look, Looks } from "../model/plan.ts";
import { adjustAtLook, type Direction } from "./family.ts";
import { changeAt } from "./paired.ts";
import { likelyWorse, type Tested } from "./tested.ts";

/** One gating metric that both sides have. */
export interface Candidate {
  readonly id: MetricId;
  readonly collector: string;
  readonly kind: "sampled" | "rate";
  /** Rounds that its collector kept. */
  readonly kept: number;
  readonly isLive: (rounds: number) => boolean;
  readonly testAt: (rounds: number) => Tested;
  /** Whether stored jobs show head unchanged by so many rounds; only asked where base itself leaves that open. */
  readonly isCleared: (rounds: number) => boolean;
}

/** What the looks so far say of a metric. */
export interface Decision {
  readonly look: Look;
  readonly tested: Tested;
  readonly change: Change;
  /** The smallest that it was at any look: p over all metrics, divided by the look's part of the error. */
  readonly pFamily: number;
  readonly cleared: boolean;
  /** No round since the look before gave a pair. */
  readonly isStuck: boolean;
}

interface Spent {
  readonly look: Look;
  /** The group's part of the false alarms. */
  readonly part: number;
  readonly falseAlarms: number;
}

/** Those of the group that are not final yet, decided. `earlier`: by the looks before. */
export function decideLook(
  own: readonly Candidate[],
  earlier: ReadonlyMap<Candidate, Decision>,
  { from, cleared: clearedBefore }: Looks,
  { look, part, falseAlarms }: Spent,
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
    // What is stored may be other jobs by now: those of the attempt at hand are asked, once.
    const isAsked = look.rounds > from && found === "inconclusive";
    const cleared = before?.cleared ?? (clearedBefore.includes(one.id) || (isAsked && one.isCleared(look.rounds)));
    const change = found === "inconclusive" && cleared && !likelyWorse(tested) ? "unchanged" : found;
    const pFamily = Math.min(before?.pFamily ?? 1, look.weight > 0 ? adjusted.worse / look.weight : 1);
    const isStuck = tested.rounds === before?.tested.rounds;
    return [one, { look, tested, change, pFamily, cleared, isStuck }] as const;
  });
}

const isFinal = (decision: Decision | undefined) => decision?.change === "regressed" || decision?.change === "improved";
