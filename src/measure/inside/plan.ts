/** What a round of the watchers is, and what it costs. Pure. */
import { SIDES, type Side } from "../../model/series.ts";
import type { CollectorPlan } from "../collector.ts";
import { digestOf } from "../conditions.ts";
import type { Load } from "../load.ts";
import type { OpenedWatcher } from "../watcher.ts";
import { CONTROL_SECONDS } from "./control.ts";
import type { InsideConfig } from "./schema.ts";

/** Seconds that one iteration on one side usually takes, one request at a time. */
const ITERATION = 0.1;
/** Seconds that k6 takes to start, finish its iterations and write; it is started for the trace, the warm-up and the load. */
const K6_START = 1.5;
const K6_STARTS = 3;
/** Of processor time a request, in warmed rounds. */
const NOISE = 0.03;

export interface Planned {
  readonly watchers: readonly OpenedWatcher[];
  readonly load: Load;
  readonly sides: readonly Side[];
}

export function planOf(config: InsideConfig, { watchers, load, sides }: Planned): CollectorPlan {
  const { iterations, warmup, measure } = config;
  const runs = isAtOnce(load, sides) ? 1 : sides.length;
  const traced = iterations * ITERATION * load.scripts.length * (sides.length / runs);
  const driven = (warmup + measure) / 1000;
  const round = `each round ${iterations} iterations one request at a time, ${warmup / 1000} s warm-up, ${measure / 1000} s measured`;
  return {
    lines: [
      `inside: ${round}`,
      ...load.lines,
      ...watchers.flatMap(({ id, watching }) => watching.lines.map((line) => `${id}: ${line}`)),
    ],
    secondsPerRound: CONTROL_SECONDS + runs * (traced + driven + K6_STARTS * K6_START),
    startsPerRound: runs,
    usualNoise: NOISE,
    tools: load.tools,
    conditions: digestOf({ iterations, warmup, measure, load: load.conditions, runs, sides: sides.length }),
  };
}

/** Whether both sides are up and driven together; else each has a run of its own. */
export function isAtOnce({ bothAtOnce }: Load, sides: readonly Side[]): boolean {
  return bothAtOnce && sides.length === SIDES.length;
}
