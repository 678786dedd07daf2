// src/compare/live.ts
import { laneOf } from "../model/metric.js";
import { FIRST_LOOK } from "../model/plan.js";
import { isGating } from "./rules.js";
function isLive(series, rounds) {
  if (series.kind === "sampled") {
    return series.base.slice(0, rounds).some((base, round) => {
      const head = series.head[round] ?? null;
      return base !== null && head !== null && base !== head;
    });
  }
  const counts = [...series.base.slice(0, rounds), ...series.head.slice(0, rounds)].filter((one) => one !== null);
  return counts.some(({ events }) => events > 0) && counts.some(({ events, total }) => events < total);
}
function standingOf(series, collector, family, overrides, held) {
  const own = series.filter(({ metric }) => laneOf(metric) === collector);
  const gating = own.filter(({ kind, metric }) => kind !== "exact" && isGating(metric, overrides));
  const live = gating.filter((one) => one.kind !== "exact" && isLive(one, FIRST_LOOK));
  const part = held ?? gating.length / Math.max(1, family);
  return { gating: gating.length, part, sharers: part === 0 ? Math.max(1, family) : sharers(live.length, part) };
}
function sharers(live, part) {
  return Math.max(1, live) / part;
}
export {
  isLive,
  sharers,
  standingOf
};
