// src/measure/lighthouse/flows/visit.ts
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { deathOf } from "../../served.js";
import { inDrawnOrder, warmUp } from "../visit.js";
import { runFlow } from "./run.js";
async function visitFlows(visits) {
  const { tool, settings, served, seed, folder, system, isLeftOut } = visits;
  const abort = deathOf(served);
  const collect = settings.steps;
  const done = [];
  for (const flow of settings.flows) {
    for (const one of inDrawnOrder(served, `${seed}/${flow.name}`)) {
      if (isLeftOut(flow, one.side)) continue;
      const own = join(folder, `${String(done.length).padStart(2, "0")}-${one.side}`);
      await mkdir(own, { recursive: true });
      await warmUp(one.url, settings.headers, system.signal);
      const outcome = await runFlow({ tool, collect, served: one, flow, folder: own, abort, system });
      await rm(own, { recursive: true });
      done.push({ flow, side: one.side, outcome });
    }
  }
  return done;
}
export {
  visitFlows
};
