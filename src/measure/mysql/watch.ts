/** One side's database in one round: what it is asked in each request, then under load. */
import type { Side } from "../../model/series.ts";
import { lostCounts } from "../lost.ts";
import type { Served } from "../served.ts";
import type { Watch } from "../watcher.ts";
import { readCatalog } from "./catalog.ts";
import type { Connection } from "./connection.ts";
import { total } from "./counters.ts";
import { explain } from "./explain.ts";
import { endpointReadings, type Loaded, loadReadings } from "./metrics.ts";
import { type Sampler, startSampler } from "./sampler.ts";
import { costliest, startSamples } from "./samples.ts";
import {
  type Asked,
  include,
  includeCatalog,
  includeRound,
  includeSampled,
  includeSeen,
  named,
  newAsked,
  newSeen,
  type Pages,
  type Seen,
} from "./seen.ts";
import { openSession, type Shared } from "./session.ts";
import { readServer, textsOf } from "./statements.ts";

/** What all rounds of a job share. */
export interface Job extends Shared {
  readonly seen: Readonly<Record<Side, Seen>>;
  readonly plans: boolean;
  /** Told of each round that counts what was seen in it. */
  readonly onRound: (side: Side, round: Seen) => void;
}

/** @throws ToolError where the database is not there, or does not say what it counts */
export async function watchMysql(job: Job, { side, slot }: Pick<Served, "side" | "slot">): Promise<Watch> {
  const address = job.addresses[slot];
  const seen = job.seen[side];
  const round = newSeen();
  const session = await openSession(job, slot);
  /** By the server's ids of statements. */
  const traced = new Map<string, Asked>();
  /** Whether the server has counted on through all requests. */
  let isWhole = true;
  const samples = startSamples(session, address, job.notes);
  /** Statements whose plans are to be asked for. */
  let toPlan: ReadonlyMap<string, string> = new Map();
  const indexes = await session
    .ask(async (on) => {
      await job.meeting.arrived(slot, on);
      return readCatalog(on, address);
    })
    .catch((error: unknown) => {
      session.close();
      throw error;
    });
  let pages: Pages | null = null;
  let sampler: Sampler | null = null;
  let loaded: Loaded | null = null;

  const texts = (ids: Iterable<string>) => session.ask((on) => textsOf(on, address, [...new Set(ids)]));

  /** What a server counts for all of its databases is a side's only where the other side's is elsewhere. */
  const readOwnPages = async () => (job.meeting.isOneServer() ? NO_PAGES : session.ask(readPages));

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
      // Whoever may reset what is counted may also have it counted no longer: of nothing counted nothing is known.
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
      const sampled = await sampler!.stop();
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
      ...[...traced].flatMap(([endpoint, { requests, statements }]) =>
        endpointReadings(endpoint, requests, isWhole ? total(statements.values()) : null),
      ),
      ...loadReadings(loaded),
    ],
    async stop() {
      await sampler?.stop().catch(() => {});
      session.close();
    },
    keep() {
      includeSeen(seen, round);
      job.onRound(side, round);
    },
  };
}

const NO_PAGES: Pages = { asked: 0, fetched: 0 };
const PAGES =
  "SHOW GLOBAL STATUS WHERE Variable_name IN ('Innodb_buffer_pool_read_requests', 'Innodb_buffer_pool_reads')";

async function readPages(connection: Connection): Promise<Pages> {
  const rows = await connection.query<{ Variable_name: string; Value: string }>(PAGES);
  const of = (name: string) => Number(rows.find(({ Variable_name }) => Variable_name === name)?.Value ?? 0);
  return { asked: of("Innodb_buffer_pool_read_requests"), fetched: of("Innodb_buffer_pool_reads") };
}
