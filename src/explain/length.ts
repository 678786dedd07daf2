/** How long the profiles take. Pure. */
import type { Load } from "../measure/load.ts";
import { SIDES } from "../model/series.ts";
import type { ExplainConfig } from "./schema.ts";

/** Milliseconds of load before the first profile of a pair, in which a runtime compiles what runs; no longer than a profile. */
const WARMUP = 2_000;
/** Seconds of the shortest load of a script (`Load.drive`). */
const SHORTEST = 1;
/** Seconds that a load may take longer than the one before it. */
const SLACK = 1;
/** Seconds that the tool of the load usually takes to start and to end, for each script anew. */
const START = 1;

type Scripts = Pick<Load, "scripts">;

/** Milliseconds of load. */
export function warmupOf({ seconds }: Pick<ExplainConfig, "seconds">): number {
  return Math.min(WARMUP, seconds);
}

/**
 * Whole seconds that a profiler without an end of its own has to go on to see all of a load. The warm-up took `warmed`
 * milliseconds on all that was driven at once: what it took beside its load is taken again, as starts between scripts and
 * requests that outlast their time.
 */
export function lengthOf(config: Pick<ExplainConfig, "seconds">, load: Scripts, warmed: number): number {
  const beside = Math.max(0, warmed / 1000 - loaded(warmupOf(config), load));
  return Math.ceil(loaded(config.seconds, load) + beside + SLACK);
}

/** Seconds of the whole phase, without starting the target. */
export function priceOf(config: ExplainConfig, load: Scripts & Pick<Load, "bothAtOnce">): number {
  const driven = (milliseconds: number) => loaded(milliseconds, load) + countOf(load) * START + SLACK;
  const warmups = (load.bothAtOnce ? 1 : SIDES.length) * driven(warmupOf(config));
  return config.profiles * (warmups + SIDES.length * driven(config.seconds));
}

/** Seconds of requests: all scripts, one after the other. */
function loaded(milliseconds: number, load: Scripts): number {
  return Math.max(milliseconds / 1000, countOf(load) * SHORTEST);
}

const countOf = ({ scripts }: Scripts) => Math.max(1, scripts.length);
