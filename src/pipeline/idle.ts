/** Databases and caches that were watched and never asked: most likely the target asks another one. Pure. */
import { present } from "../compare/pairs.ts";
import { inRounds, type Series, SIDES, type Side } from "../model/series.ts";
import type { Unwatched } from "../model/unwatched.ts";

/** What each watcher of a service counts of all that is asked of it. */
const ASKED = { mysql: "queries", postgres: "queries", redis: "commands" } as const;

/**
 * Those of which head asked nothing in any round, neither one request at a time nor under load: zero is never worse, whatever
 * head asks of the database that it does use.
 */
export function idleWatchers(series: readonly Series[]): readonly Unwatched[] {
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

function valuesOf(one: Series, side: Side): readonly number[] {
  const series = inRounds(one);
  if (series.kind === "rate") return [];
  return present(series.kind === "sampled" ? series[side] : [series[side]]);
}
