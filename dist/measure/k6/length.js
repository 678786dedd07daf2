// src/measure/k6/length.ts
import { digestOf } from "../conditions.js";
import { planScript } from "./script.js";
var LENGTHS = [5e3, 1e4, 2e4, 3e4];
function roundLength({ round }, bootTime) {
  const chosen = LENGTHS.find((length) => length >= bootTime) ?? LENGTHS.at(-1);
  return { warmup: round.warmup, measure: round.measure ?? chosen };
}
function asLongAsBefore(config, scripts, earlier) {
  if (earlier === void 0 || config.round.measure !== void 0) return scripts;
  const withLength = (measure) => scripts.map((script) => {
    const round = { ...script.round, measure };
    return { ...script, round, plan: planScript({ ...script, config, round, driver: script.plan.driver }) };
  });
  return LENGTHS.map(withLength).find((known) => conditionsOf(config, known) === earlier) ?? scripts;
}
function conditionsOf({ env, scenario, urlEnv }, scripts) {
  const sources = scripts.map(({ label, plan, sources: sources2 }) => [label, plan.driver, plan.scenarios, sources2]);
  return digestOf({ sources, round: scripts[0]?.round, env, scenario, urlEnv });
}
export {
  LENGTHS,
  asLongAsBefore,
  conditionsOf,
  roundLength
};
