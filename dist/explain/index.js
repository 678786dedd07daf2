// src/explain/index.ts
import { runCoverage } from "./coverage/run.js";
import { evaluate } from "./evaluate.js";
import { priceOf } from "./length.js";
import { withinLimit } from "./limit.js";
import { profileSides } from "./phase.js";
import { whyOf } from "./why.js";
async function explain(input) {
  const { config, system } = input;
  const isProfiled = input.metrics !== null && config.profiler !== "off";
  if (isProfiled) system.log.info(profilesText(input));
  const ending = performance.now() + config.limit;
  const bounded = { ...input, serve: withinLimit(input.serve, { limit: config.limit, ending, signal: system.signal }) };
  const failures = /* @__PURE__ */ new Set();
  const attempt = async (work) => {
    try {
      return await work();
    } catch (error) {
      system.signal.throwIfAborted();
      failures.add(`explain: ${whyOf(error)}.`);
      return null;
    }
  };
  const profiled = isProfiled ? await attempt(() => profileSides(bounded)) : null;
  const { changed } = input;
  const covered = changed === null ? null : await attempt(() => runCoverage(bounded, changed));
  const found = profiled === null ? NOTHING : evaluate(profiled, input.metrics ?? []);
  return {
    ...found,
    notes: [...found.notes, ...covered === null ? [] : [covered]].map((note) => `Explain: ${note}`),
    notWeighed: [...found.notWeighed, ...failures]
  };
}
var NOTHING = { causes: [], details: [], notWeighed: [], notes: [], time: null };
function profilesText({ config, load }) {
  const { profiles, seconds } = config;
  const price = `${profiles} profiles of ${seconds / 1e3} s a side, some ${Math.ceil(priceOf(config, load))} s`;
  return `explain: both sides are profiled in turn: ${price}, and ${profiles} starts of the target.`;
}
export {
  explain
};
