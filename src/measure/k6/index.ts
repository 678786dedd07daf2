/** The k6 collector: the user's own scripts, both builds driven by one k6 process (docs/measuring.md). */
import type { Collector, CollectorContext, CollectorPlan } from "../collector.ts";
import { asLongAsBefore, conditionsOf, LENGTHS, roundLength } from "./length.ts";
import { offerLoad } from "./load.ts";
import { findConfigured, prepareScripts } from "./prepare.ts";
import type { K6Config } from "./schema.ts";
import type { PreparedScript } from "./script.ts";
import { openSession } from "./session.ts";

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
    const prepared = await prepareScripts(found.path, config, roundLength(config, await context.bootTime()), context);
    const scripts = asLongAsBefore(config, prepared, context.earlier);
    const plan = planOf(config, scripts, context, found.version);
    return openSession({ k6: found.path, config, scripts, plan, context });
  },
  async load(config, context) {
    const { path, version } = await findConfigured(config, context);
    // Each load has a length of its own, and is planned anew.
    const scripts = await prepareScripts(path, config, { warmup: 0, measure: LENGTHS[0] }, context);
    return offerLoad({ k6: path, version, config, scripts, system: context.system });
  },
};

function planOf(
  config: K6Config,
  scripts: readonly PreparedScript[],
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
  const { warmup, measure } = scripts[0]!.round;
  const seconds = (warmup + measure) / 1000 + K6_OVERHEAD;
  const runs = scripts.reduce((sum, { plan }) => sum + (plan.driver === "twin" ? 1 : sides.length), 0);
  const usualNoise = scripts.every(({ plan }) => plan.driver === "twin") ? TWIN_NOISE : ALTERNATE_NOISE;
  return {
    lines,
    secondsPerRound: seconds * runs,
    startsPerRound: runs,
    usualNoise,
    tools: { k6: version },
    conditions: conditionsOf(config, scripts),
  };
}
