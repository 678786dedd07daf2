/** The k6 collector: the user's own scripts, both builds driven by one k6 process (docs/measuring.md). */
import type { Collector, CollectorContext, CollectorPlan } from "../collector.ts";
import { digestOf } from "../conditions.ts";
import { offerLoad } from "./load.ts";
import type { RoundLength } from "./plan.ts";
import { findConfigured, prepareScripts } from "./prepare.ts";
import type { K6Config } from "./schema.ts";
import type { PreparedScript } from "./script.ts";
import { openSession } from "./session.ts";

/**
 * A slow start is paid every round; measuring as long as it takes costs little more and steadies the round. In coarse
 * steps, so that rounds of other jobs are as long. Milliseconds.
 */
const STEP = 5_000;
const LONGEST_FOR_BOOT = 30_000;
/** Seconds that k6 itself takes to start, finish its iterations and write. */
const K6_OVERHEAD = 1.5;
/** Of latency-tm95, by bench/twin. */
const TWIN_NOISE = 0.027;
const ALTERNATE_NOISE = 0.1;

export const k6: Collector<K6Config> = {
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
    // Each load has a length of its own, and is planned anew.
    const scripts = await prepareScripts(path, config, { warmup: 0, measure: STEP }, context);
    return offerLoad({ k6: path, version, config, scripts, system: context.system });
  },
};

function roundLength({ round }: K6Config, bootTime: number): RoundLength {
  const measure = round.measure ?? Math.max(STEP, Math.min(LONGEST_FOR_BOOT, Math.ceil(bootTime / STEP) * STEP));
  return { warmup: round.warmup, measure };
}

function planOf(
  config: K6Config,
  scripts: readonly PreparedScript[],
  round: RoundLength,
  { sides }: CollectorContext,
  version: string,
): CollectorPlan {
  const lines = scripts.flatMap(({ plan, alternateBecause, label }) => {
    const alternate =
      alternateBecause === null
        ? []
        : [
            `${label}: one side after the other, because ${alternateBecause}; of what it does, HTTP requests and its own metrics are weighed, and it takes some 30 times the rounds for the same certainty (bench/twin).`,
          ];
    return [...plan.lines, ...alternate];
  });
  const seconds = (round.warmup + round.measure) / 1000 + K6_OVERHEAD;
  const runs = scripts.reduce((sum, { plan }) => sum + (plan.driver === "twin" ? 1 : sides.length), 0);
  const { env, scenario, urlEnv } = config;
  const sources = scripts.map(({ label, plan, sources }) => [label, plan.driver, plan.scenarios, sources]);
  const conditions = digestOf({ sources, round, env, scenario, urlEnv });
  const usualNoise = scripts.every(({ plan }) => plan.driver === "twin") ? TWIN_NOISE : ALTERNATE_NOISE;
  return {
    lines,
    secondsPerRound: seconds * runs,
    startsPerRound: runs,
    usualNoise,
    tools: { k6: version },
    conditions,
  };
}
