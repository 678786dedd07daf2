// src/explain/index.ts
import { ExpectedError } from "../errors.js";
import { shortened } from "../measure/subject.js";
import { runCoverage } from "./coverage/run.js";
import { evaluate } from "./evaluate.js";
import { withinLimit } from "./limit.js";
import { priceOf, profileSides } from "./phase.js";
async function explain(input) {
  const { config, system } = input;
  const nothing = { causes: [], details: [], notWeighed: [], notes: [], time: null };
  const isProfiled = input.metrics !== null && config.profiler !== "off";
  if (isProfiled) system.log.info(profilesText(config));
  const ending = performance.now() + config.limit;
  const bounded = { ...input, serve: withinLimit(input.serve, { limit: config.limit, ending, signal: system.signal }) };
  const attempt = async (work) => {
    try {
      return await work();
    } catch (error) {
      system.signal.throwIfAborted();
      return refusal(error);
    }
  };
  const profiled = isProfiled ? await attempt(() => profileSides(bounded)) : null;
  const failures = typeof profiled === "string" ? [profiled] : [];
  const found = profiled === null || typeof profiled === "string" ? nothing : evaluate(profiled, input.metrics ?? []);
  const { changed } = input;
  const covered = changed === null ? null : await attempt(async () => ({ said: await runCoverage(bounded, changed) }));
  if (typeof covered === "string" && covered !== failures[0]) failures.push(covered);
  const notes = typeof covered === "string" || covered === null || covered.said === null ? [] : [covered.said];
  return {
    ...found,
    notes: [...found.notes, ...notes].map((note) => `Explain: ${note}`),
    notWeighed: [...found.notWeighed, ...failures]
  };
}
function profilesText(config) {
  const { profiles, seconds } = config;
  const price = `${profiles} profiles of ${seconds / 1e3} s a side, some ${Math.ceil(priceOf(config))} s`;
  return `explain: both sides are profiled in turn: ${price}, and ${profiles} starts of the target.`;
}
function refusal(error) {
  const message = error instanceof Error ? error.message : String(error);
  const why = (error instanceof ExpectedError ? message : `it failed: ${message}`).split("\n", 1)[0];
  return `explain: ${shortened(why, 500).replace(/\.$/u, "")}.`;
}
export {
  explain
};
