/** Metrics that job after job cannot settle for their noise: watched until they are quiet enough for it. Pure. */
import type { Comparison } from "../model/comparison.ts";
import { laneOf, type MetricId } from "../model/metric.ts";
import type { Looks } from "../model/plan.ts";
import type { Series } from "../model/series.ts";
import type { Verdict } from "../model/verdict.ts";
import { HOPE } from "./paired.ts";
import { roundsNeeded } from "./statistics/power.ts";
import { toScale } from "./tested.ts";

const GIVEN_UP =
  "too noisy to be settled in the last stored jobs; it gates again after quieter ones, or with role: gate in the config";

/**
 * The metrics of one job that its rounds could not settle for their noise. A gating one: it was left open at the end, with a
 * noise at which measuring is given up. One that is watched for this reason: with its noise the rounds that were planned
 * would still not find `detect` 95 times in 100. So to get back it takes half the noise variance that got it out: with one
 * limit for both, a metric near it would go in and out. Whether a watched one was settled does not count, for it is tested
 * at the plain false alarms, and may well pass what it fails when it gates.
 */
export function givenUpIn({
  comparisons,
  plan,
  family,
  falseAlarms,
}: Pick<Verdict, "comparisons" | "plan" | "family" | "falseAlarms">): readonly MetricId[] {
  const share = falseAlarms / Math.max(1, family);
  const isGivenUp = (one: Comparison) => {
    const looks = plan?.collectors.find(({ collector }) => collector === laneOf(one.metric));
    if (looks === undefined) return false;
    if (one.rule.role === "gate") return isLeftOpen(one, looks) && takesMore(one, looks, share, HOPE);
    return one.metric.roleReason === GIVEN_UP && takesMore(one, looks, share, 1);
  };
  return comparisons.filter(isGivenUp).map(({ metric }) => metric.id);
}

/** Not where the clock, the runner or another metric's regression cut its rounds short. */
function isLeftOpen({ change }: Comparison, { ended }: Looks): boolean {
  return change === "inconclusive" && (ended === "futile" || ended === "spent");
}

/** Whether `detect` takes more than so many times the rounds that were planned, by what shows at the best of the looks. */
function takesMore({ metric, rule, noise }: Comparison, { looks }: Looks, share: number, times: number): boolean {
  const best = Math.max(0, ...looks.map(({ weight }) => weight));
  if (noise === null || best === 0 || !(rule.detect > 0)) return false;
  return roundsNeeded(noise, toScale(rule.detect, metric), share * best) > times * looks.at(-1)!.rounds;
}

/**
 * By what each stored job gave up, oldest first, the metrics that are watched now: from three such jobs running, for as long
 * as two of the newest three are. One job's noise, by its few rounds, is known to within a half; were a single quieter one
 * enough, a metric of four times the noise variance that the gate can live with would be back every seventh job.
 */
export function givenUpLately(jobs: readonly (readonly MetricId[])[]): ReadonlySet<MetricId> {
  return new Set([...new Set(jobs.flat())].filter((id) => isWatchedAfter(jobs.map((job) => job.includes(id)))));
}

function isWatchedAfter(givenUp: readonly boolean[]): boolean {
  return givenUp.reduce((isWatched, _, at) => {
    const newest = givenUp.slice(Math.max(0, at - 2), at + 1).filter((one) => one).length;
    return newest >= (isWatched ? 2 : 3);
  }, false);
}

/** The series with those of them watched that gate by their collector's word; a role in the config outranks this too. */
export function watchGivenUp(series: readonly Series[], givenUp: ReadonlySet<MetricId>): readonly Series[] {
  return series.map((one) =>
    one.kind !== "exact" && one.metric.role === "gate" && givenUp.has(one.metric.id)
      ? { ...one, metric: { ...one.metric, role: "watch", roleReason: GIVEN_UP } }
      : one,
  );
}
