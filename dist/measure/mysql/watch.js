// src/measure/mysql/watch.ts
import { lostCounts } from "../lost.js";
import { readCatalog } from "./catalog.js";
import { total } from "./counters.js";
import { explain } from "./explain.js";
import { endpointReadings, loadReadings } from "./metrics.js";
import { startSampler } from "./sampler.js";
import { costliest, startSamples } from "./samples.js";
import {
  include,
  includeCatalog,
  includeRound,
  includeSampled,
  includeSeen,
  named,
  newAsked,
  newSeen
} from "./seen.js";
import { openSession } from "./session.js";
import { readServer, textsOf } from "./statements.js";
async function watchMysql(job, { side, slot }) {
  const address = job.addresses[slot];
  const seen = job.seen[side];
  const round = newSeen();
  const session = await openSession(job, slot);
  const traced = /* @__PURE__ */ new Map();
  let isWhole = true;
  const samples = startSamples(session, address, job.notes);
  let toPlan = /* @__PURE__ */ new Map();
  const indexes = await session.ask(async (on) => {
    await job.meeting.arrived(slot, on);
    return readCatalog(on, address);
  }).catch((error) => {
    session.close();
    throw error;
  });
  let pages = null;
  let sampler = null;
  let loaded = null;
  const texts = (ids) => session.ask((on) => textsOf(on, address, [...new Set(ids)]));
  const readOwnPages = async () => job.meeting.isOneServer() ? NO_PAGES : session.ask(readPages);
  return {
    async answered({ endpoint }) {
      const used = await session.used(true);
      if (used === null) isWhole = false;
      if (endpoint === null) return;
      const asked = traced.get(endpoint) ?? newAsked();
      traced.set(endpoint, asked);
      if (used === null) return;
      include(asked, { requests: 1, statements: new Map(used) });
      if (job.plans) await samples.take(used);
    },
    async before() {
      await session.ask((on) => readServer(on, address));
      if (!isWhole && traced.size > 0) job.notes.add(lostCounts("MariaDB or MySQL", side, [...traced.keys()]));
      const known = await texts([...traced.values()].flatMap(({ statements }) => [...statements.keys()]));
      if (known === null || !isWhole) return;
      for (const [endpoint, { requests, statements }] of traced) {
        const asked = { requests, statements: new Map(named(statements, known)) };
        const sum = newAsked();
        includeRound(sum, asked);
        round.endpoints.set(endpoint, sum);
      }
      if (job.plans) toPlan = costliest({ endpoints: round.endpoints, plans: seen.plans }, samples.texts, known);
    },
    async begin() {
      await session.used();
      pages = await readOwnPages();
      sampler = startSampler(session, address, job.notes);
    },
    async end({ requests }) {
      const sampled = await sampler.stop();
      const used = await session.used();
      const catalog = await session.ask((on) => readCatalog(on, address));
      const now = await readOwnPages();
      const known = await texts(used?.keys() ?? []);
      if (!used || !catalog || !now || !pages || !known || requests === 0) return;
      const fresh = { asked: now.asked - pages.asked, fetched: now.fetched - pages.fetched };
      loaded = { requests, statements: [...used.values()], pages: fresh, sampled, tables: catalog.tables };
      includeRound(round.loaded, { requests, statements: new Map(named(used, known)) });
      if (indexes) includeCatalog(round, indexes, catalog);
      includeSampled(round, sampled, session.server.maxConnections);
      round.pages = fresh;
    },
    async after() {
      if (toPlan.size === 0) return;
      const plans = await explain({ address, server: session.server, notes: job.notes }, toPlan);
      for (const [statement, plan] of plans) round.plans.set(statement, plan);
    },
    readings: () => [
      ...[...traced].flatMap(
        ([endpoint, { requests, statements }]) => endpointReadings(endpoint, requests, isWhole ? total(statements.values()) : null)
      ),
      ...loadReadings(loaded)
    ],
    async stop() {
      await sampler?.stop().catch(() => {
      });
      session.close();
    },
    keep() {
      includeSeen(seen, round);
      job.onRound(side, round);
    }
  };
}
var NO_PAGES = { asked: 0, fetched: 0 };
var PAGES = "SHOW GLOBAL STATUS WHERE Variable_name IN ('Innodb_buffer_pool_read_requests', 'Innodb_buffer_pool_reads')";
async function readPages(connection) {
  const rows = await connection.query(PAGES);
  const of = (name) => Number(rows.find(({ Variable_name }) => Variable_name === name)?.Value ?? 0);
  return { asked: of("Innodb_buffer_pool_read_requests"), fetched: of("Innodb_buffer_pool_reads") };
}
export {
  watchMysql
};
