// src/measure/postgres/watch.ts
import { withoutNumbers } from "../lost.js";
import { readCatalog, readScannedRows } from "./catalog.js";
import { connect } from "./connect.js";
import { addAll, between } from "./counters.js";
import { explain } from "./explain.js";
import { refuseShared } from "./identity.js";
import { openStatements } from "./look.js";
import { readingsOf } from "./metrics.js";
import { named } from "./named.js";
import { askOwn } from "./own-queries.js";
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
    last = await statements.look();
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
      for (const note of lostNotes(served, trace.lost, loaded === null)) options.onNote(note);
      const raw = { traced: trace.tallies, lost: trace.lost.endpoints, loaded, sampled };
      const { seen, queries } = await named(statements, raw, database);
      const plans = options.plans ? await explain(database, toPlan(seen, queries)) : NO_PLANS;
      if (plans.refused > 0)
        options.onNote(
          `PostgreSQL: ${database.user} may not read the target's tables, so statements have no plans; GRANT pg_read_all_data TO ${database.user}, or switch plans off.`
        );
      const own = await askOwn(database, options.queries);
      for (const note of own.notes) options.onNote(note);
      ended = { seen: { ...seen, scannedRows, plans: plans.plans, before, after: await readCatalog(database) }, own };
    },
    readings() {
      return ended === null ? [] : readingsOf(ended.seen, ended.own.values);
    },
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
function lostNotes({ side }, lost, isLoadLost) {
  const why = "the counters of pg_stat_statements were reset, or held more statements than pg_stat_statements.max";
  const { requests, endpoints } = lost;
  const uncounted = requests === 1 ? "1 request" : `${requests} requests`;
  return [
    ...requests === 0 ? [] : [
      `PostgreSQL: ${uncounted} of ${side} in a round ${requests === 1 ? "is" : "are"} not counted, so that ${withoutNumbers(endpoints)}: ${why}.`
    ],
    ...isLoadLost ? [`PostgreSQL: a round of ${side} has no numbers under load: ${why}.`] : []
  ];
}
function toPlan({ traced, loaded }, queries) {
  const all = /* @__PURE__ */ new Map();
  for (const { statements } of [...traced.values(), ...loaded === null ? [] : [loaded]]) addAll(all, statements);
  const most = [...all].filter(([statement, { hit, read }]) => hit + read > 0 && queries.has(statement)).sort(([, x], [, y]) => y.hit + y.read - x.hit - x.read).slice(0, PLANS);
  return new Map(most.map(([statement]) => [statement, queries.get(statement)]));
}
export {
  watchDatabase
};
