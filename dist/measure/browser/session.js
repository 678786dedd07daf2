// src/measure/browser/session.ts
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { SIDES, SLOTS } from "../../model/series.js";
import { bandNotes } from "../bands.js";
import { deathOf } from "../served.js";
import { factsOf, seriesOf, uncounted } from "./rounds.js";
import { visitPage } from "./visit.js";
function openSession({ tool, config, plan, context }) {
  const { pages } = config;
  const { system, scratch, sides } = context;
  const rounds = [];
  let tries = 0;
  async function visitAll(drawn) {
    const served = await serve(drawn, sides);
    const folder = join(scratch, `round-${tries++}`);
    await mkdir(folder);
    const abort = deathOf(served);
    const visits = /* @__PURE__ */ new Map();
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
      facts: factsOf(pages, rounds)
    })
  };
}
async function serve({ servers, order }, sides) {
  if (sides.length < SIDES.length) return Promise.all(sides.map((side) => servers.alone(side)));
  const both = await servers.both();
  return SLOTS.map((slot) => both[slot]).sort((a, b) => order.indexOf(a.side) - order.indexOf(b.side));
}
export {
  openSession
};
