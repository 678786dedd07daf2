// src/measure/mysql/watch.ts
import { lostCounts } from "../lost.js";
import { isSameServer } from "./address.js";
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
  job.servers.set(slot, session.server.identity);
  const traced = /* @__PURE__ */ new Map();
  let isWhole = true;
  const samples = startSamples(session, address, job.notes);
  let toPlan = /* @__PURE__ */ new Map();
  const indexes = await session.ask((on) => readCatalog(on, address)).catch((error) => {
    session.close();
    throw error;
  });
  let pages = null;
  let sampler = null;
  let loaded = null;
  const texts = (ids) => session.ask((on) => textsOf(on, address, [...new Set(ids)]));
  const readOwnPages = async () => isOneServer(job) ? NO_PAGES : session.ask(readPages);
  return {
    async answered({ endpoint }) {
      const used = await session.used();
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
        for (const { endpoints } of [seen, round]) {
          const sum = endpoints.get(endpoint) ?? newAsked();
          includeRound(sum, asked);
          endpoints.set(endpoint, sum);
        }
      }
      if (job.plans) toPlan = costliest(seen, samples.texts, known);
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
      for (const into of [seen, round]) {
        includeRound(into.loaded, { requests, statements: new Map(named(used, known)) });
        if (indexes) includeCatalog(into, indexes, catalog);
        includeSampled(into, sampled, session.server.maxConnections);
        into.pages = { asked: into.pages.asked + fresh.asked, fetched: into.pages.fetched + fresh.fetched };
      }
    },
    async after() {
      job.onRound(side, round);
      if (toPlan.size === 0) return;
      const plans = await explain({ address, server: session.server, notes: job.notes }, toPlan);
      for (const [statement, plan] of plans) seen.plans.set(statement, plan);
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
    }
  };
}
function isOneServer({ addresses: { a, b }, servers }) {
  const [one, other] = [servers.get("a"), servers.get("b")];
  return isSameServer(a, b) || one !== void 0 && one === other;
}
var NO_PAGES = { asked: 0, fetched: 0 };
var PAGES = "SHOW GLOBAL STATUS WHERE Variable_name IN ('Innodb_buffer_pool_read_requests', 'Innodb_buffer_pool_reads')";
async function readPages(connection) {
  const rows = await connection.query(PAGES);
  const of = (name) => Number(rows.find(({ Variable_name }) => Variable_name === name)?.Value ?? 0);
  return { asked: of("Innodb_buffer_pool_read_requests"), fetched: of("Innodb_buffer_pool_reads") };
}
export {
  isOneServer,
  watchMysql
};
