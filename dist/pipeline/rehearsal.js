// src/pipeline/rehearsal.ts
import { SIDES } from "../model/series.js";
import { prepareSlots, withRoundServers } from "../target/slots.js";
function rehearsalOf(target, sides) {
  let answer;
  return () => answer ??= rehearse(target, sides);
}
async function rehearse(target, sides) {
  await prepareSlots(target);
  const started = performance.now();
  await withRoundServers(target, { a: "base", b: "head" }, async (servers) => {
    if (sides.length === SIDES.length) await servers.both();
    else for (const side of sides) await servers.alone(side);
    target.system.log.info(`The target is ready after ${((performance.now() - started) / 1e3).toFixed(1)} s.`);
  });
  return performance.now() - started;
}
export {
  rehearsalOf
};
