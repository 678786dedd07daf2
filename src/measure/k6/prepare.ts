/** k6 and the config's scripts, made ready for rounds or for a load of others. */
import { resolve } from "node:path";
import { ConfigError } from "../../errors.ts";
import { type FoundK6, findK6 } from "../../system/tools.ts";
import type { CollectorContext } from "../collector.ts";
import type { RoundLength } from "./plan.ts";
import type { K6Config } from "./schema.ts";
import { type PreparedScript, prepareScript } from "./script.ts";

/** Throws ToolError. */
export function findConfigured(config: K6Config, { system, root }: CollectorContext): Promise<FoundK6> {
  return findK6({
    system,
    ...(config.version ? { version: config.version } : {}),
    ...(config.sha256 ? { sha256: config.sha256 } : {}),
    ...(config.path ? { path: resolve(root, config.path) } : {}),
  });
}

/** Throws as prepareScript, and ConfigError when no script has the scenario that is asked for. */
export async function prepareScripts(
  k6: string,
  config: K6Config,
  round: RoundLength,
  { root, scratch, system, sides }: CollectorContext,
): Promise<readonly PreparedScript[]> {
  const bothSides = sides.length === 2;
  const scripts: PreparedScript[] = [];
  for (const [index, script] of config.scripts.entries()) {
    scripts.push(await prepareScript({ script, index, k6, config, round, root, scratch, bothSides, system }));
  }
  const { scenario } = config;
  if (scenario !== undefined && !scripts.some(({ plan }) => Object.hasOwn(plan.scenarios, scenario))) {
    const known = scripts.flatMap(({ inspected }) => Object.keys(inspected.scenarios)).map((name) => `"${name}"`);
    throw new ConfigError(`k6.scenario is "${scenario}", but the scripts have ${known.join(", ")}.`);
  }
  return scripts;
}
