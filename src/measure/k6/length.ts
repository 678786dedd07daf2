/** How long a round lasts. Pure. */
import { digestOf } from "../conditions.ts";
import type { RoundLength } from "./plan.ts";
import type { K6Config } from "./schema.ts";
import { type PreparedScript, planScript } from "./script.ts";

/**
 * A slow start is paid every round; measuring as long as it takes costs little more and steadies the round. In coarse
 * steps, so that rounds of other jobs are as long. Milliseconds, rising.
 */
export const LENGTHS = [5_000, 10_000, 20_000, 30_000] as const;

/** `bootTime`: what the target takes to start, in milliseconds. */
export function roundLength({ round }: K6Config, bootTime: number): RoundLength {
  const chosen = LENGTHS.find((length) => length >= bootTime) ?? LENGTHS.at(-1)!;
  return { warmup: round.warmup, measure: round.measure ?? chosen };
}

/**
 * The scripts with rounds as long as in an attempt before, where they are the same but for that: the target may take another
 * time to start each time. `earlier`: the digest of its conditions. As they are where the config says how long, or no length
 * makes them the same.
 */
export function asLongAsBefore(
  config: K6Config,
  scripts: readonly PreparedScript[],
  earlier: string | undefined,
): readonly PreparedScript[] {
  if (earlier === undefined || config.round.measure !== undefined) return scripts;
  const withLength = (measure: number) =>
    scripts.map((script) => {
      const round = { ...script.round, measure };
      return { ...script, round, plan: planScript({ ...script, config, round, driver: script.plan.driver }) };
    });
  return LENGTHS.map(withLength).find((known) => conditionsOf(config, known) === earlier) ?? scripts;
}

/** As CollectorPlan.conditions. All scripts have rounds of one length. */
export function conditionsOf({ env, scenario, urlEnv }: K6Config, scripts: readonly PreparedScript[]): string {
  const sources = scripts.map(({ label, plan, sources }) => [label, plan.driver, plan.scenarios, sources]);
  return digestOf({ sources, round: scripts[0]?.round, env, scenario, urlEnv });
}
