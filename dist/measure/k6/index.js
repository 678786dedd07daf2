// src/measure/k6/index.ts
import { digestOf } from "../conditions.js";
import { offerLoad } from "./load.js";
import { findConfigured, prepareScripts } from "./prepare.js";
import { openSession } from "./session.js";
var STEP = 5e3;
var LONGEST_FOR_BOOT = 3e4;
var K6_OVERHEAD = 1.5;
var TWIN_NOISE = 0.027;
var ALTERNATE_NOISE = 0.1;
var k6 = {
  id: "k6",
  needs: ({ scripts }) => scripts.map((path, index) => ({ key: `k6.scripts[${index}]`, path })),
  async open(config, context) {
    const found = await findConfigured(config, context);
    const round = roundLength(config, await context.bootTime());
    const scripts = await prepareScripts(found.path, config, round, context);
    const plan = planOf(config, scripts, round, context, found.version);
    return openSession({ k6: found.path, config, scripts, plan, context });
  },
  async load(config, context) {
    const { path, version } = await findConfigured(config, context);
    const scripts = await prepareScripts(path, config, { warmup: 0, measure: STEP }, context);
    return offerLoad({ k6: path, version, config, scripts, system: context.system });
  }
};
function roundLength({ round }, bootTime) {
  const measure = round.measure ?? Math.max(STEP, Math.min(LONGEST_FOR_BOOT, Math.ceil(bootTime / STEP) * STEP));
  return { warmup: round.warmup, measure };
}
function planOf(config, scripts, round, { sides }, version) {
  const lines = scripts.flatMap(({ plan, alternateBecause, label }) => {
    const alternate = alternateBecause === null ? [] : [
      `${label}: one side after the other, because ${alternateBecause}; of what it does, HTTP requests and its own metrics are weighed, and it takes some 30 times the rounds for the same certainty (bench/twin).`
    ];
    return [...plan.lines, ...alternate];
  });
  const seconds = (round.warmup + round.measure) / 1e3 + K6_OVERHEAD;
  const runs = scripts.reduce((sum, { plan }) => sum + (plan.driver === "twin" ? 1 : sides.length), 0);
  const { env, scenario, urlEnv } = config;
  const sources = scripts.map(({ label, plan, sources: sources2 }) => [label, plan.driver, plan.scenarios, sources2]);
  const conditions = digestOf({ sources, round, env, scenario, urlEnv });
  const usualNoise = scripts.every(({ plan }) => plan.driver === "twin") ? TWIN_NOISE : ALTERNATE_NOISE;
  return {
    lines,
    secondsPerRound: seconds * runs,
    startsPerRound: runs,
    usualNoise,
    tools: { k6: version },
    conditions
  };
}
export {
  k6
};
