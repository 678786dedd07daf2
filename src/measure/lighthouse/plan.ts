/** What the rounds will be, and what they will take. */
import { readFile } from "node:fs/promises";
import type { CollectorContext, CollectorPlan } from "../collector.ts";
import { digestOf } from "../conditions.ts";
import type { UserConfig } from "./rc.ts";
import type { LighthouseConfig } from "./schema.ts";
import type { Settings } from "./settings.ts";

/** Seconds that one run takes on a machine of two cores, Lighthouse CI's own start and report included. */
const TIMING_RUN = 7.5;
const FULL_RUN = 12.5;
/** A user flow of two steps. */
const FLOW_RUN = 12;

/** Of the largest contentful paint, by bench/lighthouse. */
const USUAL_NOISE = 0.04;

/** The number of rounds is planned elsewhere; fewer than these decide nothing. */
const USUAL_ROUNDS = 12;

/** Rounds with all categories: what is exact must be seen twice, and assertions want their author's number of runs. */
export const fullRounds = (user: UserConfig | null) => Math.max(2, user?.runs ?? 0);

export interface PlanInput {
  readonly config: LighthouseConfig;
  readonly user: UserConfig | null;
  readonly settings: Settings;
  readonly pages: readonly string[];
  /** Versions by name. */
  readonly tools: Readonly<Record<string, string>>;
  readonly context: Pick<CollectorContext, "sides" | "root">;
}

export async function planOf({ config, user, settings, pages, tools, context }: PlanInput): Promise<CollectorPlan> {
  const full = fullRounds(user);
  const share = Math.min(1, full / USUAL_ROUNDS);
  const secondsPerRun = share * FULL_RUN + (1 - share) * TIMING_RUN;
  const files = await Promise.all(settings.files.map((path) => readFile(path, "utf8")));
  // Where the repository lies decides nothing.
  const collect = JSON.stringify(user?.collect ?? {}).replaceAll(context.root, "");
  const flows = settings.flows.map(({ path }) => path);
  const loads = `${pages.join(", ")}: in each round one Lighthouse run a page and side, about ${Math.round(TIMING_RUN)} s each; in the first ${full} rounds with all categories, about ${Math.round(FULL_RUN)} s`;
  return {
    lines: [
      ...(pages.length === 0 ? [] : [loads]),
      ...(flows.length === 0 ? [] : [`${flows.join(", ")}: in each round each flow once a side, about ${FLOW_RUN} s`]),
    ],
    secondsPerRound: (pages.length * secondsPerRun + flows.length * FLOW_RUN) * context.sides.length,
    startsPerRound: 1,
    usualNoise: USUAL_NOISE,
    tools,
    // How many rounds are full counts: the audits of all categories keep the main thread busy. So does a second server.
    conditions: digestOf({ ...config, pages, full, collect, files, sides: context.sides.length }),
  };
}
