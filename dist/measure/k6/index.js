// src/measure/k6/index.ts
import { asLongAsBefore, conditionsOf, LENGTHS, roundLength } from "./length.js";
import { offerLoad } from "./load.js";
import { findConfigured, prepareScripts } from "./prepare.js";
import { openSession } from "./session.js";
var K6_OVERHEAD = 1.5;
var TWIN_NOISE = 0.027;
var ALTERNATE_NOISE = 0.1;
var k6 = {
  id: "k6",
  needs: ({ scripts }) => scripts.map((path, index) => ({ key: `k6.scripts[${index}]`, path })),
  async open(config, context) {
    const found = await findConfigured(config, context);
    const prepared = await prepareScripts(found.path, config, roundLength(config, await context.bootTime()), context);
    const scripts = asLongAsBefore(config, prepared, context.earlier);
    const plan = planOf(config, scripts, context, found.version);
    return openSession({ k6: found.path, config, scripts, plan, context });
  },
  async load(config, context) {
    const { path, version } = await findConfigured(config, context);
    const scripts = await prepareScripts(path, config, { warmup: 0, measure: LENGTHS[0] }, context);
    return offerLoad({ k6: path, version, config, scripts, system: context.system });
  }
};
function planOf(config, scripts, { sides }, version) {
  const lines = scripts.flatMap(({ plan, alternateBecause, label }) => {
    const alternate = alternateBecause === null ? [] : [
      `${label}: one side after the other, because ${alternateBecause}; of what it does, HTTP requests and its own metrics are weighed, and it takes some 30 times the rounds for the same certainty (bench/twin).`
    ];
    return [...plan.lines, ...alternate];
  });
  const { warmup, measure } = scripts[0].round;
  const seconds = (warmup + measure) / 1e3 + K6_OVERHEAD;
  const runs = scripts.reduce((sum, { plan }) => sum + (plan.driver === "twin" ? 1 : sides.length), 0);
  const usualNoise = scripts.every(({ plan }) => plan.driver === "twin") ? TWIN_NOISE : ALTERNATE_NOISE;
  return {
    lines,
    secondsPerRound: seconds * runs,
    startsPerRound: runs,
    usualNoise,
    tools: { k6: version },
    conditions: conditionsOf(config, scripts)
  };
}
export {
  k6
};
