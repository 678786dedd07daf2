/** The target started once before anything is measured. */
import { SIDES, type Side } from "../model/series.ts";
import type { TargetContext } from "../target/in-slot.ts";
import { prepareSlots, withRoundServers } from "../target/slots.ts";

/**
 * Starts what will be measured once before it counts, when first asked: a side that cannot start says so now, and the price is
 * known. Milliseconds. Throws as prepareSlots and withRoundServers.
 */
export function rehearsalOf(target: TargetContext, sides: readonly Side[]): () => Promise<number> {
  let answer: Promise<number> | undefined;
  return () => (answer ??= rehearse(target, sides));
}

async function rehearse(target: TargetContext, sides: readonly Side[]): Promise<number> {
  await prepareSlots(target);
  const started = performance.now();
  await withRoundServers(target, { a: "base", b: "head" }, async (servers) => {
    if (sides.length === SIDES.length) await servers.both();
    else for (const side of sides) await servers.alone(side);
    target.system.log.info(`The target is ready after ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  });
  return performance.now() - started;
}
