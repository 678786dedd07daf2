/** What people see of the rounds while they are measured, and of why they ended. */
import type { LaneEnd, RoundRecord } from "../measure/rounds.ts";
import { endedClause } from "../model/plan.ts";
import type { Log } from "../system/system.ts";
import type { LanePlan, RoundPlan } from "./plan.ts";

/** A line a round, with the most time that is left: by the rounds so far, and by what all lanes together may take. */
export function progressOf(
  { lanes, spare }: Pick<RoundPlan, "lanes" | "spare">,
  log: Log,
): (record: RoundRecord, kept: number) => void {
  const whole = lanes.reduce((sum, { limit }) => sum + limit, spare) / 1000;
  let spent = 0;
  const tries = new Map<string, { count: number; seconds: number }>();
  return ({ collector, discarded, seconds }, kept) => {
    const before = tries.get(collector) ?? { count: 0, seconds: 0 };
    const now = { count: before.count + 1, seconds: before.seconds + seconds };
    tries.set(collector, now);
    spent += seconds;
    const { looks, left: earlier } = lanes.find((lane) => lane.collector === collector)!;
    const planned = looks.at(-1)!;
    const count = earlier.kept + kept;
    const usual = now.seconds / now.count;
    // One that was unfit is redone, whatever the time.
    const allowed = Math.max(whole - spent, discarded === null ? 0 : usual);
    const left = Math.min((planned - count) * usual, allowed);
    const state =
      discarded === null ? `round ${count} of at most ${planned}` : `a round was unfit (${discarded}), redoing it`;
    const minutes = left < 90 ? `${Math.round(left)} s` : `${(left / 60).toFixed(1)} min`;
    log.progress(`${collector}: ${state}, ${seconds.toFixed(1)} s, at most ${minutes} left`);
  };
}

/** `ends`: with the rounds of earlier attempts. `gates`: whether anything does in a collector's rounds. */
export function endLines(ends: ReadonlyMap<string, LaneEnd>, gates: (collector: string) => boolean): readonly string[] {
  return [...ends].map(
    ([id, { kept, ended }]) =>
      `${id}: ended after ${kept === 1 ? "1 round" : `${kept} rounds`}: ${endedClause(ended, gates(id))}.`,
  );
}

/** Which collectors the clock ended, or the runner. */
export function shortOf(
  lanes: readonly LanePlan[],
  ends: ReadonlyMap<string, LaneEnd>,
  maxMinutes: number,
): readonly string[] {
  return lanes.flatMap(({ collector, looks, left }) => {
    const { ended, kept, unfit } = ends.get(collector)!;
    const spoilt = unfit === null ? [] : [`${collector}: this runner is unfit to measure: ${unfit}.`];
    if (ended !== "time") return spoilt;
    return [
      ...spoilt,
      `${collector}: ${left.kept + kept} of ${looks.at(-1)} rounds fitted into gate.maxMinutes (${maxMinutes}).`,
    ];
  });
}
