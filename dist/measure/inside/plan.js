// src/measure/inside/plan.ts
import { SIDES } from "../../model/series.js";
import { digestOf } from "../conditions.js";
import { CONTROL_SECONDS } from "./control.js";
var ITERATION = 0.1;
var K6_START = 1.5;
var K6_STARTS = 3;
var NOISE = 0.03;
function planOf(config, { watchers, load, sides }) {
  const { iterations, warmup, measure } = config;
  const runs = isAtOnce(load, sides) ? 1 : sides.length;
  const traced = iterations * ITERATION * load.scripts.length * (sides.length / runs);
  const driven = (warmup + measure) / 1e3;
  const round = `each round ${iterations} iterations one request at a time, ${warmup / 1e3} s warm-up, ${measure / 1e3} s measured`;
  return {
    lines: [
      `inside: ${round}`,
      ...load.lines,
      ...watchers.flatMap(({ id, watching }) => watching.lines.map((line) => `${id}: ${line}`))
    ],
    secondsPerRound: CONTROL_SECONDS + runs * (traced + driven + K6_STARTS * K6_START),
    startsPerRound: runs,
    usualNoise: NOISE,
    tools: load.tools,
    conditions: digestOf({ iterations, warmup, measure, load: load.conditions, runs, sides: sides.length })
  };
}
function isAtOnce({ bothAtOnce }, sides) {
  return bothAtOnce && sides.length === SIDES.length;
}
export {
  isAtOnce,
  planOf
};
