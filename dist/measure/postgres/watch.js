// src/measure/postgres/watch.ts
import { ToolError } from "../../errors.js";
import { withoutNumbers } from "../lost.js";
import { asName } from "../subject.js";
import { readCatalog, readScannedRows } from "./catalog.js";
import { connect } from "./connect.js";
import { addAll, between, total } from "./counters.js";
import { explain } from "./explain.js";
import { refuseShared } from "./identity.js";
import { openStatements } from "./look.js";
import { readingsOf } from "./metrics.js";
import { askOwn } from "./own-queries.js";
import { startSampler } from "./sampler.js";
import { callerOf, MARK, readStatement } from "./text.js";
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
      options.onSeen(ended.seen);
    },
    readings() {
      return ended === null ? [] : readingsOf(ended.seen, ended.own.values);
    },
    async stop() {
      await sampler?.stop().catch(() => {
      });
      await database.end();
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
async function named({ texts }, { traced, lost, loaded, sampled }, { name: database }) {
  const maps = [...[...traced.values()].map(({ counters }) => counters), ...loaded === null ? [] : [loaded.counters]];
  const waiting = sampled.waits.flatMap(({ statement }) => statement ?? []);
  const known = await texts([.../* @__PURE__ */ new Set([...maps.flatMap((map) => [...map.keys()]), ...waiting])]);
  for (const tally of traced.values()) if (isForged(tally, known)) throw markedByOthers(database);
  const queries = /* @__PURE__ */ new Map();
  const callers = /* @__PURE__ */ new Map();
  const names = /* @__PURE__ */ new Map();
  for (const [key, query] of known) {
    if (query === null) continue;
    const { text, comments } = readStatement(query);
    const name = asName(text);
    names.set(key, name);
    queries.set(name, query);
    const caller = callerOf(comments);
    if (caller !== null) callers.set(name, caller);
  }
  const nameOf = (key) => known.get(key) === null ? null : names.get(key) ?? "(statement that was not kept)";
  const asked = (requests, counters) => {
    const statements = /* @__PURE__ */ new Map();
    for (const [key, one] of counters) {
      const name = nameOf(key);
      if (name !== null) addAll(statements, /* @__PURE__ */ new Map([[name, one]]));
    }
    return { requests, statements };
  };
  const seen = {
    traced: new Map([...traced].map(([endpoint, { requests, counters }]) => [endpoint, asked(requests, counters)])),
    lost,
    loaded: loaded === null ? null : asked(loaded.requests, loaded.counters),
    sampled: {
      ...sampled,
      waits: sampled.waits.map((wait) => ({
        ...wait,
        statement: wait.statement && (names.get(wait.statement) ?? null)
      }))
    },
    callers
  };
  return { seen, queries };
}
function isForged({ requests, counters }, known) {
  const own = [...counters].filter(([key]) => known.get(key) === null);
  return total(own.map(([, one]) => one)).calls > requests;
}
var markedByOthers = (database) => new ToolError(
  `postgres: statements of others in ${database} begin with ${MARK}, as only Weighbridge's do, and cannot be told from them; take that comment out of the target's statements, and let one job at a time use the database.`
);
function toPlan({ traced, loaded }, queries) {
  const all = /* @__PURE__ */ new Map();
  for (const { statements } of [...traced.values(), ...loaded === null ? [] : [loaded]]) addAll(all, statements);
  const most = [...all].filter(([statement, { hit, read }]) => hit + read > 0 && queries.has(statement)).sort(([, x], [, y]) => y.hit + y.read - x.hit - x.read).slice(0, PLANS);
  return new Map(most.map(([statement]) => [statement, queries.get(statement)]));
}
export {
  watchDatabase
};
