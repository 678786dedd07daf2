// src/pipeline/idle.ts
import { present } from "../compare/pairs.js";
import { inRounds, SIDES } from "../model/series.js";
var ASKED = { mysql: "queries", postgres: "queries", redis: "commands" };
function idleWatchers(series) {
  return Object.entries(ASKED).flatMap(([watcher, amount]) => {
    const own = series.filter(({ metric }) => metric.id.startsWith(`${watcher}/${amount}@`));
    const idle = SIDES.filter((side) => {
      const values = own.flatMap((one) => valuesOf(one, side));
      return values.length > 0 && values.every((value) => value === 0);
    });
    if (!idle.includes("head")) return [];
    const why = `Nothing that ${idle.join(" or ")} asked was seen there, one request at a time or under load: write \${slot} into target.env so that each slot is led to what ${watcher}.url names for it, or take ${watcher} out of the config.`;
    return [{ watcher, why, rounds: 0 }];
  });
}
function valuesOf(one, side) {
  const series = inRounds(one);
  if (series.kind === "rate") return [];
  return present(series.kind === "sampled" ? series[side] : [series[side]]);
}
export {
  idleWatchers
};
