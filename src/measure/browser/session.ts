/** One job's use of the browser: its rounds, and what they gave. */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { SIDES, type Side, SLOTS } from "../../model/series.ts";
import { bandNotes } from "../bands.ts";
import type { CollectorContext, CollectorPlan, Round, Session } from "../collector.ts";
import { deathOf, type Served } from "../served.ts";
import type { Visit } from "./read.ts";
import { factsOf, type RoundVisits, seriesOf, uncounted } from "./rounds.ts";
import type { BrowserConfig } from "./schema.ts";
import { type BrowserTool, visitPage } from "./visit.ts";

export interface SessionInput {
  readonly tool: BrowserTool;
  readonly config: BrowserConfig;
  readonly plan: CollectorPlan;
  readonly context: CollectorContext;
}

export function openSession({ tool, config, plan, context }: SessionInput): Session {
  const { pages } = config;
  const { system, scratch, sides } = context;
  const rounds: RoundVisits[] = [];
  let tries = 0;

  async function visitAll(drawn: Round): Promise<RoundVisits> {
    const served = await serve(drawn, sides);
    const folder = join(scratch, `round-${tries++}`);
    await mkdir(folder);
    const abort = deathOf(served);
    const visits = new Map<string, Partial<Record<Side, Visit>>>();
    for (const page of pages) {
      for (const one of served) {
        const visit = await visitPage({ tool, config, served: one, page, folder, abort, system });
        visits.set(page, { ...visits.get(page), [one.side]: visit });
      }
    }
    await rm(folder, { recursive: true });
    return visits;
  }

  return {
    plan,
    async round(drawn) {
      const visits = await visitAll(drawn);
      return { kind: "measured", keep: () => rounds.push(visits) };
    },
    series: () => seriesOf(pages, rounds),
    collected: async () => ({
      series: seriesOf(pages, rounds),
      limits: [],
      notWeighed: uncounted(pages, rounds),
      notes: bandNotes(seriesOf(pages, rounds)),
      files: [],
      causes: [],
      details: [],
      facts: factsOf(pages, rounds),
    }),
  };
}

/** In the order drawn; both are up at once, though only one is visited at a time: a round starts its servers once. */
async function serve({ servers, order }: Round, sides: readonly Side[]): Promise<readonly Served[]> {
  if (sides.length < SIDES.length) return Promise.all(sides.map((side) => servers.alone(side)));
  const both = await servers.both();
  return SLOTS.map((slot) => both[slot]).sort((a, b) => order.indexOf(a.side) - order.indexOf(b.side));
}
