// src/measure/postgres/watch.ts
import { readCatalog, readScannedRows } from "./catalog.js";
import { connect } from "./connect.js";
import { addAll, between } from "./counters.js";
import { hiddenNotes } from "./elsewhere.js";
import { explain } from "./explain.js";
import { besideIt, refuseShared } from "./identity.js";
import { openStatements } from "./look.js";
import { lostNotes } from "./lost.js";
import { readingsOf } from "./metrics.js";
import { named } from "./named.js";
import { askOwn } from "./own-queries.js";
import { lackingForPlans, noPlans } from "./rights.js";
import { startSampler } from "./sampler.js";
import { Trace } from "./trace.js";
var PLANS = 50;
async function watchDatabase(served, url, options) {
  const database = await connect(url);
  try {
    await refuseShared(database, served.slot, options.identities);
    const statements = await openStatements(database);
    const before = await readCatalog(database);
    return watchOf({ served, database, statements, before, first: await statements.look() }, options);
  } catch (error) {
    await database.end();
    throw error;
  }
}
function watchOf({ served, database, statements, before, first }, options) {
  const trace = new Trace();
  let last = first;
  let scannedBefore = 0;
  let sampler = null;
  let ended = null;
  async function sinceLast() {
    const before2 = last;
    last = await statements.look(besideIt(served.slot, options.identities));
    return between(before2, last);
  }
  return {
    async answered(answer) {
      trace.add(answer, await sinceLast());
    },
    async begin() {
      last = await statements.look();
      scannedBefore = await readScannedRows(database);
      sampler = startSampler(database);
    },
    async end({ requests }) {
      const sampled = await sampler.stop();
      sampler = null;
      const load = await sinceLast();
      const scannedRows = Math.max(0, await readScannedRows(database) - scannedBefore);
      const loaded = load.kind === "lost" ? null : { requests, counters: load.counters };
      for (const note of lostNotes(served.side, trace.lost, load.kind === "lost" ? load.why : null))
        options.onNote(note);
      for (const note of await hiddenNotes(database, served.side, trace)) options.onNote(note);
      const raw = { traced: trace.tallies, lost: trace.uncounted, loaded, sampled };
      const { seen, queries } = await named(statements, raw, database);
      const plans = options.plans ? await explain(database, toPlan(seen, queries)) : NO_PLANS;
      if (plans.refused > 0) options.onNote(noPlans(database));
      const own = await askOwn(database, options.queries);
      for (const note of own.notes) options.onNote(note);
      ended = { seen: { ...seen, scannedRows, plans: plans.plans, before, after: await readCatalog(database) }, own };
    },
    readings() {
      return ended === null ? [] : readingsOf(ended.seen, ended.own.values);
    },
    lacking: async () => options.plans ? lackingForPlans(database) : [],
    async stop() {
      await sampler?.stop().catch(() => {
      });
      await database.end();
    },
    keep() {
      if (ended !== null) options.onSeen(ended.seen);
    }
  };
}
var NO_PLANS = { plans: /* @__PURE__ */ new Map(), refused: 0 };
function toPlan({ traced, loaded }, queries) {
  const all = /* @__PURE__ */ new Map();
  for (const { statements } of [...traced.values(), ...loaded === null ? [] : [loaded]]) addAll(all, statements);
  const most = [...all].filter(([statement, { hit, read }]) => hit + read > 0 && queries.has(statement)).sort(([, x], [, y]) => y.hit + y.read - x.hit - x.read).slice(0, PLANS);
  return new Map(most.map(([statement]) => [statement, queries.get(statement)]));
}
export {
  watchDatabase
};
