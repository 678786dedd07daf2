/** All user flows of one round on every side, one run after the other, as pages are loaded. */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Side } from "../../../model/series.ts";
import { deathOf } from "../../served.ts";
import type { Flow } from "../settings.ts";
import { inDrawnOrder, type Visits, warmUp } from "../visit.ts";
import { runFlow } from "./run.ts";
import type { Outcome } from "./steps.ts";

export interface FlowVisit {
  readonly flow: Flow;
  readonly side: Side;
  readonly outcome: Outcome;
}

export interface FlowVisits extends Omit<Visits, "kind" | "pages"> {
  /** What failed before is not tried again. */
  readonly isLeftOut: (flow: Flow, side: Side) => boolean;
}

/** In the order in which they ran. Throws what runFlow does; what the servers' death rejects with. */
export async function visitFlows(visits: FlowVisits): Promise<readonly FlowVisit[]> {
  const { tool, settings, served, seed, folder, system, isLeftOut } = visits;
  const abort = deathOf(served);
  const collect = settings.steps;
  const done: FlowVisit[] = [];
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
