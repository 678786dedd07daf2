// src/measure/lighthouse/plan.ts
import { readFile } from "node:fs/promises";
import { digestOf } from "../conditions.js";
var TIMING_RUN = 7.5;
var FULL_RUN = 12.5;
var FLOW_RUN = 12;
var USUAL_NOISE = 0.04;
var USUAL_ROUNDS = 12;
var fullRounds = (user) => Math.max(2, user?.runs ?? 0);
async function planOf({ config, user, settings, pages, tools, context }) {
  const full = fullRounds(user);
  const share = Math.min(1, full / USUAL_ROUNDS);
  const secondsPerRun = share * FULL_RUN + (1 - share) * TIMING_RUN;
  const files = await Promise.all(settings.files.map((path) => readFile(path, "utf8")));
  const collect = JSON.stringify(user?.collect ?? {}).replaceAll(context.root, "");
  const flows = settings.flows.map(({ path }) => path);
  const loads = `${pages.join(", ")}: in each round one Lighthouse run a page and side, about ${Math.round(TIMING_RUN)} s each; in the first ${full} rounds with all categories, about ${Math.round(FULL_RUN)} s`;
  return {
    lines: [
      ...pages.length === 0 ? [] : [loads],
      ...flows.length === 0 ? [] : [`${flows.join(", ")}: in each round each flow once a side, about ${FLOW_RUN} s`]
    ],
    secondsPerRound: (pages.length * secondsPerRun + flows.length * FLOW_RUN) * context.sides.length,
    startsPerRound: 1,
    usualNoise: USUAL_NOISE,
    tools,
    // How many rounds are full counts: the audits of all categories keep the main thread busy. So does a second server.
    conditions: digestOf({ ...config, pages, full, collect, files, sides: context.sides.length })
  };
}
export {
  fullRounds,
  planOf
};
