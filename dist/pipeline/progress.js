// src/pipeline/progress.ts
import { endedClause } from "../model/plan.js";
function progressOf({ lanes, spare }, log) {
  const whole = lanes.reduce((sum, { limit }) => sum + limit, spare) / 1e3;
  let spent = 0;
  const tries = /* @__PURE__ */ new Map();
  return ({ collector, discarded, seconds }, kept) => {
    const before = tries.get(collector) ?? { count: 0, seconds: 0 };
    const now = { count: before.count + 1, seconds: before.seconds + seconds };
    tries.set(collector, now);
    spent += seconds;
    const { looks, left: earlier } = lanes.find((lane) => lane.collector === collector);
    const planned = looks.at(-1);
    const count = earlier.kept + kept;
    const usual = now.seconds / now.count;
    const allowed = Math.max(whole - spent, discarded === null ? 0 : usual);
    const left = Math.min((planned - count) * usual, allowed);
    const state = discarded === null ? `round ${count} of at most ${planned}` : `a round was unfit (${discarded}), redoing it`;
    const minutes = left < 90 ? `${Math.round(left)} s` : `${(left / 60).toFixed(1)} min`;
    log.progress(`${collector}: ${state}, ${seconds.toFixed(1)} s, at most ${minutes} left`);
  };
}
function endLines(ends, gates) {
  return [...ends].map(
    ([id, { kept, ended }]) => `${id}: ended after ${kept === 1 ? "1 round" : `${kept} rounds`}: ${endedClause(ended, gates(id))}.`
  );
}
function shortOf(lanes, ends, maxMinutes) {
  return lanes.flatMap(({ collector, looks, left }) => {
    const { ended, kept, unfit } = ends.get(collector);
    const spoilt = unfit === null ? [] : [`${collector}: this runner is unfit to measure: ${unfit}.`];
    if (ended !== "time") return spoilt;
    return [
      ...spoilt,
      `${collector}: ${left.kept + kept} of ${looks.at(-1)} rounds fitted into gate.maxMinutes (${maxMinutes}).`
    ];
  });
}
export {
  endLines,
  progressOf,
  shortOf
};
