// src/measure/k6/prepare.ts
import { resolve } from "node:path";
import { ConfigError } from "../../errors.js";
import { findK6 } from "../../system/tools.js";
import { prepareScript } from "./script.js";
function findConfigured(config, { system, root }) {
  return findK6({
    system,
    ...config.version ? { version: config.version } : {},
    ...config.sha256 ? { sha256: config.sha256 } : {},
    ...config.path ? { path: resolve(root, config.path) } : {}
  });
}
async function prepareScripts(k6, config, round, { root, scratch, system, sides }) {
  const bothSides = sides.length === 2;
  const scripts = [];
  for (const [index, script] of config.scripts.entries()) {
    scripts.push(await prepareScript({ script, index, k6, config, round, root, scratch, bothSides, system }));
  }
  const { scenario } = config;
  if (scenario !== void 0 && !scripts.some(({ plan }) => Object.hasOwn(plan.scenarios, scenario))) {
    const known = scripts.flatMap(({ inspected }) => Object.keys(inspected.scenarios)).map((name) => `"${name}"`);
    throw new ConfigError(`k6.scenario is "${scenario}", but the scripts have ${known.join(", ")}.`);
  }
  return scripts;
}
export {
  findConfigured,
  prepareScripts
};
