// src/pipeline/progress.ts
import { endedClause } from "../model/plan.js";
function progressOf(lanes, log) {
  const tries = /* @__PURE__ */ new Map();
  return ({ collector, discarded, seconds }, kept) => {
    const before = tries.get(collector) ?? { count: 0, seconds: 0 };
    const now = { count: before.count + 1, seconds: before.seconds + seconds };
    tries.set(collector, now);
    const { looks, left: earlier, limit } = lanes.find((lane) => lane.collector === collector);
    const planned = looks.at(-1);
    const count = earlier.kept + kept;
    const usual = now.seconds / now.count;
    const allowed = Math.max(limit / 1e3 - now.seconds, discarded === null ? 0 : usual);
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
    if (unfit !== null) return [`${collector}: this runner is unfit to measure: ${unfit}.`];
    if (ended !== "time") return [];
    return [
      `${collector}: ${left.kept + kept} of ${looks.at(-1)} rounds fitted into its part of gate.maxMinutes (${maxMinutes}).`
    ];
  });
}
export {
  endLines,
  progressOf,
  shortOf
};
